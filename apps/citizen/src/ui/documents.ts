import type { Bilingual, Speaker } from '@/words/language';

/** The seven types of documents, by their number in the national standard. */
export const documentNames: Readonly<Record<string, Bilingual>> = {
  '10': { zh: '居民身份证', en: 'Resident identity card' },
  '14': { zh: '港澳居民来往内地通行证', en: 'Permit for residents of Hong Kong and Macao' },
  '15': { zh: '台湾居民来往大陆通行证', en: 'Permit for residents of Taiwan' },
  '16': { zh: '一次性通行证', en: 'One-time permit' },
  '20': { zh: '护照', en: 'Passport' },
  '34': { zh: '外国人永久居留身份证', en: 'Permanent resident card' },
  '99': { zh: '出生医学证明', en: 'Birth certificate' },
};

export function documentName(t: Speaker, type: string): string {
  const name = documentNames[type];
  return name === undefined ? t('证件', 'Document') : t.say(name);
}
