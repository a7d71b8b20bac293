export type Language = 'zh' | 'en';

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Says one thing in the language chosen. */
export interface Speaker {
  readonly language: Language;
  (zh: string, en: string): string;
  /** What came in both languages. */
  say(text: Bilingual): string;
}

function createSpeaker(language: Language): Speaker {
  const pick = (zh: string, en: string) => (language === 'zh' ? zh : en);
  return Object.assign(pick, { language, say: ({ zh, en }: Bilingual) => pick(zh, en) });
}

export const speakers: Readonly<Record<Language, Speaker>> = { zh: createSpeaker('zh'), en: createSpeaker('en') };
