import { closeTube, takeOut, type Desk, type Tube } from '@tongxing/device/collection';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Scanner } from '../screens/scanner.tsx';
import { tell, type Telling } from '../telling/tell.ts';
import { useWords } from '../words/language.ts';
import { CountForm } from './count-form.tsx';
import { DocumentForm } from './document-form.tsx';
import { registerPerson, registerText, type Registered } from './register.ts';
import { notRegistered, sizeWords } from './words.ts';

interface Props {
  readonly desk: Desk;
  readonly tube: Tube;
  readonly telling: Telling;
  /** It was closed, and the next can begin. */
  readonly closed: () => void;
  readonly showSamples: () => void;
  /** What else can be done, below. */
  readonly foot: ComponentChildren;
}

/** Where a nurse spends the day: people into a tube, one scan each. */
export function FillTube({ desk, tube, telling, closed, showSamples, foot }: Props) {
  const t = useWords();
  const [over, setOver] = useState<'document' | 'count'>();
  const [last, setLast] = useState<Registered>();
  const turn = useRef(Promise.resolve());
  const count = tube.samples.length;
  const isFull = count >= tube.size;
  const latest = tube.samples.at(-1);
  const register = (work: () => Promise<Registered>) => {
    // One after another: nobody who is held up quickly is missed.
    turn.current = turn.current.then(async () => {
      const came = await work().catch(() => ({ kind: 'unsaved' }) as const);
      // Its label is still before the camera, from when it was begun.
      if (came.kind === 'label' && came.number === tube.tube) return;
      setLast(came);
      if (came.kind === 'in') tell(telling, 'pass', String(came.place), t.language);
      else tell(telling, 'cannot-tell', t.say(notRegistered(came)), t.language);
    });
  };
  const undo = async () => {
    const at = new Date(desk.tools.now() * 1000).toISOString();
    if (latest !== undefined) await desk.change((all) => takeOut(all, tube.tube, latest.sampleId, at));
    setLast(undefined);
  };
  const close = async (counted: number) => {
    const at = new Date(desk.tools.now() * 1000).toISOString();
    await desk.change((all) => closeTube(all, tube.tube, { at, count: counted }));
    closed();
  };
  if (over === 'count')
    return (
      <CountForm
        title={t(`封管 ${tube.tube}`, `Close ${tube.tube}`)}
        ask={t('这一管实际采了几个人', 'How many people were sampled into it')}
        registered={count}
        differs={(counted) =>
          t(
            `清点 ${counted} 人,登记 ${count} 人,相差 ${Math.abs(counted - count)} 人。已登记的人都已保存。`,
            `You counted ${counted} and ${count} are registered: ${Math.abs(counted - count)} apart. Whoever is registered is kept.`,
          )
        }
        cures={[
          { words: t('补登漏扫的人', 'Register who was missed'), go: () => setOver(undefined) },
          { words: t('逐个核对、更正', 'Go through them and correct'), go: showSamples },
        ]}
        done={(counted) => void close(counted)}
        back={() => setOver(undefined)}
      />
    );
  if (over === 'document')
    return (
      <DocumentForm
        desk={desk}
        sendWords={t('登记到这一管', 'Register into this tube')}
        done={(who) => {
          setOver(undefined);
          register(() => registerPerson(desk, tube.tube, who));
        }}
        back={() => setOver(undefined)}
      />
    );
  return (
    <>
      <div class="tube-scan">
        {isFull ? (
          <p class="full" role="status">
            <strong>{t(`已满 ${tube.size} 人`, `Full: ${tube.size}`)}</strong>
            {t('请清点并封管', 'Count them and close the tube')}
          </p>
        ) : (
          <Scanner
            accepts={() => true}
            see={(text) => register(() => registerText(desk, tube.tube, text))}
            sought="codes-and-bars"
            hint={t('扫健康码或纸质码,什么颜色都可以', 'Scan the code on phone or paper, whatever its colour')}
            said={last === undefined || last.kind === 'in' ? undefined : t.say(notRegistered(last))}
          />
        )}
      </div>
      <section class="tube-now">
        <p class="fine">
          {tube.tube} · {t.say(sizeWords(tube.size))}
        </p>
        <p class="count" role="status">
          {count} / {tube.size}
          <span class="sr">{t('人', 'people')}</span>
        </p>
        <p class="last">
          {latest === undefined
            ? t('还没有人', 'Nobody yet')
            : t(`上一位 ${nameOf(last)}尾号 ${latest.lastFour}`, `Last: ${nameOf(last)}ends in ${latest.lastFour}`)}
        </p>
      </section>
      <div class="bar tube-ways">
        <button class="button" type="button" disabled={isFull} onClick={() => setOver('document')}>
          {t('用证件登记', 'By document')}
        </button>
        <button class="button" type="button" disabled={latest === undefined} onClick={() => void undo()}>
          {t('撤回上一位', 'Take back the last')}
        </button>
        <button class={isFull ? 'button main' : 'button'} type="button" onClick={() => setOver('count')}>
          {t('封管', 'Close the tube')}
        </button>
      </div>
      {foot}
    </>
  );

  function nameOf(came: Registered | undefined): string {
    return came?.kind === 'in' && came.maskedName !== undefined && came.lastFour === latest?.lastFour
      ? `${came.maskedName} `
      : '';
  }
}
