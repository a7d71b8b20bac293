import { tubeWords } from '@tongxing/contract';
import { isRefused, isWaiting, type Box, type MoveReason, type Tube } from '@tongxing/device/collection';
import type { Tone } from '../screens/sign.tsx';
import type { Bilingual } from '../words/language.ts';
import type { Registered } from './register.ts';

/** How a tube or a box stands, and what to do about it. */
export interface Standing {
  readonly tone: Tone;
  readonly text: Bilingual;
  readonly cure?: Bilingual;
}

const waits: Bilingual = { zh: '等待上传,已保存在本机。', en: 'Waits to be sent; it is kept on this device.' };

const anotherLabel: Bilingual = {
  zh: '请换一个管号或规格。管里的人都保存在本机,换好后自动重新上传。',
  en: 'Give it another number or size. Everybody in it is kept on this device and is sent again by itself.',
};

/** As the node said last; as this device knows it, where the node has not heard of everything. */
export function standingOf(each: Tube): Standing {
  const { told, closed, samples } = each;
  const strangers = samples.filter(({ unknown }) => unknown !== undefined);
  if (strangers[0]?.unknown !== undefined) return { tone: 'amber', ...strangers[0].unknown };
  if (told !== undefined && isRefused(told)) return { tone: 'red', text: told.text, cure: anotherLabel };
  if (told !== undefined && !isWaiting(each)) return { tone: toneOf(told.state), text: told.text, cure: told.cure };
  if (closed === undefined) return { tone: 'grey', ...tubeWords.open };
  if (closed.count !== samples.length) return { tone: 'amber', ...tubeWords['count-differs'] };
  return { tone: 'grey', text: waits };
}

export function standingOfBox({ closed, told }: Box): Standing {
  if (closed === undefined) return { tone: 'grey', text: { zh: '正在装箱。', en: 'Being filled.' } };
  if (!closed.sent || told === undefined) return { tone: 'grey', text: waits };
  return { tone: told.state === 'closed' ? 'green' : 'amber', text: told.text, cure: told.cure };
}

function toneOf(state: NonNullable<Tube['told']>['state']): Tone {
  if (state === 'closed') return 'green';
  return state === 'open' ? 'grey' : 'amber';
}

export const reasons: Readonly<Record<MoveReason, Bilingual>> = {
  'wrong-tube': { zh: '放错管', en: 'Wrong tube' },
  leaking: { zh: '原管渗漏', en: 'The tube leaks' },
  unreadable: { zh: '原管条码不清', en: 'Its label cannot be read' },
  merged: { zh: '并管', en: 'Tubes are merged' },
};

export function sizeWords(size: number): Bilingual {
  return size === 1 ? { zh: '单采', en: 'Single' } : { zh: `${size} 混 1`, en: `Pool of ${size}` };
}

export function peopleWords(count: number): Bilingual {
  return { zh: `${count} 人`, en: count === 1 ? '1 person' : `${count} people` };
}

export function tubesWords(count: number): Bilingual {
  return { zh: `${count} 管`, en: count === 1 ? '1 tube' : `${count} tubes` };
}

/** Why somebody was not registered. */
export function notRegistered(registered: Exclude<Registered, { kind: 'in' }>): Bilingual {
  if (registered.kind === 'twice')
    return {
      zh: `这位已登记在 ${registered.tube},没有重复登记。`,
      en: `They are in ${registered.tube} already and were not registered twice.`,
    };
  return refusals[registered.kind];
}

const refusals: Readonly<Record<Exclude<Registered['kind'], 'in' | 'twice'>, Bilingual>> = {
  full: { zh: '这一管已满,没有登记。请先封管。', en: 'The tube is full and nobody was registered. Close it first.' },
  untold: {
    zh: '凭这个码认不出本人,没有登记。请出示证件,按「用证件登记」。',
    en: 'This code does not tell who it is and nobody was registered. Ask for the document and press “By document”.',
  },
  label: {
    zh: '这是管码或箱码。请扫人的健康码,或先封好这一管。',
    en: 'This is the label of a tube or a box. Scan somebody’s code, or close this tube first.',
  },
  unsaved: {
    zh: '本机没有保存成功,没有登记。请检查存储空间,再扫一次;之前登记的人都在。',
    en: 'This device could not keep it and nobody was registered. Check its free space and scan again; whoever was registered before is there.',
  },
  other: {
    zh: '这不是健康码,没有登记。请出示健康码或证件。',
    en: 'This is no health code and nobody was registered. Ask for the code or the document.',
  },
};

/** Hours and minutes in China. */
export function clockTime(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16);
}
