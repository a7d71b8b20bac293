import type { schemas } from '@tongxing/contract';
import { describe, expect, test } from 'vitest';
import { renderStatusPage } from './page.ts';

const province = { name: { zh: '山东省', en: 'Shandong' }, serverTime: '2026-11-24T08:00:00+08:00' };
const fallback: schemas.PublishedFallback = {
  order: {
    division: '370000',
    version: 3,
    validFrom: '2026-01-01T00:00:00+08:00',
    validTo: '2028-01-01T00:00:00+08:00',
    afterMinutes: 20,
    longestHours: 48,
    stripHours: 24,
    lines: [],
    text: { zh: '系统无法连接时:\n1. 绿码 < 24 小时通行。', en: 'While it is down:\n1. Green passes.' },
    source: { zh: '鲁疫防指办〔2026〕31号', en: 'Order 31' },
    hotline: '0531-12345',
  },
  signed: 'AA',
  fingerprint: 'q3Jk2hP0v9xYw1ZbTn5r8sLd7mCfGaEuKiOoVtXyHsQ',
  word: null,
};
const started = {
  state: 'started',
  at: '2026-11-24T07:00:00+08:00',
  until: '2026-11-24T20:00:00+08:00',
  signed: 'AA',
} as const;
const page = (word: schemas.PublishedFallback['word']) => renderStatusPage(province, { ...fallback, word });

describe('the page of what counts while the node cannot be reached [W09]', () => {
  test('says it in both languages, whom to call, of when it is, and by what to check it', () => {
    const markup = page(null);
    for (const text of [
      '1. 绿码 &#60; 24 小时通行。',
      '1. Green passes.',
      'tel:0531-12345',
      '2026-11-24 08:00',
      fallback.fingerprint,
    ])
      expect(markup).toContain(text);
    expect(markup).toContain('尚未启动');
  });

  test('says until when it is in force, and not that one that has ended is', () => {
    expect(page(started)).toContain('至 2026-11-24 20:00');
    expect(page({ ...started, until: province.serverTime })).toContain('Not in force');
    expect(page({ ...started, state: 'ended' })).toContain('尚未启动');
  });

  test('needs nothing but itself', () => {
    expect(page(started)).not.toMatch(/<script|src=|url\(|@import|<link|https?:/);
  });
});
