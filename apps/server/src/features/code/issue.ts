import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { transact, type Once, type Read, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { insertRows } from '../../platform/rows.ts';
import { coversDivision } from '../../province.ts';
import { currentDecision } from '../decision/index.ts';
import { requireDivisions } from '../division/index.ts';
import { commitAll } from '../transparency/index.ts';
import { supersedeStripsOf } from './supersede.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'divisions' | 'permutationKey' | 'config'>;

export type Basis = 'declaration' | 'conversion';

export interface IssuedCode {
  readonly codeId: string;
  readonly scope: string;
  readonly basis: Basis;
  readonly validFrom: Date;
  readonly validTo: Date;
}

/** {@link issueCodes} for one person. @throws Refusal no-decision-yet, invalid-input */
export async function issueCode(
  tx: Tx,
  deps: Deps,
  personId: string,
  scope: string,
  basis: Basis,
): Promise<IssuedCode> {
  return (await issueCodes(tx, deps, [{ personId, scope }], basis)).get(personId) as IssuedCode;
}

/**
 * Gives people with a decision a code for a scope, or renews it. The colour is not part of the code: it is whatever the decision
 * says when a strip is signed. @param people `until`: when it ends at the latest; absent: as long as codes last here
 * @throws Refusal no-decision-yet, invalid-input
 */
export async function issueCodes(
  tx: Tx,
  deps: Deps,
  people: readonly { readonly personId: string; readonly scope: string; readonly until?: Date | undefined }[],
  basis: Basis,
): Promise<ReadonlyMap<string, IssuedCode>> {
  if (people.length === 0) return new Map();
  for (const { scope } of people) requireScope(deps, scope);
  await requireDecided(
    tx,
    people.map(({ personId }) => personId),
  );
  const now = deps.clock.now();
  const usual = addSeconds(now, deps.province.code.validityDays * 86_400);
  const issued = people.map(({ personId, scope, until = usual }) => ({
    personId,
    code: { codeId: newId(now), scope, basis, validFrom: now, validTo: until < usual ? until : usual },
  }));
  const values = issued.map(({ code }) => committedValue(code));
  const commitmentIds = await commitAll(tx, deps, 'code', values);
  const commitmentOf = new Map(issued.map(({ code }, position) => [code, commitmentIds[position]]));
  await insertRows(tx, 'code', issued, {
    person_id: ['uuid', ({ personId }) => personId],
    code_id: ['uuid', ({ code }) => code.codeId],
    scope: ['text', ({ code }) => code.scope],
    basis: ['text', ({ code }) => code.basis],
    issued_at: ['timestamptz', () => now],
    valid_from: ['timestamptz', ({ code }) => code.validFrom],
    valid_to: ['timestamptz', ({ code }) => code.validTo],
    commitment_id: ['uuid', ({ code }) => commitmentOf.get(code)],
  });
  await insertRows(
    tx,
    'current_code',
    issued,
    { person_id: ['uuid', ({ personId }) => personId], code_id: ['uuid', ({ code }) => code.codeId] },
    sql`on conflict (person_id) do update set code_id = excluded.code_id`,
  );
  // Strips of the code before this one must not stand beside it.
  await supersedeStripsOf(
    tx,
    deps,
    people.map(({ personId }) => personId),
  );
  return new Map(issued.map(({ personId, code }) => [personId, code]));
}

/** @throws Refusal no-decision-yet */
async function requireDecided(read: Read, personIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ undecided: boolean }>`
    select exists (select from unnest(${[...personIds]}::uuid[]) as given (person_id)
                    where not exists (select from current_decision
                                       where current_decision.person_id = given.person_id)) as undecided`.execute(read);
  if (rows[0]?.undecided !== false) throw new Refusal('no-decision-yet', { retryAfterSeconds: 2 });
}

/** A code is for the province or for one of its cities, as the profile says. @throws Refusal division-unknown, invalid-input */
export function requireScope(deps: Pick<Deps, 'province' | 'divisions' | 'clock'>, scope: string): void {
  const { division } = deps.province;
  const now = deps.clock.now();
  requireDivisions(deps.divisions, [{ path: '/body/scope', code: scope, from: now }]);
  const found = deps.divisions.find(scope, now);
  // A heading that stands where there is no city is nobody's city.
  const ofLevel = found?.level === deps.province.code.scope && !found.statistical;
  if (coversDivision(division, scope) && ofLevel) return;
  const rule = deps.province.code.scope === 'province' ? `the province, ${division}` : `a city of ${division}`;
  throw new Refusal('invalid-input', { errors: [{ path: '/body/scope', rule }] });
}

export async function findCode(read: Read, personId: string): Promise<IssuedCode | undefined> {
  return (await findCodes(read, [personId])).get(personId);
}

/** The codes of those people who have one. */
export async function findCodes(read: Read, personIds: readonly string[]): Promise<ReadonlyMap<string, IssuedCode>> {
  const rows = await read
    .selectFrom('current_code')
    .innerJoin('code', (join) =>
      join.onRef('code.person_id', '=', 'current_code.person_id').onRef('code.code_id', '=', 'current_code.code_id'),
    )
    .select(['code.person_id', 'code.code_id', 'scope', 'basis', 'valid_from', 'valid_to'])
    .where('current_code.person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .execute();
  return new Map(
    rows.map((row) => [
      row.person_id,
      {
        codeId: row.code_id,
        scope: row.scope,
        basis: row.basis as Basis,
        validFrom: row.valid_from,
        validTo: row.valid_to,
      },
    ]),
  );
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

export interface ApplyDeps {
  /** Has her code been transferred to another province? */
  readonly hasRelocated: (read: Read, personId: string) => Promise<boolean>;
}

/**
 * A code of one's own is renewed by it. A converted one can be called for another place, to its end and no longer: to prolong it its
 * origin is heard first. @throws Refusal conversion-renewal-needed, code-transferred, no-decision-yet, invalid-input
 */
export async function applyForCode(
  deps: Deps & ApplyDeps,
  personId: string,
  scope: string,
  once: Once,
): Promise<schemas.Code> {
  const apply = async (tx: Tx) => {
    const earlier = await findCode(tx, personId);
    if (earlier?.basis !== 'conversion' && (await deps.hasRelocated(tx, personId)))
      throw new Refusal('code-transferred');
    if (earlier?.basis !== 'conversion')
      return describeCode(tx, personId, await issueCode(tx, deps, personId, scope, 'declaration'));
    if (earlier.validTo <= deps.clock.now()) throw new Refusal('conversion-renewal-needed');
    const moved = await issueCodes(tx, deps, [{ personId, scope, until: earlier.validTo }], 'conversion');
    return describeCode(tx, personId, moved.get(personId) as IssuedCode);
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
