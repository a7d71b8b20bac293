import { colourSigns, routes, type schemas } from '@tongxing/contract';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { CopyAddress } from '@/ui/copy-address';
import { Button, Card, ColourSign, TroubleBox } from '@/ui/kit';
import { vendor } from '@/vendor';
import { legStateNames } from '@/words/journeys';
import { dayAndTime, dayOf } from '@/words/times';
import './journeys.css';

interface TripItemProps {
  readonly trip: schemas.Trip;
  readonly onChange: () => void;
}

/** A trip with what stands with each of its legs. */
export function TripItem({ trip: { tripId, declaredAt, withdrawnAt, legs }, onChange }: TripItemProps) {
  const t = useWords();
  const task = useTask();
  const withdraw = async () => {
    await node().call(routes.withdrawTrip, { params: { tripId } });
    onChange();
  };
  return (
    <Card title={t('多省行程', 'A trip')}>
      <p className="fine">
        {withdrawnAt === null
          ? t(`${dayAndTime(t, declaredAt)} 申报`, `Declared ${dayAndTime(t, declaredAt)}`)
          : t(`${dayAndTime(t, withdrawnAt)} 已撤回`, `Withdrawn ${dayAndTime(t, withdrawnAt)}`)}
      </p>
      <ol className="list">
        {legs.map((leg) => (
          <Leg key={`${leg.division} ${leg.arriveAt}`} leg={leg} />
        ))}
      </ol>
      {withdrawnAt === null && (
        <Button kind="danger" busy={task.busy} onClick={() => task.run(withdraw)}>
          {t('撤回这次行程', 'Withdraw this trip')}
        </Button>
      )}
      <TroubleBox task={task} />
    </Card>
  );
}

function Leg({ leg }: { readonly leg: schemas.TripLegResult }) {
  const t = useWords();
  const { division, arriveAt, leaveAt, state, text, colour, nextTryAt, baseUrl } = leg;
  const { leaveFor } = vendor;
  const page = baseUrl === null ? undefined : `${baseUrl}app/#/pages/journeys/index`;
  return (
    <li className="list-item">
      <span className="list-text leg">
        <span className="why">
          <DivisionName code={division} /> · {t.say(legStateNames[state])}
        </span>
        <span className="fine">
          {dayOf(t, arriveAt)} – {dayOf(t, leaveAt)}
        </span>
        <span>{t.say(text)}</span>
        {colour !== null && <ColourSign sign={colourSigns[colour]} small />}
        {nextTryAt !== null && (
          <span className="fine">{t(`下次 ${dayAndTime(t, nextTryAt)}`, `Next try ${dayAndTime(t, nextTryAt)}`)}</span>
        )}
        {page !== undefined && leaveFor === undefined && (
          <>
            <span className="quote">{page}</span>
            <CopyAddress address={page} />
          </>
        )}
        {page !== undefined && leaveFor !== undefined && (
          <Button kind="plain" onClick={() => leaveFor(page)}>
            {t('去那里确认', 'Confirm it there')}
          </Button>
        )}
      </span>
    </li>
  );
}
