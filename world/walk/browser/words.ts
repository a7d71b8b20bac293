export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export type Language = keyof Bilingual;

let language: Language = 'zh';

/** The language in which everything is said from now on. */
export function speak(chosen: Language): void {
  language = chosen;
}

export function spoken(): Language {
  return language;
}

export function say(text: Bilingual): string {
  return text[language];
}

/** Says one thing in the language chosen. */
export function t(zh: string, en: string): string {
  return language === 'zh' ? zh : en;
}
