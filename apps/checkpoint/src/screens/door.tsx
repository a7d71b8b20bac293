import type { schemas } from '@tongxing/contract';
import { stepOf, verdictWords, type PersonAtDoor } from '@tongxing/device';
import { useEffect } from 'preact/hooks';
import type { Opened } from '../open.ts';
import { tell, type Telling } from '../telling/tell.ts';
import { useWords } from '../words/language.ts';
import { FallbackNotice } from './fallback-notice.tsx';
import { FamilyScreen } from './family.tsx';
import { Header } from './header.tsx';
import { PictureButton } from './picture.tsx';
import { Scanner } from './scanner.tsx';
import { StepScreen } from './step.tsx';
import { VerdictScreen } from './verdict.tsx';

interface Props {
  readonly opened: Opened;
  readonly profile: schemas.CheckpointProfile;
  readonly telling: Telling;
  /** Something else lies over it: nothing is read meanwhile. */
  readonly hidden: boolean;
  readonly openMore: () => void;
  /** Where samples are registered here as well. */
  readonly collect: (() => void) | undefined;
}

/** Where a guard spends the day: the camera, and over it what came of the person in front of it. */
export function DoorScreen({ opened, profile, telling, hidden, openMore, collect }: Props) {
  const { device, session } = opened;
  const t = useWords();
  const view = session.view();
  const now = stepOf(view, profile.check.steps);
  const [single] = view.people;
  const verdict = now === undefined && !view.family ? single : undefined;
  useEffect(() => {
    if (verdict !== undefined) announce(verdict);
    else if (now !== undefined) tell(telling, undefined, t.say(now.person.judged.say), t.language);
  }, [verdict?.checkId, verdict?.judged.verdict, now?.step, now?.person.checkId]);
  const announce = ({ judged: { verdict, say } }: PersonAtDoor) =>
    tell(telling, verdict, t.say(verdictWords[verdict]) + t('。', '. ') + t.say(say), t.language);
  // What lies under a step or a verdict is not reached by the keyboard either.
  const covered = now !== undefined || verdict !== undefined || view.family;
  // A device that was revoked says so itself.
  const see = (text: string) => void session.see(text).catch(() => undefined);
  return (
    <div class="door" hidden={hidden}>
      <Header state={device.state()} />
      <FallbackNotice fallback={device.state().fallback} />
      <Scanner
        accepts={() => !hidden && session.accepts()}
        see={see}
        said={
          view.notACode
            ? t(
                '这不是健康码。请对方打开健康码页面再出示。',
                'This is no health code. Ask them to open the code page and show it.',
              )
            : undefined
        }
      />
      <nav class="bar" inert={covered} aria-label={t('其他方式', 'Other ways')}>
        <button class="button" type="button" onClick={() => session.withoutCode()}>
          {t('没有码', 'No code')}
        </button>
        <button class="button" type="button" onClick={() => session.startFamily()}>
          {t('一家人', 'Family')}
        </button>
        <PictureButton see={see} />
        <button class="button" type="button" onClick={openMore}>
          {t('更多', 'More')}
        </button>
        {collect !== undefined && (
          <button class="button wide" type="button" onClick={collect}>
            {t('采样登记', 'Register samples')}
          </button>
        )}
      </nav>
      {view.reading && (
        <p class="busy" role="status">
          {t('正在查验', 'Checking')}
        </p>
      )}
      {now !== undefined && (
        <StepScreen
          key={`${now.person.checkId} ${now.step}`}
          now={now}
          check={profile.check}
          session={session}
          family={view.family}
        />
      )}
      {verdict !== undefined && <VerdictScreen key={verdict.checkId} person={verdict} opened={opened} />}
      {view.family && now === undefined && <FamilyScreen view={view} opened={opened} />}
    </div>
  );
}
