import type { schemas } from '@tongxing/contract';
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { storeBatches } from './batches.ts';
import { askForSearch, askForWork } from './jobs.ts';
import type { Concerned } from './people.ts';

export interface Start {
  readonly cause: { readonly kind: schemas.RecolouringCause; readonly subjectId?: string };
  /** Found as soon as this transaction has committed, or taken from it: by their ids, or by a select of `person_id`. */
  readonly people: Concerned | { readonly personIds: readonly string[] } | { readonly select: RawBuilder<unknown> };
  /** Whose staff may watch it; the province where absent. */
  readonly division?: string;
}

/**
 * Has many people decided anew from the facts that stand, in the background. It begins when the caller's transaction commits, and not
 * without it; whoever has no colour yet has none to change, and is left out.
 * @returns the id of the recolouring
 */
export async function startRecolouring(
  tx: Tx,
  deps: Pick<NodeContext, 'clock' | 'province'>,
  { cause, people, division }: Start,
): Promise<string> {
  const now = deps.clock.now();
  const recolouringId = newId(now);
  const later = 'stays' in people || 'decided' in people || 'waitsFor' in people ? people : undefined;
  await tx
    .insertInto('recolouring')
    .values({
      recolouring_id: recolouringId,
      cause: cause.kind,
      subject_id: cause.subjectId ?? null,
      division: division ?? deps.province.division,
      people: later === undefined ? null : JSON.stringify(later),
      started_at: now,
    })
    .execute();
  if (later !== undefined) {
    await askForSearch(tx, recolouringId);
  } else {
    await storeBatches(tx, recolouringId, now, selectOf(people as Exclude<Start['people'], Concerned>));
    await askForWork(tx);
  }
  return recolouringId;
}

function selectOf(people: Exclude<Start['people'], Concerned>): RawBuilder<unknown> {
  if ('select' in people) return people.select;
  return sql`select unnest(${[...people.personIds]}::uuid[]) as person_id`;
}
