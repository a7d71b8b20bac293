import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { useRef, useState } from 'react';
import { useIntent } from '@/api/intent';
import { ownNode } from '@/api/node';
import { useTask } from '@/api/task';
import { inTurn, type Ticket } from '@/api/turn';
import { confirmed, PledgeCard, usePledge } from '@/forms/pledge-card';
import { upToNow } from '@/forms/stays';
import { scopeFor } from '@/pages/convert/send-part';
import { keep, keepDraft, type FamilyEntered, type Kept } from '@/store/kept';
import { useWords } from '@/store/hooks';
import { goOnTo } from '@/ui/go';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';
import { herself } from './members';

interface SendFamilyProps {
  readonly entered: FamilyEntered;
  readonly stays: readonly schemas.Stay[];
  readonly province: NonNullable<Kept['province']>;
}

/** The pledge for all of them, and off it goes as one. */
export function SendFamily({ entered, stays, province }: SendFamilyProps) {
  const t = useWords();
  const task = useTask();
  const pledge = usePledge();
  const [promised, setPromised] = useState(false);
  const [place, setPlace] = useState<Ticket>();
  const intent = useIntent();
  const sending = useRef<schemas.FamilyApplication>();
  const send = async () => {
    const { originDivision, destination } = entered;
    if (pledge.text === undefined || originDivision === undefined) return;
    const declared = upToNow(stays);
    sending.current ??= {
      originDivision,
      scope: scopeFor(province, destination),
      pledge: confirmed(pledge.text),
      members: Object.keys(entered.members).map((member) => ({
        ...(member === herself ? {} : { dependantId: member, guardianConsent: true }),
        consent: { grade: 'asserted' as const },
        answers: entered.members[member] as schemas.HealthAnswers,
        stays: declared,
      })),
    };
    const body = sending.current;
    try {
      const idempotencyKey = await intent(body);
      const client = ownNode();
      const sent = await inTurn(
        (again) => client.call(routes.applyForFamily, { body, idempotencyKey, ...again }),
        setPlace,
      );
      keep({ familyGroup: sent.groupId });
      keepDraft({ family: undefined });
      goOnTo(`family-progress/index?id=${sent.groupId}`);
    } catch (error) {
      // Refused is refused: what is sent next is another request. Without an answer it is the same one again.
      if (error instanceof ProblemError && error.problem.status < 500) sending.current = undefined;
      throw error;
    }
  };
  return (
    <>
      <Card title={t('要查询什么', 'What is asked')}>
        <p>
          {t(
            '提交后向原省份查询每个人的码的颜色。原省份会通知本人,每次查询都有记录。',
            'The colour of each code is asked for in your province, which tells the person; every question is on record.',
          )}
        </p>
      </Card>
      <PledgeCard pledge={pledge} promised={promised} onPromise={setPromised} />
      <Button disabled={!promised || pledge.text === undefined} busy={task.busy} onClick={() => task.run(send)}>
        {t('同意查询,提交申请', 'I agree: send the application')}
      </Button>
      {place !== undefined && (
        <Waiting>
          {t(
            `现在申请的人很多,您前面还有 ${place.ahead} 人。轮到您时自动提交,请留在此页。`,
            `Many are applying; ${place.ahead} before you. It is sent by itself when your turn comes: please stay on this page.`,
          )}
        </Waiting>
      )}
      <TroubleBox task={task} />
    </>
  );
}
