import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { endUndertakings } from '../facts/index.ts';
import { applySaid } from './apply.ts';
import { recordEnd } from './record.ts';

type Deps = Pick<NodeContext, 'clock' | 'seal'>;

/** Is the peer told of this person's changes now? */
export async function isTold(tx: Tx, { clock }: Pick<Deps, 'clock'>, personId: string, peer: string): Promise<boolean> {
  const held = await tx
    .selectFrom('colour_subscription')
    .select('peer')
    .where('person_id', '=', personId)
    .where('peer', '=', peer)
    .where('ended_at', 'is', null)
    .where('until', '>', clock.now())
    .executeTakeFirst();
  return held !== undefined;
}

/**
 * At the origin: her code is another province's now. That one is told nothing more and needs no end, since nothing there rests on this
 * one any longer; whoever else holds a code converted from here is told that it ends.
 */
export async function endTelling(tx: Tx, deps: Deps, personId: string, newHome: string): Promise<void> {
  const now = deps.clock.now();
  const holders = await tx
    .updateTable('colour_subscription')
    .set({ ended_at: now })
    .where('person_id', '=', personId)
    .where('peer', '=', newHome)
    .where('ended_at', 'is', null)
    .returning('peer')
    .execute();
  if (holders.length > 0) {
    await tx
      .updateTable('colour_event')
      .set({ due_at: null })
      .where('person_id', '=', personId)
      .where('peer', '=', newHome)
      .execute();
  }
  await endAllTelling(tx, deps, personId);
}

/** Whoever holds a code converted from here is told that it ends. */
export async function endAllTelling(tx: Tx, deps: Deps, personId: string): Promise<void> {
  const holders = await tx
    .selectFrom('colour_subscription')
    .select('peer')
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute();
  for (const { peer } of holders) await recordEnd(tx, deps, personId, peer);
}

/**
 * At the destination: what the former origin said of her no longer counts, neither for her nor against her, and nothing that it says
 * from now on is hers to hear: an event that comes late finds no subscription.
 */
export async function endHeld(tx: Tx, deps: Deps, personId: string, origin: string): Promise<void> {
  const held = await tx
    .updateTable('held_subscription')
    .set({ ended_at: deps.clock.now() })
    .where('person_id', '=', personId)
    .where('origin', '=', origin)
    .where('ended_at', 'is', null)
    .returning(['person_id', 'origin', 'consent_grade'])
    .execute();
  await applySaid(
    tx,
    deps,
    held.map((row) => ({ held: row, said: null })),
  );
  await endUndertakings(tx, origin, [personId]);
}
