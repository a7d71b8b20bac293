import type { schemas } from '@tongxing/contract';
import type { Verdict } from '../telling/tell.ts';
import type { Bilingual } from '../words/language.ts';

const cannotTell = { zh: '无法判断', en: 'Cannot tell' };

/** The three answers, in the words that people agreed to. */
export const answers: Readonly<Record<schemas.OrganisationKind, Readonly<Record<Verdict, Bilingual>>>> = {
  employer: {
    pass: { zh: '可通行', en: 'May pass' },
    stop: { zh: '不可通行', en: 'May not pass' },
    'cannot-tell': cannotTell,
  },
  school: {
    pass: { zh: '可到校', en: 'May come' },
    stop: { zh: '不可到校', en: 'May not come' },
    'cannot-tell': cannotTell,
  },
};

/** Coming back, to work or to school. */
export const returning: Readonly<Record<schemas.OrganisationKind, Bilingual>> = {
  employer: { zh: '复工', en: 'Back to work' },
  school: { zh: '复学', en: 'Back to school' },
};

/** Somebody who left, or was taken off elsewhere, while the list was on the screen. */
export const notOnTheList: Bilingual = {
  zh: '这个人已不在名单上,可能刚刚自己退出。名单已更新,其他人没有变化。',
  en: 'This person is on the list no longer and may have left it just now. The list is put right; nobody else is changed.',
};

/** What was sent may have arrived or not. */
export const noAnswer: Bilingual = {
  zh: '没有收到服务器的回答,可能已经办成。请联网后重新读取名单再看。',
  en: 'The server did not answer; it may have been done. Read the list again with a network and see.',
};
