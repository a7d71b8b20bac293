import { Instant } from '../three-valued/instant.ts';
import { Unknown } from '../three-valued/unknown.ts';
import { CHINA_OFFSET } from '../time/format-instant.ts';
import { inputIndex, type InputName, type TestsSince } from './document.ts';
import type { Surroundings } from './reading.ts';

const DAY = 86_400_000;

/** Where the time of an item begins for its tests: of a stay and a visit, when the person left. */
const clocks: readonly [InputName, string][] = [
  ['itinerary', 'to'],
  ['venues', 'to'],
  ['cases', 'since'],
  ['contacts', 'since'],
  ['isolations', 'since'],
  ['posts', 'since'],
  ['manual', 'since'],
  ['entries', 'enteredAt'],
  ['arrivals', 'arrivedAt'],
  ['pushes', 'pushedAt'],
];

type Item = Record<string, unknown>;

/** A test that can be placed in time. */
interface Sampled {
  at: number;
  result: unknown;
  pool: boolean;
}

const dayOf = (milliseconds: number): number => Math.floor((milliseconds + CHINA_OFFSET) / DAY);

/** What may be missing is marked: a list ends in an unknown, a number is known to be at least so much. */
function testsSince(start: number, tests: readonly Sampled[], complete: boolean, missing: Unknown): TestsSince {
  const testedDays: unknown[] = [];
  const negativeDays: unknown[] = [];
  let counted = -Infinity;
  let last = NaN;
  for (const { at, result } of tests) {
    if (at < start) continue;
    const day = dayOf(at) - dayOf(start) + 1;
    if (testedDays.at(-1) !== day) testedDays.push(day);
    if (result !== 'negative') continue;
    last = at;
    if (at - counted < DAY) continue;
    counted = at;
    negativeDays.push(day);
  }
  const count = negativeDays.length;
  if (complete) {
    const lastNegativeAt = Number.isNaN(last) ? null : new Instant(last);
    return { negativesSince: count, negativeDays, lastNegativeAt, testedDays };
  }
  const negativesSince = Unknown.atLeast(Unknown.inputOf(missing), count);
  negativeDays.push(missing);
  testedDays.push(missing);
  return { negativesSince, negativeDays, lastNegativeAt: missing, testedDays };
}

/** The tests sampled by now, earliest first; notes when a later one will count. */
function sampledBy(items: readonly Item[], around: Surroundings): Sampled[] {
  const sampled: Sampled[] = [];
  for (const { sampledAt, result, method } of items) {
    if (!(sampledAt instanceof Instant)) continue;
    const { milliseconds } = sampledAt;
    if (milliseconds > around.at.milliseconds) around.changesAt = Math.min(around.changesAt, milliseconds);
    else sampled.push({ at: milliseconds, result, pool: method === 'pool' });
  }
  return sampled.sort((a, b) => a.at - b.at);
}

/** What the latest single test after a sample found; nothing where there was none. */
function retestOf(item: Item, singles: readonly Sampled[], complete: boolean, missing: Unknown): unknown {
  const { sampledAt } = item;
  const latest = singles.at(-1);
  if (sampledAt instanceof Instant && latest !== undefined && latest.at > sampledAt.milliseconds) {
    return latest.result;
  }
  return complete ? null : missing;
}

/**
 * Adds to the items of all lists what the tests say of the time since they began, because a rule sees one item at a
 * time and cannot join two lists. `missing` marks what a late source may still bring.
 */
export function addTestsSince(
  gathered: readonly (object | null | undefined)[],
  complete: boolean,
  around: Surroundings,
  missing: Unknown,
): void {
  const tests = gathered[inputIndex.tests] as Item[] | null | undefined;
  const items = tests ?? [];
  const readable = complete && tests !== null && items.every(({ sampledAt }) => sampledAt instanceof Instant);
  const sampled = sampledBy(items, around);
  const singles = sampled.filter(({ pool }) => !pool);
  for (const item of items) item['retest'] = retestOf(item, singles, readable, missing);
  for (const [input, clock] of clocks) {
    const list = gathered[inputIndex[input]];
    if (!Array.isArray(list)) continue;
    for (const item of list as Item[]) {
      const start = item[clock];
      const lasts = start === item['at'];
      const begun = start instanceof Instant && !lasts;
      const since = testsSince(begun ? start.milliseconds : Infinity, sampled, lasts || (begun && readable), missing);
      Object.assign(item, since);
    }
  }
}
