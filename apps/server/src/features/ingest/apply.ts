import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { coversDivision } from '../../province.ts';
import { redecide } from '../decision/index.ts';
import { recordStatements } from '../facts/index.ts';
import { casesAmong, isDischarge } from './discharge.ts';
import { lockPeople, ownersOf } from '../identity/index.ts';
import { dropPending, keepPending } from './pending.ts';
import { contentOf, type StatementRow } from './statement.ts';

export type Counts = Omit<schemas.UploadCounts, 'refused'>;
export type Outcome = keyof Counts;

export interface Applied {
  readonly counts: Counts;
  /** Documents of whom nobody is registered here: somebody may be registering in this moment. */
  readonly waiting: readonly Buffer[];
}

export const noCounts: Counts = { new: 0, corrected: 0, unchanged: 0, outdated: 0, withdrawn: 0, waiting: 0, held: 0 };

export type ApplyDeps = Pick<NodeContext, 'seal' | 'clock' | 'province'>;
type Deps = ApplyDeps;

/**
 * Stores what rows say. Each statement is taken once: said again, in this file or another, it changes nothing, and what was replaced does
 * not come back with an old file. What is said of nobody known, or of somebody who lives elsewhere, waits sealed: the sender is not told
 * which of the two.
 */
export async function applyStatements(tx: Tx, deps: Deps, rows: readonly StatementRow[]): Promise<Applied> {
  const counts = { ...noCounts };
  const owners = await ownersOf(
    tx,
    rows.map(({ documentIndex }) => documentIndex),
  );
  const residences = await residencesOf(tx, rows, owners);
  const cases = await casesAmong(tx, rows, owners);
  const known: (StatementRow & { personId: string })[] = [];
  const waiting: StatementRow[] = [];
  for (const row of rows) {
    const personId = owners.get(row.documentIndex.toString('hex'));
    const isHere = personId !== undefined && livesIn(deps, row.division, residences.get(personId));
    if (isHere && (!isDischarge(row) || cases.has(personId))) known.push({ ...row, personId });
    else waiting.push(row);
  }
  counts.waiting = waiting.length;
  await keepPending(tx, deps, waiting);
  await applyKnown(tx, deps, known, counts);
  await dropPending(tx, known);
  return { counts, waiting: waiting.map(({ documentIndex }) => documentIndex) };
}

type Known = StatementRow & { readonly personId: string };

interface Version {
  readonly content: string;
  readonly saidAt: Date;
  readonly stands: boolean;
}

async function applyKnown(tx: Tx, deps: Deps, rows: readonly Known[], counts: Counts): Promise<void> {
  if (rows.length === 0) return;
  const personIds = [...new Set(rows.map(({ personId }) => personId))];
  await lockPeople(tx, personIds);
  const versions = await versionsOf(tx, personIds);
  const changed = new Map<string, Known>();
  for (const row of rows) {
    const place = placeOf(row);
    const before = versions.get(place) ?? [];
    const outcome = judge(row, before);
    (counts as Record<Outcome, number>)[outcome] += 1;
    if (outcome === 'unchanged' || outcome === 'outdated') continue;
    changed.set(place, row);
    const after = row.data === null ? [] : [{ content: contentOf(row), saidAt: row.saidAt, stands: true }];
    versions.set(place, [...before.map((version) => ({ ...version, stands: false })), ...after]);
  }
  const receivedAt = deps.clock.now();
  const toDecide = await recordStatements(
    tx,
    [...changed.values()].map(({ personId, source, key, kind, saidAt, data }) => ({
      personId,
      source,
      within: 'upload',
      key,
      receivedAt,
      fact: data === null ? null : { kind, observedAt: saidAt, data },
    })),
  );
  await redecide(tx, toDecide);
}

function judge(row: Known, before: readonly Version[]): Exclude<Outcome, 'waiting' | 'held'> {
  const standing = before.find(({ stands }) => stands);
  if (row.data === null) return standing === undefined ? 'unchanged' : 'withdrawn';
  const content = contentOf(row);
  if (standing?.content === content) return 'unchanged';
  if (before.some((version) => version.content === content)) return 'outdated';
  if (standing !== undefined && standing.saidAt > row.saidAt) return 'outdated';
  return before.length === 0 ? 'new' : 'corrected';
}

/** Everything uploaded about these people, also what was replaced. */
async function versionsOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, Version[]>> {
  const facts = await tx
    .selectFrom('fact')
    .select(['person_id', 'source', 'key', 'kind', 'observed_at', 'data', 'superseded_by'])
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('within', '=', 'upload')
    .execute();
  const versions = new Map<string, Version[]>();
  for (const row of facts) {
    const place = placeOf({ personId: row.person_id, source: row.source, key: row.key });
    const content = contentOf({
      kind: row.kind as StatementRow['kind'],
      saidAt: row.observed_at,
      data: row.data as StatementRow['data'],
    });
    const version = { content, saidAt: row.observed_at, stands: row.superseded_by === null };
    versions.set(place, [...(versions.get(place) ?? []), version]);
  }
  return versions;
}

const placeOf = ({ personId, source, key }: { personId: string; source: string; key: string }) =>
  `${personId} ${source} ${key}`;

/** Only where some row asks for it. */
async function residencesOf(
  tx: Tx,
  rows: readonly StatementRow[],
  owners: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string | null>> {
  const asked = rows.filter(({ division }) => division !== null);
  const personIds = asked.flatMap(({ documentIndex }) => owners.get(documentIndex.toString('hex')) ?? []);
  if (personIds.length === 0) return new Map();
  const found = await tx
    .selectFrom('person')
    .select(['person_id', 'residence_division'])
    .where('person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .execute();
  return new Map(found.map((row) => [row.person_id, row.residence_division]));
}

/** Whoever lives elsewhere, or nobody knows where, belongs to the province as a whole. */
function livesIn(
  { province }: Pick<Deps, 'province'>,
  division: string | null,
  residence: string | null | undefined,
): boolean {
  if (division === null) return true;
  const isHere = residence !== null && residence !== undefined && coversDivision(province.division, residence);
  return coversDivision(division, isHere ? residence : province.division);
}
