import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { transact, type Once, type Read, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import { currentDecision } from '../decision/index.ts';
import { commit } from '../transparency/index.ts';
import { supersedeStrips } from './supersede.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'permutationKey' | 'config'>;

export type Basis = 'declaration' | 'conversion';

export interface IssuedCode {
  readonly codeId: string;
  readonly scope: string;
  readonly basis: Basis;
  readonly validFrom: Date;
  readonly validTo: Date;
}

/**
 * Gives a person with a decision a code for a scope, or renews it. The colour is not part of the code: it is whatever the decision
 * says when a strip is signed. @throws Refusal no-decision-yet, invalid-input
 */
export async function issueCode(
  tx: Tx,
  deps: Deps,
  personId: string,
  scope: string,
  basis: Basis,
): Promise<IssuedCode> {
  requireScope(deps, scope);
  if ((await currentDecision(tx, personId)) === undefined)
    throw new Refusal('no-decision-yet', { retryAfterSeconds: 2 });
  const now = deps.clock.now();
  const code: IssuedCode = {
    codeId: newId(now),
    scope,
    basis,
    validFrom: now,
    validTo: addSeconds(now, deps.province.code.validityDays * 86_400),
  };
  const commitmentId = await commit(tx, deps, 'code', committedValue(code));
  await tx
    .insertInto('code')
    .values({
      person_id: personId,
      code_id: code.codeId,
      scope,
      basis,
      issued_at: now,
      valid_from: code.validFrom,
      valid_to: code.validTo,
      commitment_id: commitmentId,
    })
    .execute();
  await tx
    .insertInto('current_code')
    .values({ person_id: personId, code_id: code.codeId })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ code_id: code.codeId }))
    .execute();
  // Strips of the code before this one must not stand beside it.
  await supersedeStrips(tx, deps, { personId, status: 3 });
  return code;
}

/** A code is for the province or for one of its cities, as the profile says. @throws Refusal invalid-input */
export function requireScope(deps: Pick<Deps, 'province'>, scope: string): void {
  const { division } = deps.province;
  const ofLevel =
    deps.province.code.scope === 'province' ? scope === division : /^\d{4}00$/.test(scope) && scope !== division;
  if (coversDivision(division, scope) && ofLevel) return;
  const rule = deps.province.code.scope === 'province' ? `the province, ${division}` : `a city of ${division}`;
  throw new Refusal('invalid-input', { errors: [{ path: '/body/scope', rule }] });
}

export async function findCode(read: Read, personId: string): Promise<IssuedCode | undefined> {
  const row = await read
    .selectFrom('current_code')
    .innerJoin('code', (join) =>
      join.onRef('code.person_id', '=', 'current_code.person_id').onRef('code.code_id', '=', 'current_code.code_id'),
    )
    .select(['code.code_id', 'scope', 'basis', 'valid_from', 'valid_to'])
    .where('current_code.person_id', '=', personId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    codeId: row.code_id,
    scope: row.scope,
    basis: row.basis as Basis,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  };
}

/** What a code committed to in the log, for its proof. */
export async function committedCode(read: Read, personId: string, codeId: string) {
  const row = await read
    .selectFrom('code')
    .selectAll()
    .where('person_id', '=', personId)
    .where('code_id', '=', codeId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const value = committedValue({
    codeId,
    scope: row.scope,
    basis: row.basis as Basis,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  });
  return { commitmentId: row.commitment_id, value };
}

function committedValue(code: IssuedCode) {
  return {
    codeId: code.codeId,
    scope: code.scope,
    basis: code.basis,
    validFrom: code.validFrom.toISOString(),
    validTo: code.validTo.toISOString(),
  };
}

export async function applyForCode(deps: Deps, personId: string, scope: string, once: Once): Promise<schemas.Code> {
  const apply = async (tx: Tx) => {
    const earlier = await findCode(tx, personId);
    return describeCode(tx, personId, await issueCode(tx, deps, personId, scope, earlier?.basis ?? 'declaration'));
  };
  return transact(deps.db, apply, once);
}

/** @throws Refusal code-missing */
export async function showCode(deps: Deps, personId: string): Promise<schemas.Code> {
  const code = await findCode(deps.db, personId);
  if (code === undefined) throw new Refusal('code-missing');
  return describeCode(deps.db, personId, code);
}

async function describeCode(read: Read, personId: string, code: IssuedCode): Promise<schemas.Code> {
  const decision = await currentDecision(read, personId);
  return {
    codeId: code.codeId,
    scope: code.scope,
    basis: code.basis,
    colour: decision?.outcome.colour ?? 'pending',
    validFrom: toEdge(code.validFrom),
    validTo: toEdge(code.validTo),
  };
}
