import {
  beginBox,
  closeBox,
  needsCare,
  putTube,
  takeOutTube,
  tubeIn,
  type Box,
  type Desk,
} from '@tongxing/device/collection';
import { useState } from 'preact/hooks';
import { useWords, type Bilingual } from '../words/language.ts';
import { CountForm } from './count-form.tsx';
import { LabelReader } from './label-reader.tsx';
import { StandingLine } from './tube-list.tsx';
import { standingOfBox } from './words.ts';

interface Props {
  readonly desk: Desk;
  /** Undefined before its label was read. */
  readonly box: Box | undefined;
  readonly begun: (box: string) => void;
  readonly closed: () => void;
  readonly back: () => void;
}

/** Tubes into a box for the laboratory: its label, then theirs, then a count. */
export function FillBox({ desk, box, begun, closed, back }: Props) {
  const t = useWords();
  const [said, setSaid] = useState<Bilingual>();
  const [counting, setCounting] = useState(false);
  const begin = async (number: string) => {
    if (tubeIn(desk.collection(), number) !== undefined) return setSaid(aTube(number));
    await desk.change((all) => beginBox(all, number));
    begun(number);
  };
  const put = async (into: string, number: string) => {
    const tube = tubeIn(desk.collection(), number);
    if (number === into) return;
    if (tube !== undefined && tube.closed === undefined) return setSaid(notClosed(number));
    if (tube !== undefined && needsCare(tube)) return setSaid(notSettled(number));
    let before: Box | undefined;
    await desk.change((all) => {
      before = all.boxes.find((each) => each.box === into);
      return before?.tubes.includes(number) === true ? all : putTube(all, into, number);
    });
    // What was put in last may still be before the camera.
    const isThere = before?.tubes.includes(number) === true && number !== before.tubes.at(-1);
    setSaid(isThere ? inBox(number) : undefined);
  };
  const close = async (number: string, count: number) => {
    const at = new Date(desk.tools.now() * 1000).toISOString();
    await desk.change((all) => closeBox(all, number, { at, count }));
    closed();
  };
  if (box !== undefined && counting)
    return (
      <CountForm
        title={t(`封箱 ${box.box}`, `Close ${box.box}`)}
        ask={t('箱里实际有几支采样管', 'How many tubes lie in the box')}
        registered={box.tubes.length}
        differs={(counted) =>
          t(
            `清点 ${counted} 管,登记 ${box.tubes.length} 管。请逐管核对箱里的管号;已登记的都已保存。`,
            `You counted ${counted} and ${box.tubes.length} are registered. Compare the numbers one by one; what is registered is kept.`,
          )
        }
        cures={[{ words: t('回去补扫或移出', 'Scan more, or take one out'), go: () => setCounting(false) }]}
        done={(count) => void close(box.box, count)}
        back={() => setCounting(false)}
      />
    );
  const latest = box?.tubes.at(-1);
  return (
    <>
      <LabelReader
        hint={
          box === undefined
            ? t('扫箱上的条码', 'Scan the label of the box')
            : t('扫放进箱里的采样管', 'Scan the tubes as you put them in')
        }
        named={box === undefined ? t('或输入箱号', 'Or type its number') : t('或输入管号', 'Or type its number')}
        said={said}
        read={(number) => void (box === undefined ? begin(number) : put(box.box, number))}
        wrong={setSaid}
      />
      {box !== undefined && (
        <section class="tube-now">
          <p class="fine">{box.box}</p>
          <p class="count" role="status">
            {box.tubes.length} <span class="unit">{box.tubes.length === 1 ? t('管', 'tube') : t('管', 'tubes')}</span>
          </p>
          <p class="last">
            {latest === undefined ? t('还没有采样管', 'No tube yet') : t(`上一支 ${latest}`, `Last: ${latest}`)}
          </p>
          {box.closed !== undefined && <StandingLine standing={standingOfBox(box)} />}
        </section>
      )}
      <div class="bar tube-ways">
        <button class="button" type="button" onClick={back}>
          {t('返回', 'Back')}
        </button>
        {box !== undefined && (
          <button
            class="button"
            type="button"
            disabled={latest === undefined}
            onClick={() => void desk.change((all) => takeOutTube(all, box.box))}
          >
            {t('移出上一支', 'Take out the last')}
          </button>
        )}
        {box !== undefined && (
          <button class="button main" type="button" disabled={latest === undefined} onClick={() => setCounting(true)}>
            {t('封箱', 'Close the box')}
          </button>
        )}
      </div>
    </>
  );
}

const aTube = (tube: string): Bilingual => ({
  zh: `${tube} 是采样管。请先扫箱上的条码。`,
  en: `${tube} is a tube. Scan the label of the box first.`,
});
const inBox = (tube: string): Bilingual => ({
  zh: `${tube} 已在箱里,没有重复登记。`,
  en: `${tube} is in the box already and was not registered twice.`,
});
const notSettled = (tube: string): Bilingual => ({
  zh: `${tube} 有问题待处理,没有装箱。请先在「待处理」里处理。`,
  en: `${tube} has to be settled first and was not put in. See “to settle”.`,
});
const notClosed = (tube: string): Bilingual => ({
  zh: `${tube} 还没有封管,没有装箱。请先清点并封管。`,
  en: `${tube} is not closed and was not put in. Count and close it first.`,
});
