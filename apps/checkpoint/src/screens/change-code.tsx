import type { schemas } from '@tongxing/contract';
import { useWords } from '../words/language.ts';
import { Qr } from './qr.tsx';

/** For a code of another place: what its holder scans with her own phone, where it opens with what is known filled in. */
export function ChangeCode({ change }: { readonly change: NonNullable<schemas.VerificationResult['change']> }) {
  const t = useWords();
  return (
    <figure class="change">
      <Qr text={change.url} name={t('请对方用手机扫这个二维码', 'They scan this QR code with their phone')} />
      <figcaption>{t.say(change.text)}</figcaption>
    </figure>
  );
}
