import { useState } from 'react';
import { ProblemError, routes } from '@tongxing/contract';
import { node } from '@/api/node';
import { refreshPerson } from '@/api/person';
import { useTask } from '@/api/task';
import { ClaimForm, type Claim } from '@/forms/claim-form';
import { useWords } from '@/store/hooks';
import { TroubleBox } from '@/ui/kit';
import { back, Page } from '@/ui/page';
import { FacePart } from './face-part';

/** Name and document, compared with the registry once; where the province wants it, after a look at the face. */
export default function Verify() {
  const t = useWords();
  const task = useTask();
  /** A face is for one document and name: whoever changes them is asked again. */
  const [facing, setFacing] = useState<Claim>();
  const send = async (claim: Claim, faceId?: string) => {
    await node().call(routes.verifyIdentity, { body: faceId === undefined ? claim : { ...claim, faceId } });
    await refreshPerson();
    back();
  };
  const check = async (claim: Claim) => {
    try {
      await send(claim);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'face-required') throw error;
      setFacing(claim);
    }
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
        doIt={facing === undefined ? t('核对', 'Check') : undefined}
        onClaim={(claim) => task.run(() => check(claim))}
        onChange={() => setFacing(undefined)}
      />
      {facing !== undefined && <FacePart claim={facing} task={task} send={(faceId) => send(facing, faceId)} />}
      <TroubleBox task={task} />
    </Page>
  );
}
