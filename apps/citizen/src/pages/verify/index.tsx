import { routes } from '@tongxing/contract';
import { node } from '@/api/node';
import { refreshPerson } from '@/api/person';
import { useTask } from '@/api/task';
import { ClaimForm, type Claim } from '@/forms/claim-form';
import { useWords } from '@/store/hooks';
import { TroubleBox } from '@/ui/kit';
import { back, Page } from '@/ui/page';

/** Name and document, compared with the registry once. */
export default function Verify() {
  const t = useWords();
  const task = useTask();
  const check = async (claim: Claim) => {
    await node().call(routes.verifyIdentity, { body: claim });
    await refreshPerson();
    back();
  };
  return (
    <Page title={t('实名认证', 'Real-name check')}>
      <p className="lead">
        {t(
          '姓名和证件号与权威登记核对一次,加密保存,页面上只显示一部分。',
          'Name and number are compared with the registry once, stored encrypted, and shown only in part.',
        )}
      </p>
      <ClaimForm
        first="10"
        busy={task.busy}
        doIt={t('核对', 'Check')}
        onClaim={(claim) => task.run(() => check(claim))}
      />
      <TroubleBox task={task} />
    </Page>
  );
}
