import { needsCare, type Collection } from '@tongxing/device/collection';
import { Sign } from '../screens/sign.tsx';
import { useWords } from '../words/language.ts';
import { peopleWords, sizeWords, standingOf, standingOfBox, tubesWords, type Standing } from './words.ts';

interface Props {
  readonly collection: Collection;
  readonly show: (tube: string) => void;
  readonly showBox: (box: string) => void;
  readonly back: () => void;
}

/** Tubes and boxes of this shift, those that somebody has to look at first, then the latest. */
export function TubeList({ collection, show, showBox, back }: Props) {
  const t = useWords();
  const latest = collection.tubes.toReversed();
  const tubes = [...latest.filter(needsCare), ...latest.filter((tube) => !needsCare(tube))];
  return (
    <section class="page">
      <h2>{t('采样管', 'Tubes')}</h2>
      {tubes.length === 0 && <p class="lead">{t('这一班还没有采样管。', 'There are no tubes in this shift yet.')}</p>}
      <ol class="entries">
        {tubes.map((each) => (
          <li key={each.tube}>
            <button class="entry" type="button" onClick={() => show(each.tube)}>
              <strong>{each.tube}</strong>
              <span>
                {t.say(sizeWords(each.size))} · {t.say(peopleWords(each.samples.length))}
              </span>
              <StandingLine standing={standingOf(each)} />
            </button>
          </li>
        ))}
      </ol>
      {collection.boxes.length > 0 && <h2>{t('箱', 'Boxes')}</h2>}
      <ol class="entries">
        {collection.boxes.toReversed().map((each) => (
          <li key={each.box}>
            <button class="entry" type="button" onClick={() => showBox(each.box)}>
              <strong>{each.box}</strong>
              <span>{t.say(tubesWords(each.tubes.length))}</span>
              <StandingLine standing={standingOfBox(each)} />
            </button>
          </li>
        ))}
      </ol>
      <p class="fine">
        {t(
          '交班时,已处理完的采样管从本机清除;没上传的、有问题的都会留下。',
          'When the shift ends, what is settled leaves this device. What is not sent or not in order stays.',
        )}
      </p>
      <button class="button main" type="button" onClick={back}>
        {t('回到采样', 'Back to sampling')}
      </button>
    </section>
  );
}

export function StandingLine({ standing: { tone, text, cure } }: { readonly standing: Standing }) {
  const t = useWords();
  return (
    <span class="standing">
      <span class={`tone-${tone}`}>
        <Sign tone={tone} />
      </span>
      <span>
        {t.say(text)}
        {cure !== undefined && tone !== 'green' && ` ${t.say(cure)}`}
      </span>
    </span>
  );
}
