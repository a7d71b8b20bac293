import type { Language } from '../words/language.ts';

export type Verdict = 'pass' | 'stop' | 'cannot-tell';

/** Milliseconds of buzzing and silence in turn: short for who may go on, long for who may not. */
const buzzes: Readonly<Record<Verdict, readonly number[]>> = {
  pass: [80],
  stop: [350, 120, 350],
  'cannot-tell': [120, 90, 120, 90, 120],
};

/** How the device makes itself heard and felt. */
export interface Telling {
  readonly voice: boolean;
  readonly vibration: boolean;
}

/**
 * Says and buzzes; what was being said before is cut off, since it was of somebody else.
 * @param verdict undefined of a step that is still to be done: it is said and not felt, so that nothing but a verdict feels like one
 */
export function tell(
  { voice, vibration }: Telling,
  verdict: Verdict | undefined,
  words: string,
  language: Language,
): void {
  if (verdict !== undefined && vibration && 'vibrate' in navigator) navigator.vibrate([...buzzes[verdict]]);
  if (!voice || !('speechSynthesis' in globalThis)) return;
  speechSynthesis.cancel();
  const utterance = new SpeechSynthesisUtterance(words);
  utterance.lang = language === 'zh' ? 'zh-CN' : 'en-GB';
  speechSynthesis.speak(utterance);
}

const choice = 'tongxing-checkpoint.telling';

export function tellingOfDevice(): Telling {
  const chosen = localStorage.getItem(choice);
  return chosen === null ? { voice: true, vibration: true } : (JSON.parse(chosen) as Telling);
}

export function chooseTelling(telling: Telling): void {
  localStorage.setItem(choice, JSON.stringify(telling));
}
