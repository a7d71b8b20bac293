import { people, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, dayOf, isCalendarDay } from '../../platform/clock.ts';
import { Refusal } from '../../platform/refusal.ts';
import { namedIndex, registeredIn } from '../identity/index.ts';

/** Since when, and until when, it is so of somebody on a list: RFC 3339. */
export interface EntryDetails {
  readonly since: string;
  readonly until?: string;
}

/** Somebody on a list as the node keeps them: found by a blind index, known by name to nobody. */
export interface NewEntry {
  readonly subjectIndex: Buffer;
  readonly registeredIn: string | null;
  readonly details: EntryDetails;
}

/** Nothing on a list is older than this. */
const earliestSeconds = 60 * 86_400;

/**
 * Every period of the entries, and of a case, lies behind us. @param path JSON pointer of the list of periods
 * @throws Refusal invalid-input naming each that does not
 */
export function requirePast(
  now: Date,
  path: string,
  periods: readonly { readonly [name: string]: unknown }[],
  [from, to]: readonly [string, string],
  mayEndAhead = false,
): void {
  const errors = periods.flatMap((period, at) => {
    const begin = period[from] as string;
    const end = period[to] as string | undefined;
    const wrong: string[] = [];
    if (!isListable(now, begin)) wrong.push(from);
    const isEnd = end === undefined || (mayEndAhead && Date.parse(end) > now.getTime()) || isListable(now, end);
    if (!isEnd || Date.parse(end ?? begin) < Date.parse(begin)) wrong.push(to);
    return wrong.map((name) => ({ path: `${path}/${at}/${name}`, rule: 'in the last 60 days, and in order' }));
  });
  if (errors.length > 0) throw new Refusal('invalid-input', { errors: errors.slice(0, 20) });
}

/** Is it neither ahead nor too long ago for a list? @param text RFC 3339 */
export function isListable(now: Date, text: string): boolean {
  const instant = new Date(text);
  return isCalendarDay(text.slice(0, 10)) && instant <= now && instant >= addSeconds(now, -earliestSeconds);
}

/** Reads the rows that were sent: the good ones, and of each bad one its place and what is wrong. */
export function readEntries(
  deps: Pick<NodeContext, 'seal' | 'clock'>,
  sent: readonly schemas.ListEntry[],
): { good: NewEntry[]; rejected: { row: number; text: schemas.Bilingual }[] } {
  const today = dayOf(deps.clock.now());
  const good: NewEntry[] = [];
  const rejected: { row: number; text: schemas.Bilingual }[] = [];
  for (const [row, entry] of sent.entries()) {
    const text = 'phone' in entry ? undefined : documentFault(entry, today);
    if (text !== undefined) {
      rejected.push({ row, text });
      continue;
    }
    const { since, until } = entry;
    const details = until === undefined ? { since } : { since, until };
    good.push({ subjectIndex: namedIndex(deps, entry), registeredIn: registeredIn(entry), details });
  }
  return { good, rejected };
}

const unknownType = { zh: '没有这种证件类型。', en: 'There is no such type of document.' };

function documentFault(entry: Exclude<schemas.ListEntry, { phone: string }>, today: string) {
  const { documentType, issuingCountry } = entry;
  if (!people.isDocumentType(documentType)) return unknownType;
  const documentNumber = people.normaliseDocumentNumber(entry.documentNumber);
  const country = issuingCountry === undefined ? {} : { issuingCountry };
  const rule = people.checkDocument({ documentType, documentNumber, ...country }, today);
  return rule === undefined ? undefined : people.documentRuleText(documentType, rule);
}
