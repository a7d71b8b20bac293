import {
  identifySample,
  isRefused,
  moveSample,
  takeOut,
  type Desk,
  type MoveReason,
  type Tube,
} from '@tongxing/device/collection';
import { useState } from 'preact/hooks';
import { useWords } from '../words/language.ts';
import { DocumentForm } from './document-form.tsx';
import { MoveForm } from './move-form.tsx';
import { RenameTube } from './rename-tube.tsx';
import { StandingLine } from './tube-list.tsx';
import { clockTime, peopleWords, sizeWords, standingOf } from './words.ts';

interface Props {
  readonly desk: Desk;
  readonly tube: Tube;
  readonly sizes: readonly number[];
  /** Something was changed that the node is to hear of. */
  readonly changed: () => void;
  /** People are put into it, and it is closed. */
  readonly fill: () => void;
  readonly renamed: (tube: string) => void;
  readonly back: () => void;
}

type Over = { readonly what: 'move' | 'identify'; readonly sampleId: string } | { readonly what: 'rename' };

/** One tube: how it stands, and what can be set right in it. */
export function TubePage({ desk, tube, sizes, changed, fill, renamed, back }: Props) {
  const t = useWords();
  const [over, setOver] = useState<Over>();
  const close = () => setOver(undefined);
  const nameOf = (sampleId: string) => {
    const at = tube.samples.findIndex((sample) => sample.sampleId === sampleId);
    return t(
      `第 ${at + 1} 位 · 尾号 ${tube.samples[at]?.lastFour}`,
      `No. ${at + 1}, ends in ${tube.samples[at]?.lastFour}`,
    );
  };
  const move = async (sampleId: string, to: string, reason: MoveReason) => {
    const at = new Date(desk.tools.now() * 1000).toISOString();
    await desk.change((all) => moveSample(all, { sampleId, from: tube.tube, to, at, reason }));
    close();
    changed();
  };
  const leave = async (sampleId: string) => {
    const at = new Date(desk.tools.now() * 1000).toISOString();
    await desk.change((all) => takeOut(all, tube.tube, sampleId, at));
    close();
    changed();
  };
  const standing = standingOf(tube);
  const isSettled = standing.tone === 'green';
  if (over?.what === 'rename')
    return <RenameTube desk={desk} tube={tube} sizes={sizes} renamed={renamed} back={close} />;
  if (over?.what === 'identify')
    return (
      <DocumentForm
        desk={desk}
        sendWords={t('补登这份样本', 'Register this sample')}
        done={(who) => {
          close();
          void desk.change((all) => identifySample(all, tube.tube, over.sampleId, who)).then(changed);
        }}
        back={close}
      />
    );
  if (over?.what === 'move')
    return (
      <MoveForm
        who={nameOf(over.sampleId)}
        from={tube.tube}
        tubes={desk.collection().tubes}
        move={(to, reason) => void move(over.sampleId, to, reason)}
        takeOut={() => void leave(over.sampleId)}
        back={close}
      />
    );
  return (
    <section class="page">
      <h2>{tube.tube}</h2>
      <p class="lead">
        {t.say(sizeWords(tube.size))} · {t.say(peopleWords(tube.samples.length))}
        {tube.closed !== undefined && ` · ${t(`清点 ${tube.closed.count} 人`, `${tube.closed.count} counted`)}`}
      </p>
      <p class={isSettled ? undefined : 'trouble'}>
        <StandingLine standing={standing} />
      </p>
      {isRefused(tube.told) ? (
        <button class="button main" type="button" onClick={() => setOver({ what: 'rename' })}>
          {t('换管号或规格', 'Another number or size')}
        </button>
      ) : (
        <button class={isSettled ? 'button' : 'button main'} type="button" onClick={fill}>
          {tube.closed === undefined
            ? t('继续采这一管', 'Go on with this tube')
            : t('补登或重新封管', 'Add somebody or close again')}
        </button>
      )}
      <ol class="entries">
        {tube.samples.map(({ sampleId, takenAt, unknown }) => (
          <li key={sampleId} class="person">
            <span>
              {nameOf(sampleId)} · {clockTime(takenAt)}
            </span>
            {unknown === undefined ? (
              <button class="button" type="button" onClick={() => setOver({ what: 'move', sampleId })}>
                {t('更正', 'Correct')}
                <span class="sr"> {nameOf(sampleId)}</span>
              </button>
            ) : (
              <button class="button" type="button" onClick={() => setOver({ what: 'identify', sampleId })}>
                {t('用证件补登', 'By document')}
                <span class="sr"> {nameOf(sampleId)}</span>
              </button>
            )}
          </li>
        ))}
      </ol>
      <button class="button quiet" type="button" onClick={back}>
        {t('返回', 'Back')}
      </button>
    </section>
  );
}
