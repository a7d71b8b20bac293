import type { schemas } from '@tongxing/contract';
import type { Fact } from '@tongxing/rules';
import { toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { divisionPrefix } from '@tongxing/rules';
import { factsByIds } from '../facts/index.ts';
import { identityOf, personCard } from '../identity/index.ts';
import { recordStaffAccess } from '../staff/index.ts';
import { decideAnew } from './decide-anew.ts';
import type { AppealDeps } from './deps.ts';
import { endContests } from './contests.ts';
import { lockForStaff, requireAppeal, sourceOf, updateAppeal, type AppealRow } from './store.ts';

const shownAtOnce = 50;

/** Records of the caller's division that were contested and whose source has not answered: the first due first. */
export async function listSourceCases(tx: Tx, deps: AppealDeps, staff: StaffPrincipal): Promise<schemas.SourceCase[]> {
  const rows = await tx
    .selectFrom('appeal_source')
    .selectAll()
    .where('state', '=', 'asked')
    .where('peer', 'is', null)
    .where('division', 'like', `${divisionPrefix(staff.division)}%`)
    .orderBy('due_at')
    .limit(shownAtOnce)
    .execute();
  const cases: schemas.SourceCase[] = [];
  for (const row of rows) {
    const appeal = await requireAppeal(tx, row.person_id, row.appeal_id);
    const [fact] = await factsByIds(tx, row.person_id, appeal.fact_id === null ? [] : [appeal.fact_id]);
    if (fact === undefined) continue;
    await recordStaffAccess(tx, deps, {
      staff,
      personId: row.person_id,
      purpose: 'record-check',
      seen: ['identity', 'document', 'facts'],
      reference: appeal.number,
    });
    cases.push({
      appealId: row.appeal_id,
      number: appeal.number,
      source: row.source,
      lane: appeal.lane,
      askedAt: toEdge(row.asked_at),
      dueAt: toEdge(row.due_at),
      maskedName: (await personCard(tx, deps, row.person_id)).maskedName,
      documentNumber: (await identityOf(tx, deps, row.person_id)).documentNumber,
      record: { kind: fact.kind, observedAt: toEdge(new Date(fact.observedAt)), data: fact.data },
    });
  }
  return cases;
}

/**
 * Keeps what the source says of its record. A record that is confirmed counts again at once; one that is wrong waits for the reviewer,
 * who is the one that clears it. @throws Refusal not-found, appeal-closed
 */
export async function answerSourceCase(
  tx: Tx,
  deps: AppealDeps,
  staff: StaffPrincipal,
  appealId: string,
  { finding, text }: schemas.SourceAnswer,
): Promise<void> {
  const appeal = await lockForStaff(tx, staff, appealId);
  const source = await sourceOf(tx, appeal);
  if (source === undefined || source.peer !== null) throw new Refusal('not-found');
  if (appeal.state !== 'open' || source.state !== 'asked') throw new Refusal('appeal-closed');
  await recordStaffAccess(tx, deps, {
    staff,
    personId: appeal.person_id,
    purpose: 'record-check',
    seen: ['appeal'],
    reference: appeal.number,
  });
  await keepFinding(tx, deps, appeal, finding, { text, by: staff.staffId });
}

/** What the source found, whoever brings it: its staff or the province of origin. */
export async function keepFinding(
  tx: Tx,
  deps: AppealDeps,
  appeal: AppealRow,
  finding: schemas.SourceAnswer['finding'],
  said: { readonly text?: string; readonly by?: string } = {},
): Promise<void> {
  const now = deps.clock.now();
  await tx
    .updateTable('appeal_source')
    .set({
      state: 'answered',
      finding,
      text_sealed: said.text === undefined ? null : deps.seal.seal('appeal', said.text),
      answered_at: now,
      answered_by: said.by ?? null,
      consent_sealed: null,
      ask_at: null,
    })
    .where('person_id', '=', appeal.person_id)
    .where('appeal_id', '=', appeal.appeal_id)
    .execute();
  await updateAppeal(tx, appeal)
    .set({ look_at: appeal.escalated_at === null ? appeal.due_at : null })
    .execute();
  if (finding !== 'confirmed' || (await endContests(tx, deps, appeal)) === 0) return;
  await decideAnew(tx, deps, appeal.person_id);
}

/** The record that is contested, as it was said. */
export async function contestedFact(tx: Tx, appeal: AppealRow): Promise<Fact | undefined> {
  if (appeal.fact_id === null) return undefined;
  const [fact] = await factsByIds(tx, appeal.person_id, [appeal.fact_id]);
  return fact;
}
