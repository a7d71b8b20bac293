import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Read } from '../../platform/db.ts';
import type { Claim, PopulationRegistry } from '../identity/index.ts';
import { reported, type NewFact } from './fact.ts';
import { recordReport } from './record-reports.ts';
import { reportsOf } from './source-report.ts';

type Deps = Pick<NodeContext, 'db' | 'clock'> & { readonly registry: PopulationRegistry };

/** People move: the registry is asked again after this long. */
const askAgainMs = 30 * 86_400_000;

/**
 * Is it time to ask the registry where a person lives? What it said when the person was verified is stored as its first report.
 */
export async function isResidenceDue(deps: Deps, personId: string): Promise<boolean> {
  const report = (await reportsOf(deps.db, [personId])).get(personId)?.get('population-registry');
  const saidAt = report?.receivedAt ?? (await recordFirstReport(deps, personId));
  return deps.clock.now().getTime() - saidAt.getTime() >= askAgainMs;
}

async function recordFirstReport(deps: Deps, personId: string): Promise<Date> {
  return transact(deps.db, async (tx) => {
    const person = await tx
      .selectFrom('person')
      .select(['verified_at', 'residence_division'])
      .where('person_id', '=', personId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const receivedAt = person.verified_at;
    const facts = residence(person.residence_division, receivedAt);
    await recordReport(tx, { personId, source: 'population-registry', receivedAt, facts });
    return receivedAt;
  });
}

/**
 * Undefined when the registry no longer knows the person by this name: what it said before stands until it grows old. Of who has no
 * resident number it knows nothing, and is not asked.
 */
export async function askResidence(deps: Deps, resident: Claim | undefined): Promise<NewFact[] | undefined> {
  if (resident === undefined) return residence(null, deps.clock.now());
  const { documentType, documentNumber, name } = resident;
  const said = await deps.registry.verify({ documentType, documentNumber, name });
  return said.match ? residence(said.residenceDivision, deps.clock.now()) : undefined;
}

/** Where people live, as the registry said last; null for who lives nowhere here. */
export async function residencesOf(
  read: Read,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await sql<{ person_id: string; division: string | null }>`
    select person.person_id, coalesce(said.division, person.residence_division) as division
      from person
      left join lateral (
             select data->>'division' as division from fact
              where fact.person_id = person.person_id and kind = 'residence' and superseded_by is null
              order by fact_id desc limit 1) as said on true
     where person.person_id = any(${[...personIds]}::uuid[])`.execute(read);
  return new Map(rows.map((row) => [row.person_id, row.division]));
}

function residence(division: string | null, at: Date): NewFact[] {
  const facts: NewFact[] = division === null ? [] : [{ kind: 'residence', observedAt: at, data: { division } }];
  return reported('population-registry', at, facts);
}
