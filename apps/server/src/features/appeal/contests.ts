import type { Fact } from '@tongxing/rules';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { recordStatements } from '../facts/index.ts';
import type { AppealDeps } from './deps.ts';
import type { AppealRow } from './store.ts';

type Deps = Pick<AppealDeps, 'clock' | 'province'>;

const day = 86_400;

/**
 * States that a record of a source does not count: neither now nor when the source says the same again. `clearance`: it was found to
 * be wrong. `contest`: its source has not confirmed it in time, so that it proves nothing and what rests on it is unknown.
 */
export async function stateAgainst(
  tx: Tx,
  deps: Deps,
  appeal: AppealRow,
  kind: 'clearance' | 'contest',
  { source, kind: factKind, data }: Fact,
): Promise<void> {
  const now = deps.clock.now();
  const { clearanceDays, contestDays } = deps.province.appeal;
  const until = addSeconds(now, (kind === 'clearance' ? clearanceDays : contestDays) * day);
  const statementId = newId(now);
  const against = { source, kind: factKind, data, until: toEdge(until) };
  const said =
    kind === 'clearance' ? { ...against, documentNumber: appeal.number } : { ...against, since: toEdge(now) };
  await recordStatements(tx, [
    {
      personId: appeal.person_id,
      source: 'control-office',
      within: withinOf(appeal),
      key: statementId,
      receivedAt: now,
      fact: { kind, observedAt: now, data: said },
    },
  ]);
  await tx
    .insertInto('appeal_statement')
    .values({
      person_id: appeal.person_id,
      appeal_id: appeal.appeal_id,
      statement_id: statementId,
      kind,
      stated_at: now,
      until,
    })
    .execute();
}

/** Ends what was stated in an appeal: the records count again. Answers how many statements there were. */
export async function endStatements(
  tx: Tx,
  deps: Deps,
  appeal: AppealRow,
  kind: 'clearance' | 'contest',
): Promise<number> {
  const now = deps.clock.now();
  const ended = await tx
    .updateTable('appeal_statement')
    .set({ ended_at: now })
    .where('person_id', '=', appeal.person_id)
    .where('appeal_id', '=', appeal.appeal_id)
    .where('kind', '=', kind)
    .where('ended_at', 'is', null)
    .returning('statement_id')
    .execute();
  await recordStatements(
    tx,
    ended.map(({ statement_id: key }) => ({
      personId: appeal.person_id,
      source: 'control-office' as const,
      within: withinOf(appeal),
      key,
      receivedAt: now,
      fact: null,
    })),
  );
  return ended.length;
}

const withinOf = ({ appeal_id: appealId }: AppealRow) => `appeal:${appealId}`;
