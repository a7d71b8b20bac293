import { routes, type AnswerOf } from '@tongxing/contract';
import { useState } from 'react';
import { useLoaded } from '@/api/loaded';
import { ownNode } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { Button, Card, TroubleBox } from '@/ui/kit';
import { dayAndTime, dayInFull } from '@/words/times';

type Told = AnswerOf<typeof routes.listGuardians>;

const readGuardians = () => ownNode().call(routes.listGuardians, {});
/** Of the latest that was done as many are shown at first. */
const few = 5;

/** Who may act for her, and what was done in her name: she can end it at any time. */
export function Guardians() {
  const t = useWords();
  const { value, task, again } = useLoaded(readGuardians);
  if (value === undefined) return <TroubleBox task={task} />;
  return (
    <>
      <Card title={t('谁可以为我代办', 'Who may act for me')}>
        {value.guardians.length === 0 && <p>{t('没有人。', 'Nobody.')}</p>}
        <div className="list">
          {value.guardians.map((guardian) => (
            <Guardian key={guardian.guardianshipId} guardian={guardian} onEnded={again} />
          ))}
        </div>
      </Card>
      {value.acted.length > 0 && <Acted acted={value.acted} />}
    </>
  );
}

interface GuardianProps {
  readonly guardian: Told['guardians'][number];
  readonly onEnded: () => void;
}

function Guardian({ guardian: { guardianshipId, maskedName, since }, onEnded }: GuardianProps) {
  const t = useWords();
  const task = useTask();
  const end = async () => {
    await ownNode().call(routes.endDependant, { params: { dependantId: guardianshipId } });
    onEnded();
  };
  return (
    <>
      <div className="list-item">
        <span className="list-text">
          <span>{maskedName}</span>
          <span className="fine">{t(`${dayInFull(t, since)} 起`, `since ${dayInFull(t, since)}`)}</span>
        </span>
        <Button
          kind="quiet"
          name={t(`结束:不再让${maskedName}代办`, `End it: ${maskedName} acts no more`)}
          busy={task.busy}
          onClick={() => task.run(end)}
        >
          {t('结束', 'End it')}
        </Button>
      </div>
      <TroubleBox task={task} />
    </>
  );
}

function Acted({ acted }: { readonly acted: Told['acted'] }) {
  const t = useWords();
  const [all, setAll] = useState(false);
  const shown = all ? acted : acted.slice(0, few);
  return (
    <Card title={t('以我的名义办过的事', 'Done in my name')}>
      <ul className="list">
        {shown.map(({ maskedName, what, at }) => (
          <li key={`${at} ${what.en}`} className="list-item">
            <span className="list-text">
              <span>{t.say(what)}</span>
              <span className="fine">
                {maskedName} · {dayAndTime(t, at)}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {shown.length < acted.length && (
        <Button kind="quiet" onClick={() => setAll(true)}>
          {t('更早的', 'Earlier')}
        </Button>
      )}
    </Card>
  );
}
