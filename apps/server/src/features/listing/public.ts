import { listKinds, type ListKind, type schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import { dayOf, toEdge } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';
import { groundOf } from './office.ts';

/** Every list that is in force, or took effect since then: everybody may know of it. */
export async function publicLists(read: Read, since: Date): Promise<schemas.ColouringStatistics['lists']> {
  const rows = await read
    .selectFrom('colour_list')
    .select(['list_id', 'kind', 'ground', 'document_number', 'division', 'entries', 'state', 'in_force_at', 'ends_at'])
    .where('in_force_at', 'is not', null)
    .where((e) => e.or([e('state', '=', 'in-force'), e('in_force_at', '>=', since)]))
    .orderBy('in_force_at', 'desc')
    .limit(1000)
    .execute();
  return rows.map((row) => {
    const { zh, en } = listKinds[row.kind as ListKind];
    return {
      listId: row.list_id,
      kind: row.kind,
      kindName: { zh, en },
      ground: row.ground,
      groundName: groundOf('colour-list', row.ground),
      documentNumber: row.document_number,
      division: row.division,
      people: row.entries,
      state: row.state,
      inForceAt: toEdge(row.in_force_at!),
      endsAt: toEdge(row.ends_at),
    };
  });
}

/** What was not let through since then, by day. */
export async function publicStops(read: Read, since: Date): Promise<schemas.ColouringStatistics['stopped']> {
  const rows = await read
    .selectFrom('colouring_stop')
    .select((e) => [sql<string>`day::text`.as('on'), 'what', 'why', 'division', e.fn.sum<string>('times').as('times')])
    .where(sql<boolean>`day >= ${dayOf(since)}::date`)
    .groupBy(['day', 'what', 'why', 'division'])
    .orderBy('day', 'desc')
    .execute();
  return rows.map(({ on: day, what, why, division, times }) => ({
    day,
    what: what as schemas.ColouringStatistics['stopped'][number]['what'],
    why,
    division,
    times: Number(times),
  }));
}
