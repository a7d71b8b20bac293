import type { schemas } from '@tongxing/contract';
import type { Fact } from '@tongxing/rules';
import { describe, expect, it } from 'vitest';
import { linkOf } from './link.ts';

/** A case was in Xiaodian, 140105, from 10 to 12 o'clock on 21 November. */
const subject: schemas.ListSubject = {
  kind: 'contacts',
  degree: 'close',
  places: [{ division: '140105', from: '2026-11-21T10:00:00+08:00', to: '2026-11-21T12:00:00+08:00' }],
};
const list = { subject, division: '140100' };
const entry = { since: '2026-11-21T10:00:00+08:00' };

const fact = (kind: Fact['kind'], data: object): Fact => ({
  id: kind,
  kind,
  source: 'declaration',
  observedAt: '2026-11-24T00:00:00Z',
  receivedAt: '2026-11-24T00:00:00Z',
  data: data as Fact['data'],
});
const stay = (division: string, from: string, to: string) => ({ division, from, to });
const declared = (division: string, from = '2026-11-20', to = '2026-11-23') =>
  fact('itinerary-declaration', { stays: [stay(division, from, to)] });
const card = (division: string) => fact('itinerary-card', { stays: [stay(division, '2026-11-10', '2026-11-24')] });
const ticket = (to: string, arrivedAt: string) =>
  fact('ticket', { mode: 'train', from: '110100', to, departedAt: '2026-11-21T06:00:00+08:00', arrivedAt });

describe('whether somebody was where and when a list says', () => {
  it.each<[string, readonly Fact[], 'linked' | 'none' | 'unknown']>([
    ['the county, over the time', [declared('140105')], 'linked'],
    ['a street of the county', [declared('140105001')], 'linked'],
    ['a day ends with its last instant', [declared('140105', '2026-11-20', '2026-11-21')], 'linked'],
    ['the county, the day before', [declared('140105', '2026-11-18', '2026-11-20')], 'none'],
    ['to the minute: left as the case came', [declared('140105', '2026-11-20', '2026-11-21T10:00:00+08:00')], 'linked'],
    ['a minute earlier', [declared('140105', '2026-11-20', '2026-11-21T09:59:00+08:00')], 'none'],
    ['another county of the city', [declared('140109')], 'none'],
    ['the card names the city, the declaration another county', [card('140100'), declared('140109')], 'none'],
    ['the card names the city, and nothing else is known', [card('140100')], 'unknown'],
    ['the card names another city', [card('140200')], 'none'],
    ['a train that arrived in the county at eleven', [ticket('140105', '2026-11-21T11:00:00+08:00')], 'linked'],
    ['a train that arrived after the case had gone', [ticket('140105', '2026-11-21T13:00:00+08:00')], 'none'],
    ['nothing is known', [], 'unknown'],
  ])('%s', (_, facts, link) => {
    expect(linkOf(list, entry, facts)).toBe(link);
  });

  it('compares a visit with the division of the list, and a post with nothing', () => {
    const venue = { division: '140105', subject: { kind: 'venues', place: 'market-1' } } as const;
    expect(linkOf(venue, entry, [declared('140109')])).toBe('none');
    const post = { division: '140105', subject: { kind: 'posts', post: 'cold-chain', closedLoop: true } } as const;
    expect(linkOf(post, entry, [declared('140109')])).toBe('unknown');
  });
});
