import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import type { AccountClosureTable } from '../../platform/database.ts';
import { transact } from '../../platform/db.ts';
import type { CitizenPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { redeemOwnCode, sendOwnCode, type SmsGateway } from '../identity/index.ts';
import { tell } from '../notification/index.ts';
import { ownDataDocument, type GiveDeps } from './give.ts';
import { closingWords } from './words.ts';
import { describeMeasure, measureOn, waitOf } from './wait.ts';

export interface OwnDataDeps extends GiveDeps, Pick<NodeContext, 'config'> {
  readonly sms: SmsGateway;
}

const shown = 20;

/** @throws Refusal phone-code-too-soon, phone-code-limit, sms-unavailable */
export function sendCode(
  deps: OwnDataDeps,
  { accountId }: CitizenPrincipal,
  { use }: schemas.OwnDataCode,
  source: string,
): Promise<void> {
  return sendOwnCode(deps, accountId, purposes[use], source);
}

const purposes = { export: 'export-data', closure: 'close-account' } as const;

/** What she sees before she asks for anything. */
export async function describeOwnData(deps: OwnDataDeps, personId: string): Promise<schemas.OwnData> {
  const exports = await deps.db
    .selectFrom('own_data_export')
    .select(['export_id', 'exported_at'])
    .where('person_id', '=', personId)
    .orderBy('exported_at', 'desc')
    .limit(shown)
    .execute();
  const closure = await deps.db
    .selectFrom('account_closure')
    .selectAll()
    .where('person_id', '=', personId)
    .executeTakeFirst();
  const measure = await measureOn(deps.db, personId, deps.clock.now());
  return {
    exports: exports.map((row) => ({ exportId: row.export_id, at: toEdge(row.exported_at) })),
    closure: closure === undefined ? null : describe(closure),
    closing: {
      coolOffDays: deps.province.ownData.coolOffDays,
      measure: describeMeasure(measure),
      ...closingWords(deps.province),
    },
  };
}

/**
 * Hands out everything that is held of her. That it was is kept, and told to her on her phone before it is read: where it was not she,
 * she learns of it. @throws Refusal phone-code-wrong, phone-code-expired, phone-code-guesses-used
 */
export async function exportOwnData(
  deps: OwnDataDeps,
  { accountId, personId }: CitizenPrincipal,
  code: string,
): Promise<schemas.OwnDataDocument> {
  await redeemOwnCode(deps, accountId, code, 'export-data');
  return transact(deps.db, async (tx) => {
    const now = deps.clock.now();
    const exportId = newId(now);
    await tx
      .insertInto('own_data_export')
      .values({ person_id: personId, export_id: exportId, exported_at: now })
      .execute();
    await tell(tx, deps, { personId, kind: 'data-exported', subjectId: exportId, details: {} });
    return ownDataDocument(deps, tx, personId);
  });
}

/**
 * She asks that her account is closed: after some days, in which she is told and can take it back. Asked twice, it is one closure.
 * @throws Refusal phone-code-wrong, phone-code-expired, phone-code-guesses-used
 */
export async function askClosure(
  deps: OwnDataDeps,
  { accountId, personId }: CitizenPrincipal,
  code: string,
): Promise<schemas.Closure> {
  await redeemOwnCode(deps, accountId, code, 'close-account');
  return transact(deps.db, async (tx) => {
    const now = deps.clock.now();
    const dueAt = addSeconds(now, deps.province.ownData.coolOffDays * 86_400);
    const closureId = newId(now);
    await tx
      .insertInto('account_closure')
      .values({
        person_id: personId,
        closure_id: closureId,
        asked_at: now,
        due_at: dueAt,
        waits_for: await waitOf(tx, personId, now),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const closure = await tx
      .selectFrom('account_closure')
      .selectAll()
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow();
    await tell(tx, deps, {
      personId,
      kind: 'closure-asked',
      subjectId: closure.closure_id,
      details: { at: closure.due_at.toISOString() },
    });
    return describe(closure);
  });
}

/** She takes it back; everything is as it was. Without anything to take back nothing happens. @throws Refusal closure-begun */
export async function withdrawClosure(deps: OwnDataDeps, personId: string): Promise<void> {
  await transact(deps.db, async (tx) => {
    const closure = await tx
      .selectFrom('account_closure')
      .select(['closure_id', 'begun_at'])
      .where('person_id', '=', personId)
      .forUpdate()
      .executeTakeFirst();
    if (closure === undefined) return;
    if (closure.begun_at !== null) throw new Refusal('closure-begun');
    await tx.deleteFrom('account_closure').where('person_id', '=', personId).execute();
    await tell(tx, deps, { personId, kind: 'closure-withdrawn', subjectId: closure.closure_id, details: {} });
  });
}

function describe(row: AccountClosureTable): schemas.Closure {
  return {
    closureId: row.closure_id,
    askedAt: toEdge(row.asked_at),
    dueAt: toEdge(row.due_at),
    waitsFor: row.waits_for as schemas.ClosureWait | null,
    begunAt: toEdgeOrNull(row.begun_at),
  };
}
