import { FINDINGS } from '@tongxing/codec';
import { describe, expect, test } from 'vitest';
import {
  accessPurposes,
  accessSubjects,
  approvalKinds,
  causes,
  doorFindings,
  findingTexts,
  guardWords,
  problems,
  routes,
  staffRoleNames,
} from './index.ts';
import type { Bilingual } from './schemas/basics.ts';

/** Words that belong to the program and not to the person who reads. */
const INTERNAL_EN =
  /\b(exception|stack|null|undefined|schema|database|timeout|payload|nonce|token|hash|uuid|api|json|http|rfc|sql|server error|status code|request body|parse)\b/i;
const INTERNAL_ZH = /数据库|接口|参数|字段|令牌|哈希|堆栈|超时|报文|系统异常|系统错误|JSON|HTTP|RFC|nonce|token/i;
const HAN = /\p{Script=Han}/u;

/** Problems that only a program is answered with: another node, or a client that is being written. */
const FOR_PROGRAMS = new Set([
  'unsupported-media-type',
  'peer-unknown',
  'signature-invalid',
  'signature-expired',
  'nonce-replayed',
]);

/** What is wrong with a text for people. */
function faultsOf({ zh, en }: Bilingual): string[] {
  return [
    ...(HAN.test(zh) ? [] : ['no Chinese']),
    ...(/[a-z]{2}/i.test(en) && !HAN.test(en.replaceAll(/[「」]/g, '')) ? [] : ['no English']),
    ...(INTERNAL_EN.test(en) || INTERNAL_ZH.test(zh) ? ['an internal word'] : []),
    ...(/[!\uff01]/.test(zh + en) ? ['an exclamation mark'] : []),
    ...(/没有保存|没有任何内容被更改|没有改变/.test(zh) === /[Nn]othing was (stored|changed)/.test(en)
      ? []
      : ['one says less']),
  ];
}

const problemTexts = Object.entries(problems).flatMap(([code, { zh, en }]) => [
  [`title of ${code}`, code, { zh: zh.title, en: en.title }] as const,
  [`cure of ${code}`, code, { zh: zh.cure, en: en.cure }] as const,
]);

describe('the check of a text finds', () => {
  test.each<[string, Bilingual]>([
    ['no Chinese', { zh: 'Try again.', en: 'Try again.' }],
    ['no English', { zh: '请重试。', en: '请重试。' }],
    ['an internal word', { zh: '请重试。', en: 'The database timed out: null.' }],
    ['an internal word', { zh: '请求参数有误。', en: 'Correct it.' }],
    ['an exclamation mark', { zh: '请重试。', en: 'Try again!' }],
    ['one says less', { zh: '请重试。没有保存任何内容。', en: 'Try again.' }],
  ])('%s', (fault, text) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  test('nothing in a plain sentence', () => {
    const text = { zh: '请核对后再试。没有保存任何内容。', en: 'Check it and try again. Nothing was stored.' };
    expect(faultsOf(text)).toEqual([]);
  });
});

describe('a problem speaks Chinese and English without words of the program', () => {
  test.each(problemTexts.filter(([, code]) => !FOR_PROGRAMS.has(code)))('%s', (_, __, text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  test.each(problemTexts.filter(([, code]) => FOR_PROGRAMS.has(code)))('%s, in both languages', (_, __, text) => {
    expect(faultsOf(text).filter((fault) => fault !== 'an internal word')).toEqual([]);
  });

  test('no two problems have the same title, and no cure repeats its title', () => {
    for (const language of ['zh', 'en'] as const) {
      const titles = Object.values(problems).map((problem) => problem[language].title);
      expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
      expect(
        Object.values(problems).filter((problem) => problem[language].cure.includes(problem[language].title)),
      ).toEqual([]);
    }
  });
});

describe('a finding', () => {
  test('of the codec has a text, and there is no text without a finding', () => {
    expect(Object.keys(findingTexts).toSorted()).toEqual(Object.keys(FINDINGS).toSorted());
  });

  test.each(Object.entries(findingTexts))('%s speaks Chinese and English without words of the program', (_, text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  test('no two have the same text', () => {
    const texts = Object.values(findingTexts).flatMap(({ zh, en }) => [zh, en]);
    // Yellow and red differ in their first word.
    expect(new Set(texts).size).toBe(texts.length);
  });
});

test.each(Object.entries(guardWords))('what a guard does and says upon %s is plain', (_, { next, say }) => {
  expect([...faultsOf(next), ...faultsOf(say)]).toEqual([]);
});

test.each(Object.entries(doorFindings))('the finding %s of a check is plain', (_, text) => {
  expect(faultsOf(text)).toEqual([]);
});

test.each(Object.entries(causes))(
  'the cause %s of a waiting conversion says what happened and what helps',
  (_, cause) => {
    expect([...faultsOf(cause.text), ...faultsOf(cause.cure)]).toEqual([]);
  },
);

const wordsOfStaff: Readonly<Record<string, Bilingual>> = {
  ...staffRoleNames,
  ...accessPurposes,
  ...accessSubjects,
  ...approvalKinds,
  ...Object.assign({}, ...Object.values(approvalKinds).map(({ grounds }) => grounds)),
};

test.each(Object.entries(wordsOfStaff))('the word %s of staff, accesses and approvals is plain', (_, words) => {
  expect(faultsOf(words)).toEqual([]);
});

test.each(Object.values(routes).map((route) => [route.name, route.summary] as const))(
  'the route %s is summed up in both languages',
  (_, { zh, en }) => {
    expect([HAN.test(zh), HAN.test(en), en.length > 0]).toEqual([true, false, true]);
  },
);
