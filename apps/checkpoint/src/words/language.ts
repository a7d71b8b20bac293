import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export type Language = 'zh' | 'en';

/** Says things in the language of whoever reads. */
export interface Speaker {
  (zh: string, en: string): string;
  say(words: Bilingual): string;
  readonly language: Language;
}

export function speakerOf(language: Language): Speaker {
  const say = (words: Bilingual) => words[language];
  return Object.assign((zh: string, en: string) => say({ zh, en }), { say, language });
}

const Spoken = createContext<Speaker>(speakerOf('zh'));
export const SpokenIn = Spoken.Provider;
export const useWords = () => useContext(Spoken);

const choice = 'tongxing-checkpoint.language';

/** As chosen on this device, or as its browser is set. */
export function languageOfDevice(): Language {
  const chosen = localStorage.getItem(choice);
  if (chosen === 'zh' || chosen === 'en') return chosen;
  return navigator.language.startsWith('zh') ? 'zh' : 'en';
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(choice, language);
}
