import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { type Gate, gateTo } from '../federation/index.ts';
import { countUndecided, type Pace, readPace } from './pace.ts';
import type { ConversionRow } from './store.ts';

export type Estimate = schemas.ConversionEstimate;

export interface Surroundings {
  readonly pace: Pace | undefined;
  /** Applications from the same origin that came before this one and wait as it does. */
  readonly ahead: number;
  readonly gate: Gate;
}

const unknown: Estimate = { known: false, ahead: null, from: null, to: null };

/** Where the last minutes say nothing: three to five minutes in all is what the guide of Shandong promises (M25). */
const usualSeconds = 300;

/** These end by themselves, at a time that others decide on. */
const passing: ReadonlySet<string> = new Set([
  'origin-unreachable',
  'origin-busy',
  'national-unreachable',
  'source-late',
]);

/**
 * When an application is likely to be decided; null where it is, or where it waits for a person. While the origin is silent nobody
 * knows, and that is what is said. For one that waits its turn: the decisions ahead of it and its own by the pace of the last minutes,
 * give or take twice the standard error of that many decisions (√n of n, as of arrivals that do not know of each other).
 */
export function estimateOf(
  deps: Pick<NodeContext, 'clock' | 'province'>,
  row: Pick<ConversionRow, 'state' | 'cause' | 'due_at' | 'submitted_at'>,
  { pace, ahead, gate }: Surroundings,
): Estimate | null {
  const now = deps.clock.now();
  if (row.state === 'submitted' || row.state === 'verifying') {
    if (gate !== 'closed') return unknown;
    if (pace === undefined) return between(now, addSeconds(now, usualSeconds), ahead);
    const expected = (ahead + 1) / pace.perSecond;
    const error = Math.min(0.75, 2 / Math.sqrt(pace.decided));
    return between(addSeconds(now, expected * (1 - error)), addSeconds(now, Math.ceil(expected * (1 + error))), ahead);
  }
  if (row.state !== 'waiting-for-origin' || row.due_at === null) return null;
  if (gate !== 'closed' || !passing.has(row.cause ?? '')) return unknown;
  return between(row.due_at, addSeconds(row.due_at, usualSeconds), null);
}

/** What is likely of an application as it stands now; see {@link estimateOf}. */
export async function estimateFor(
  deps: Pick<NodeContext, 'db' | 'clock' | 'province'>,
  row: ConversionRow,
): Promise<Estimate | null> {
  if (row.due_at === null) return null;
  const { origin_division: origin, submitted_at: at } = row;
  const gate = await gateTo(deps, origin);
  const pace = await readPace(deps.db, deps.clock.now(), { origin });
  return estimateOf(deps, row, { gate, pace, ahead: await countUndecided(deps.db, { at, origin }) });
}

function between(from: Date, to: Date, ahead: number | null): Estimate {
  return { known: true, ahead, from: toEdge(from), to: toEdge(to) };
}
