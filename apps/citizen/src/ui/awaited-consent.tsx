import { fetchConsent, isAskedFor } from '@/api/consent';
import { useLoaded } from '@/api/loaded';
import { useKept, useWords } from '@/store/hooks';
import { CopyAddress } from './copy-address';
import { Button, Card, TroubleBox } from './kit';

interface AwaitedConsentProps {
  readonly originDivision: string;
  /** As in `isAskedFor`. */
  readonly subject?: string;
}

/**
 * She agrees in the browser of her phone meanwhile. Each time she is back here it is asked what has come of it, without a tap. Nothing
 * is shown where nothing is awaited.
 */
export function AwaitedConsent({ originDivision, subject }: AwaitedConsentProps) {
  const { drafts } = useKept();
  const t = useWords();
  const { task, again } = useLoaded(fetchConsent);
  const address = isAskedFor(drafts.consent, originDivision, subject) ? drafts.consent?.address : undefined;
  if (address === undefined) return undefined;
  return (
    <Card title={t('等您在浏览器里同意', 'You agree in the browser of your phone')}>
      <p>
        {t(
          '网址已复制。请打开手机浏览器,粘贴到地址栏;登录后看清谁要查什么,再点「同意」。',
          'The address is copied. Open the browser of your phone and paste it; sign in there, read who asks for what, and agree.',
        )}
      </p>
      <p>
        {t(
          '然后回到这里,会自动继续。已填写的内容都在,这里可以关闭再打开。',
          'Then come back here: it goes on by itself. All you entered is kept, also if you close this and open it again.',
        )}
      </p>
      <CopyAddress address={address} />
      <Button kind="quiet" busy={task.busy} onClick={again}>
        {t('已经同意了,现在看结果', 'I have agreed: look now')}
      </Button>
      <TroubleBox task={task} />
    </Card>
  );
}
