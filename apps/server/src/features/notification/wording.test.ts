import { describe, expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';
import { readProvince } from '../../province.ts';
import type { Details, Kind } from './kinds.ts';
import { keywordsOf } from './keywords.ts';
import { renderMessage } from './render.ts';
import { cut, smsText } from './sms-text.ts';
import type { StoredMessage } from './stored.ts';
import { wordings } from './templates.ts';
import { spokenTime, writtenTime } from './times.ts';
import { notificationRoutes, notificationTicks } from './index.ts';
import { wordingFaults } from './wording.ts';

const folder = fileURLToPath(new URL('../../../../../provinces/140000', import.meta.url));
const profile = await readProvince(folder, '140000');

/** A reason as long as any in the packs, and longer. */
const long = {
  zh: '您14天内到过已出现病例、尚未划定风险等级的县(市、区)。'.repeat(8),
  en: 'You stayed in a county. '.repeat(12),
};
const at = new Date('2026-12-06T00:00:00Z');
const caseNumber = 'SS-20261206-3F9A2C7B';

function message(kind: Kind, details: Details, reasons: StoredMessage['reasons'] = []): StoredMessage {
  return { personId: '', messageId: '', kind, subjectId: '', details, reasons, toldAt: at, readAt: null };
}

const order: Details = {
  at: at.toISOString(),
  office: { zh: '太原市', en: 'Taiyuan' },
  ground: { zh: '流调判定的接触人员', en: 'contacts found by tracing a case' },
  documentNumber: '并疫控〔2026〕12号',
};
const reason = { text: long, until: '2026-12-20T08:00:00+08:00', release: long };
const everything: readonly (readonly [string, StoredMessage])[] = [
  ...(['red', 'yellow', 'green', 'pending'] as const).map(
    (to) =>
      [
        `colour-changed ${to}`,
        message('colour-changed', { from: null, to }, [reason, { ...reason, until: null }]),
      ] as const,
  ),
  ['colour-worsening', message('colour-worsening', { to: 'red', at: at.toISOString(), reasons: [reason] }, [reason])],
  ['code-ending', message('code-ending', { at: at.toISOString() })],
  ['application-approved', message('application-approved', { cause: null })],
  ['application-rejected', message('application-rejected', { cause: 'phone-mismatch' })],
  ['application-deferred', message('application-deferred', { cause: 'high-risk-sojourn' })],
  ['application-documents', message('application-documents', { cause: 'itinerary-complex' })],
  ['application-expired', message('application-expired', { cause: 'documents-missing' })],
  ['application-doubted', message('application-doubted', {})],
  ['application-waiting', message('application-waiting', { cause: 'origin-limit' })],
  ['appeal-received', message('appeal-received', { caseNumber, at: at.toISOString() })],
  ['appeal-unconfirmed', message('appeal-unconfirmed', { caseNumber, at: at.toISOString() })],
  ['appeal-upheld', message('appeal-upheld', { caseNumber, answer: 'source-erred', to: 'green' })],
  ['appeal-rejected', message('appeal-rejected', { caseNumber, answer: 'proof-missing', to: 'yellow' })],
  ['hearing-opened', message('hearing-opened', { caseNumber, matter: 'stay-not-declared', at: at.toISOString() })],
  ['hearing-closed', message('hearing-closed', { caseNumber, hearingOutcome: 'explained' })],
  ['arrival-prompted', message('arrival-prompted', {})],
  ...(['data-exported', 'closure-withdrawn', 'acting-ended', 'visit-doubtful'] as const).map(
    (kind) => [kind, message(kind, {})] as const,
  ),
  ...(['closure-asked', 'closure-waits'] as const).map(
    (kind) => [kind, message(kind, { at: at.toISOString() })] as const,
  ),
  ['closure-begun', message('closure-begun', { caseNumber: '019aa2f4-7c1e-7000-8000-000000000001' })],
  ['journey-changed', message('journey-changed', {})],
  ...(['stay-outlasts-code', 'stay-over', 'stay-long'] as const).map(
    (kind) => [kind, message(kind, { at: at.toISOString() })] as const,
  ),
  ['question-asserted', message('question-asserted', { peerName: { zh: '山东省', en: 'Shandong' } })],
  ['transfer-rejected', message('transfer-rejected', { ground: order.ground! })],
  ['transfer-done', message('transfer-done', {})],
  ['transferred-away', message('transferred-away', { peerName: order.office!, at: at.toISOString() })],
  ...(['colour-by-list', 'colour-by-hand'] as const).map((kind) => [kind, message(kind, order)] as const),
];

describe('every message', () => {
  it('of every kind is among those tried here', () => {
    expect(everything.map(([name]) => name.replace(' ', ':')).toSorted()).toEqual(Object.keys(wordings).toSorted());
  });

  it.each(everything)('%s speaks both languages, and no placeholder is left', (_, one) => {
    const { title, text } = renderMessage(profile, one);
    for (const { zh, en } of [title, text]) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/[a-z]{3}/);
      expect(zh + en).not.toMatch(/[{}]|undefined|[!!]/);
    }
  });

  it.each(everything)('%s fits the parameters of a subscribe message', (_, one) => {
    const { phrase, time, reason: why, until, phone } = keywordsOf(profile, one);
    expect(phrase).toMatch(/^\p{Script=Han}{1,5}$/u);
    expect(time).toMatch(/^\d{4}年\d{1,2}月\d{1,2}日 \d\d:\d\d$/);
    for (const thing of [why, until]) {
      expect(thing).not.toBe('');
      expect([...thing].length).toBeLessThanOrEqual(20);
    }
    expect(phone).toMatch(/^[\d+-]{1,17}$/);
  });

  it.each([2, 3, 5])('fits into %i parts of a text message of 67 characters, whatever there is to say', (parts) => {
    const paid = { ...profile, notification: { ...profile.notification, smsSegments: parts } };
    for (const [, one] of everything) {
      const text = smsText(paid, one);
      expect(text.length).toBeLessThanOrEqual(67 * parts);
      expect(text.startsWith('【山西健康码】')).toBe(true);
    }
  });

  it('that is long loses what matters least first: the reason and its end stand where the release is cut', () => {
    const paid = { ...profile, notification: { ...profile.notification, smsSegments: 3 } };
    const text = smsText(
      paid,
      message('colour-changed', { from: 'green', to: 'red' }, [
        { ...reason, text: { zh: '您是密切接触者。', en: '' } },
      ]),
    );
    expect(text).toContain('变为红码。原因:您是密切接触者。有效至:12月20日8:00。');
    expect(text).toContain('…');
    expect(text).toContain('0351-12320');
  });

  it('to a guardian says whom it is about, masked', () => {
    expect(smsText(profile, everything[0]![1], '王*英')).toContain('您代办的家人王*英:您的');
  });
});

describe('a time', () => {
  // 16:05 UTC is 00:05 of the next day in China.
  const night = new Date('2026-12-31T16:05:00Z');
  it('is spoken as people write it', () => {
    expect(spokenTime(night)).toEqual({ zh: '1月1日0:05', en: '0:05 on 1 January' });
  });
  it('is written as the platform wants it', () => {
    expect(writtenTime(night)).toBe('2027年1月1日 00:05');
  });
});

describe('a cut text', () => {
  it.each([
    ['is left as it is where it fits', '绿码', 2, '绿码'],
    ['ends with an ellipsis', '健康码变为红码', 4, '健康码…'],
    ['never ends in half a character', '𠮷𠮷𠮷', 4, '𠮷…'],
    ['may be nothing', '绿码', 0, ''],
  ])('%s', (_, text, limit, expected) => {
    expect(cut(text, limit)).toBe(expected);
  });
});

describe('a wording of the province', () => {
  const own = (name: string, phrase: string, zh: string) => ({
    ...profile,
    notification: {
      ...profile.notification,
      templates: { [name]: { phrase, title: { zh, en: 'a' }, text: { zh, en: 'a' } } },
    },
  });
  it('that is too long for a text message is cut there as well', () => {
    const text = smsText(own('code-ending', '快到期了', '到'.repeat(400)), message('code-ending', {}));
    // Five parts of 67.
    expect([text.length, text.at(-1)]).toEqual([335, '…']);
  });

  it('stands in place of the common one', () => {
    const { text, phrase } = renderMessage(
      own('code-ending', '快到期了', '到{at}为止'),
      message('code-ending', { at: at.toISOString() }),
    );
    expect([phrase, text.zh]).toEqual(['快到期了', '到12月6日8:00为止']);
  });
  it.each([
    ['for a message that there is not', own('code-endings', '快到期了', '到期'), ['code-endings is no message']],
    [
      'with a phrase that no channel takes',
      own('code-ending', '快要到期了吗', '到期'),
      ['code-ending: the phrase has one to five Chinese characters'],
    ],
    [
      'with a placeholder that stands for nothing',
      own('code-ending', '快到期了', '{name}'),
      ['code-ending: {name} stands for nothing', 'code-ending: {name} stands for nothing'],
    ],
    ['that is right', own('code-ending', '快到期了', '到{at}为止'), []],
  ])('%s is found at the start', (_, with_, faults) => {
    expect(wordingFaults(with_)).toEqual(faults);
  });
  it('that is wrong keeps the node from starting, in every role that has to find words', () => {
    const deps = { province: own('code-ending', '快到期了', '{name}') } as never;
    for (const open of [notificationRoutes, notificationTicks]) {
      expect(() => open(deps)).toThrow(
        'profile of 140000, notification.templates: code-ending: {name} stands for nothing',
      );
    }
  });
});
