import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { dayOf, toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { appendEntry, pseudonymOf } from '../transparency/index.ts';

/** An attempt to colour people that was not let through. */
export interface Stop {
  readonly what: 'list' | 'manual-colour' | 'results';
  /** A problem code. */
  readonly why: string;
  readonly division: string;
  readonly ground: string;
  readonly documentNumber: string;
  /** How many people it was about. */
  readonly people: number;
}

/**
 * Writes down that an attempt was stopped: the first of its kind by somebody on a day stands in the log with ground and document number,
 * and all are counted in the public statistics. Whoever tries a thousand times fills a number, not the log.
 */
export async function noteStop(
  tx: Tx,
  deps: Pick<NodeContext, 'clock' | 'seal'>,
  staff: Pick<StaffPrincipal, 'staffId'>,
  stop: Stop,
): Promise<void> {
  const now = deps.clock.now();
  const { what, why, division } = stop;
  const { rows } = await sql<{ times: number }>`
    insert into colouring_stop (staff_id, day, what, why, division, times)
    values (${staff.staffId}, ${dayOf(now)}, ${what}, ${why}, ${division}, 1)
    on conflict (staff_id, day, what, why, division) do update set times = colouring_stop.times + 1
    returning times`.execute(tx);
  if (rows[0]?.times !== 1) return;
  await appendEntry(tx, deps, {
    kind: 'colouring-stopped',
    at: toEdge(now),
    what,
    why,
    division,
    ground: stop.ground,
    documentNumber: stop.documentNumber,
    count: stop.people,
    by: pseudonymOf(deps, 'staff', staff.staffId),
  });
}
