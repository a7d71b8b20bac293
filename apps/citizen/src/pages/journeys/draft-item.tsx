import { routes, type schemas } from '@tongxing/contract';
import { useState } from 'react';
import { useIntent } from '@/api/intent';
import { node } from '@/api/node';
import { proposeScope } from '@/api/scope';
import { useTask } from '@/api/task';
import { inTurn, type Ticket } from '@/api/turn';
import { confirmed, PledgeCard, usePledge } from '@/forms/pledge-card';
import { useKept, useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { goTo } from '@/ui/go';
import { Button, Card, Rows, TroubleBox, Waiting } from '@/ui/kit';
import { dayOf } from '@/words/times';

/** Declared at home for the whole trip and handed on to here: one confirmation applies, and nothing is entered again. */
export function DraftItem({ draft }: { readonly draft: schemas.TripDraft }) {
  const { province } = useKept();
  const t = useWords();
  const task = useTask();
  const pledge = usePledge();
  const intent = useIntent();
  const [promised, setPromised] = useState(false);
  const [place, setPlace] = useState<Ticket>();
  const { draftId, originDivision, division, arriveAt, leaveAt, declaredAt, stays } = draft;
  const scope = province === undefined ? undefined : proposeScope(province, division, undefined).scope;
  const apply = async () => {
    if (pledge.text === undefined || scope === undefined) return;
    const body = { scope, pledge: confirmed(pledge.text) };
    const idempotencyKey = await intent({ draftId, body });
    const { conversionId } = await inTurn(
      (again) => node().call(routes.applyFromTrip, { params: { draftId }, body, idempotencyKey, ...again }),
      setPlace,
    );
    goTo(`conversion/index?id=${conversionId}`);
  };
  return (
    <>
      <Card title={t('转来的行程申报', 'Your trip, handed on to here')}>
        <Rows
          rows={[
            [t('从', 'From'), <DivisionName key="from" code={originDivision} />],
            [t('到', 'To'), <DivisionName key="to" code={division} />],
            [t('日期', 'Days'), `${dayOf(t, arriveAt)} – ${dayOf(t, leaveAt)}`],
            [
              t('已填好', 'Filled in'),
              t(
                `${dayOf(t, declaredAt)}的健康申报,${stays.length} 段行程`,
                `health of ${dayOf(t, declaredAt)}, ${stays.length} ${stays.length === 1 ? 'stay' : 'stays'}`,
              ),
            ],
          ]}
        />
        <p>{t('情况没有变化的,承诺后即可申请,不用重新填写。', 'If nothing has changed, promise and apply.')}</p>
      </Card>
      <PledgeCard pledge={pledge} promised={promised} onPromise={setPromised} />
      <Button
        disabled={!promised || pledge.text === undefined || scope === undefined}
        busy={task.busy}
        onClick={() => task.run(apply)}
      >
        {t('确认并申请转码', 'Confirm and apply')}
      </Button>
      {place !== undefined && (
        <Waiting>
          {t(
            `现在申请的人很多,您前面还有 ${place.ahead} 人,轮到时自动提交。`,
            `Many are applying; ${place.ahead} before you. It is sent by itself.`,
          )}
        </Waiting>
      )}
      <TroubleBox task={task} />
    </>
  );
}
