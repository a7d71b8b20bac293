import { renderSVG } from 'uqr';
import type { schemas } from '@tongxing/contract';
import { useWords } from '../words/language.ts';

/** For a code of another place: what its holder scans with her own phone, where it opens with what is known filled in. */
export function ChangeCode({ change }: { readonly change: NonNullable<schemas.VerificationResult['change']> }) {
  const t = useWords();
  const picture = renderSVG(change.url, { ecc: 'M', border: 4 });
  return (
    <figure class="change">
      <div
        role="img"
        aria-label={t('请对方用手机扫这个二维码', 'They scan this QR code with their phone')}
        dangerouslySetInnerHTML={{ __html: picture }}
      />
      <figcaption>{t.say(change.text)}</figcaption>
    </figure>
  );
}
