import { verdictWords, type DoorView, type PersonAtDoor } from '@tongxing/device';
import type { Opened } from '../open.ts';
import { useWords } from '../words/language.ts';
import { CodeLine } from './code-line.tsx';
import { Sign, toneOfVerdict } from './sign.tsx';
import { useFocus } from './take-focus.ts';
import { WaysOut } from './ways-out.tsx';

/** Several people in one go: while codes are gathered a list under the camera, afterwards one list of what came of each. */
export function FamilyScreen({ view: { people, gathering }, opened }: { view: DoorView; opened: Opened }) {
  const t = useWords();
  const { session } = opened;
  const top = useFocus();
  const passed = people.filter(({ judged }) => judged.verdict === 'pass').length;
  return (
    <section ref={top} tabIndex={-1} class={gathering ? 'family gathering' : 'family'} aria-live="polite">
      <h2>
        {gathering
          ? t(`一家人:已扫 ${people.length} 位`, `Family: ${people.length} scanned`)
          : t(`共 ${people.length} 位,${passed} 位通过`, `${passed} of ${people.length} pass`)}
      </h2>
      <ol class="members">
        {(gathering ? people.toReversed() : people).map((person) => (
          <li key={person.checkId} class="member">
            {(!gathering || isSettled(person)) && (
              <span class={`member-verdict tone-${toneOfVerdict[person.judged.verdict]}`}>
                <Sign tone={toneOfVerdict[person.judged.verdict]} />
                {t.say(verdictWords[person.judged.verdict])}
              </span>
            )}
            {person.reading === undefined ? (
              <p class="code-line">{t('没有码', 'No code')}</p>
            ) : (
              <CodeLine reading={person.reading} findings={person.judged.findings} named />
            )}
            {isSettled(person) && person.judged.verdict !== 'pass' && <p>{t.say(person.judged.say)}</p>}
            {!gathering && <WaysOut person={person} {...opened} />}
          </li>
        ))}
      </ol>
      <div class="choices foot">
        {gathering && (
          <button class="button" type="button" onClick={() => session.withoutCode()}>
            {t('加一位没有码的', 'Add one without a code')}
          </button>
        )}
        {gathering && (
          <button class="button main" type="button" disabled={people.length === 0} onClick={() => session.gathered()}>
            {t('都扫完了', 'All are scanned')}
          </button>
        )}
        <button class={gathering ? 'button' : 'button main'} type="button" onClick={() => session.next()}>
          {gathering ? t('不查了', 'Leave it') : t('下一批', 'Next')}
        </button>
      </div>
    </section>
  );
}

/** Whether nothing that is still to be done could change the verdict. */
function isSettled({ judged }: PersonAtDoor): boolean {
  return judged.next === null;
}
