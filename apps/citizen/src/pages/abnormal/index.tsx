import { colourSigns, routes } from '@tongxing/contract';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { now } from '@/phone/code';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Call, Card, ColourSign, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { ReasonCard } from '@/ui/reason-card';
import { Actions } from './actions';
import { Records } from './records';
import { WayToGreen } from './way-to-green';
import './abnormal.css';

const explain = () => node().call(routes.getExplanation, {});

/** The colour is not green: what can be done now, how it ends, what it rests on, and who helps. */
export default function Abnormal() {
  const t = useWords();
  const { value: told, task } = useLoaded(explain);
  return (
    <Page title={t('现在怎么办', 'What to do now')}>
      {told === undefined ? (
        <>
          {task.busy && <Waiting>{t('正在按规则推算怎样转绿', 'Working out what makes it green')}</Waiting>}
          <TroubleBox task={task} />
          {!task.busy && <LastTold />}
        </>
      ) : (
        <>
          <ColourSign sign={colourSigns[told.colour]} small />
          <p className="lead">{t.say(told.summary)}</p>
          {told.standing !== null && <p className="notice">{t.say(told.standing.text)}</p>}
          <WayToGreen told={told} at={now()} />
          {told.actions.length > 0 && <Actions actions={told.actions} />}
          <Records told={told} />
          {told.colour !== 'green' && <OtherWays isYellow={told.colour === 'yellow'} />}
          <Card title={t('联系', 'Who helps')}>
            <p>{t.say(told.contest.text)}</p>
            <Call phone={told.contest.hotline} />
          </Card>
        </>
      )}
    </Page>
  );
}

function OtherWays({ isYellow }: { readonly isYellow: boolean }) {
  const t = useWords();
  return (
    <Card title={t('还可以', 'You can also')}>
      <p>
        {t(
          '解除条件已经满足、颜色却没有变的,可以申请转绿。',
          'If the conditions of release are met and the colour has not changed, apply to turn green.',
        )}
      </p>
      <Button kind="plain" onClick={() => goTo('green-application/index')}>
        {t('申请转绿', 'Apply to turn green')}
      </Button>
      {isYellow && (
        <>
          <p>{t('黄码需要回家的,可以办理限时通行。', 'With a yellow code you can get a permit to go home.')}</p>
          <Button kind="plain" onClick={() => goTo('permits/index')}>
            {t('办理限时通行', 'Movement permit')}
          </Button>
        </>
      )}
      <Button kind="quiet" onClick={() => goTo('said-of-me/index')}>
        {t('谁对我作了认定', 'Who has decided about me')}
      </Button>
      <Button kind="quiet" onClick={() => goTo('appeals/index')}>
        {t('看我的申诉和申请', 'My appeals and applications')}
      </Button>
    </Card>
  );
}

/** What the phone was last told, where the node cannot be asked. */
function LastTold() {
  const { health } = useKept();
  return health === undefined ? undefined : <ReasonCard told={health} at={now()} />;
}
