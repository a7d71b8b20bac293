import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { divisionPrefix } from '@tongxing/rules';

/** Recolourings shown: all that are open, and of the finished ones the latest. */
const shown = 100;

interface Row {
  readonly recolouringId: string;
  readonly cause: schemas.RecolouringCause;
  readonly division: string;
  readonly startedAt: Date;
  readonly foundAt: Date | null;
  readonly finishedAt: Date | null;
  readonly lastProgressAt: Date | null;
  readonly people: number;
  readonly decided: number;
  readonly changed: number;
  readonly delayed: number;
}

/** How far the recolourings of a division and below have come, the latest first. */
export async function listRecolourings(
  { db, clock }: Pick<NodeContext, 'db' | 'clock'>,
  division: string,
): Promise<schemas.Recolouring[]> {
  const { rows } = await sql<Row>`
    select recolouring.recolouring_id as "recolouringId", cause, division, started_at as "startedAt",
           found_at as "foundAt", finished_at as "finishedAt", max(done_at) as "lastProgressAt",
           coalesce(sum(size), 0) as people, coalesce(sum(decided), 0) as decided, coalesce(sum(changed), 0) as changed,
           coalesce(sum(size) filter (where done_at is null and failures > 0), 0) as delayed
      from (select * from recolouring where division like ${`${divisionPrefix(division)}%`}
             order by finished_at is null desc, started_at desc limit ${shown}) as recolouring
      left join recolouring_batch using (recolouring_id)
     group by recolouring.recolouring_id, cause, division, started_at, found_at, finished_at
     order by started_at desc, recolouring_id desc`.execute(db);
  return rows.map(({ foundAt, ...row }) => ({
    ...row,
    startedAt: toEdge(row.startedAt),
    finishedAt: toEdgeOrNull(row.finishedAt),
    lastProgressAt: toEdge(row.lastProgressAt ?? foundAt ?? row.startedAt),
    people: foundAt === null ? null : row.people,
    secondsLeft: row.finishedAt === null ? secondsLeft({ ...row, foundAt }, clock.now()) : 0,
  }));
}

/** At the pace so far. */
function secondsLeft({ foundAt, people, decided }: Pick<Row, 'foundAt' | 'people' | 'decided'>, now: Date) {
  if (foundAt === null || decided === 0) return null;
  const taken = Math.max(1, (now.getTime() - foundAt.getTime()) / 1000);
  return Math.ceil(((people - decided) * taken) / decided);
}
