import type { Fact } from '@tongxing/rules';
import { toEdge } from '../../platform/clock.ts';
import type { NewFact } from '../facts/index.ts';
import type { EntryDetails } from './entry.ts';
import type { StoredList } from './stored-list.ts';

/** What a list says of somebody on it. What lasts ends with the list; a visit lies behind, and the fact is withdrawn at the end. */
export function factOf(
  { subject, ends_at: endsAt }: Pick<StoredList, 'subject' | 'ends_at'>,
  entry: EntryDetails,
): NewFact {
  const observedAt = new Date(entry.since);
  const period = { since: toEdge(observedAt), until: toEdge(endsAt) };
  switch (subject.kind) {
    case 'contacts':
      return { kind: 'contact', observedAt, data: { degree: subject.degree, ...period } };
    case 'posts':
      return { kind: 'post', observedAt, data: { post: subject.post, closedLoop: subject.closedLoop, ...period } };
    case 'isolations':
      return { kind: 'isolation', observedAt, data: { place: subject.place, ...upTo(period, entry) } };
    case 'cases':
      return { kind: 'case-state', observedAt, data: { state: subject.state, ...upTo(period, entry) } };
    case 'arrivals': {
      const { arrivedIn: division, tag } = subject;
      return { kind: 'arrival', observedAt, data: { arrivedAt: period.since, division, tag } };
    }
    default: {
      const to = entry.until === undefined ? {} : { to: toEdge(new Date(entry.until)) };
      return { kind: 'venue-stay', observedAt, data: { venue: subject.place, from: period.since, ...to } };
    }
  }
}

/** An order of one person may end before its list does, never after. */
function upTo(period: { since: string; until: string }, { until }: EntryDetails): { since: string; until: string } {
  const own = until === undefined ? Infinity : Date.parse(until);
  return own < Date.parse(period.until) ? { since: period.since, until: toEdge(new Date(own)) } : period;
}

/** The same as a fact that stands, for looking at what would come of it. */
export function draftFact(
  list: Pick<StoredList, 'list_id' | 'subject' | 'ends_at'>,
  entry: EntryDetails,
  now: Date,
): Fact {
  const { kind, observedAt, data } = factOf(list, entry);
  return {
    id: list.list_id,
    kind,
    source: 'control-office',
    observedAt: observedAt.toISOString(),
    receivedAt: now.toISOString(),
    data,
  };
}
