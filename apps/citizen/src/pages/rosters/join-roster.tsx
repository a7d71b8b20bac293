import { routes, type schemas } from '@tongxing/contract';
import { useState } from 'react';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { Button, Card, Choice, Field, Rows, TroubleBox } from '@/ui/kit';
import { dayAndTime } from '@/words/times';

interface JoinRosterProps {
  /** The code of the link that opened the page; empty without one. */
  readonly invited: string;
  readonly onJoined: () => void;
}

/** Joining in two steps: who it is and what it would see comes before the agreement. */
export function JoinRoster({ invited, onJoined }: JoinRosterProps) {
  const t = useWords();
  const task = useTask();
  const [entered, setEntered] = useState(invited);
  const [offer, setOffer] = useState<schemas.RosterOffer>();
  const [showName, setShowName] = useState<schemas.RosterJoining['showName']>('masked');
  // What was copied may be the whole link.
  const code = /([\w-]{43})\s*$/.exec(entered)?.[1];
  const look = async () => setOffer(await node().call(routes.readRosterOffer, { body: { code: code ?? '' } }));
  const join = async () => {
    await node().call(routes.joinRoster, { body: { code: code ?? '', showName, agreed: true } });
    setOffer(undefined);
    setEntered('');
    onJoined();
  };
  if (offer === undefined) {
    return (
      <Card title={t('加入', 'Join')}>
        <Field
          name={t('加入码', 'Code for joining')}
          value={entered}
          onInput={setEntered}
          maxLength={200}
          hint={t('单位或学校给您的链接或加入码', 'The link or the code that you were given')}
        />
        <Button kind="plain" disabled={code === undefined} busy={task.busy} onClick={() => task.run(look)}>
          {t('查看', 'Look at it')}
        </Button>
        <TroubleBox task={task} />
      </Card>
    );
  }
  const { full, masked } = offer.names;
  return (
    <Card title={t(`同意加入「${offer.name}」`, `Join ${offer.name}`)}>
      <p>{t.say(offer.sees)}</p>
      <Rows rows={[[t('有效至', 'Until'), dayAndTime(t, offer.until)]]} />
      <Choice kind="radio" name={masked} on={showName === 'masked'} onChange={() => setShowName('masked')} />
      <Choice kind="radio" name={full} on={showName === 'full'} onChange={() => setShowName('full')} />
      <Button busy={task.busy} onClick={() => task.run(join)}>
        {t('同意并加入', 'Agree and join')}
      </Button>
      <Button kind="quiet" onClick={() => setOffer(undefined)}>
        {t('不加入', 'Not now')}
      </Button>
      <TroubleBox task={task} />
    </Card>
  );
}
