import { routes } from '@tongxing/contract';
import { ownNode } from '@/api/node';
import { useTask } from '@/api/task';
import { ClaimForm, type Claim } from '@/forms/claim-form';
import { useWords } from '@/store/hooks';
import { TroubleBox } from '@/ui/kit';
import { back, Page } from '@/ui/page';

/** A renewed passport, or another document: compared with the registry as the first one was. */
export default function AddDocument() {
  const t = useWords();
  const task = useTask();
  const add = async (claim: Claim) => {
    await ownNode().call(routes.addDocument, { body: claim });
    back();
  };
  return (
    <Page title={t('添加证件', 'Add a document')}>
      <p className="lead">
        {t(
          '换发了护照或另有证件时在这里添加。码和记录都不变,旧证件的查询也找得到您。',
          'For a renewed passport or another document. Your code and records stay; you are found by the old one too.',
        )}
      </p>
      <ClaimForm
        first="20"
        busy={task.busy}
        doIt={t('核对并添加', 'Check and add')}
        onClaim={(claim) => task.run(() => add(claim))}
      />
      <TroubleBox task={task} />
    </Page>
  );
}
