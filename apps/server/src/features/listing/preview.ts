import { listChecks, unseenByChecks, type ListCheck, type schemas } from '@tongxing/contract';
import { canonicalJson } from '@tongxing/rules';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import { transact, type Read, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { sha256 } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { rowsOf } from '../../platform/rows.ts';
import { coloursWith, type OutlookDeps } from '../decision/index.ts';
import { lookAt, type Looked } from './doubts.ts';
import { draftFact } from './fact.ts';
import { needsProvince } from './limits.ts';
import { entriesInBatches, type ListedEntry } from './read-entries.ts';
import { requireDraft, requireList, type StoredList } from './stored-list.ts';

export type PreviewDeps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'> & OutlookDeps;

type Change = schemas.ListPreview['changes'][number];

/** What is counted on the way through a list. */
interface Counted {
  readonly people: Set<string>;
  readonly changes: Map<string, Change>;
  readonly homes: Map<string | null, number>;
  readonly checks: Record<ListCheck, number>;
}

/**
 * Looks at what a draft would do if it took effect now, and keeps that: it is what the second person reads and agrees to. Nothing else
 * is stored, and nobody is told.
 * @throws Refusal not-found, list-not-a-draft
 */
export function makePreview(deps: PreviewDeps, staff: StaffPrincipal, listId: string): Promise<schemas.ListPreview> {
  return transact(deps.db, async (tx) => {
    const list = await requireDraft(tx, staff, listId);
    const counted = await countAll(tx, deps, list);
    const body = await describe(tx, deps, list, counted);
    const preview = { ...body, hash: hashOf(body) };
    await tx
      .updateTable('colour_list')
      .set({
        preview: JSON.stringify(preview),
        preview_hash: Buffer.from(preview.hash, 'base64url'),
        preview_revision: list.revision,
      })
      .where('list_id', '=', listId)
      .execute();
    await noteRead(tx, deps, staff, listId, preview.hash);
    return preview;
  });
}

/** The preview as it was made; that somebody has read it is written down. @throws Refusal not-found, list-preview-needed */
export function readPreview(deps: PreviewDeps, staff: StaffPrincipal, listId: string): Promise<schemas.ListPreview> {
  return transact(deps.db, async (tx) => {
    const { preview, revision, preview_revision: of } = await requireList(tx, staff, listId);
    if (preview === null || of !== revision) throw new Refusal('list-preview-needed');
    await noteRead(tx, deps, staff, listId, preview.hash);
    return preview;
  });
}

async function noteRead(
  tx: Tx,
  { clock }: Pick<NodeContext, 'clock'>,
  { staffId }: StaffPrincipal,
  listId: string,
  hash: string,
): Promise<void> {
  await tx
    .insertInto('list_preview_read')
    .values({
      list_id: listId,
      staff_id: staffId,
      preview_hash: Buffer.from(hash, 'base64url'),
      read_at: clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function countAll(tx: Tx, deps: PreviewDeps, list: StoredList): Promise<Counted> {
  const checks = Object.fromEntries(Object.keys(listChecks).map((check) => [check, 0])) as Record<ListCheck, number>;
  const counted: Counted = { people: new Set(), changes: new Map(), homes: new Map(), checks };
  for await (const entries of entriesInBatches(tx, deps, list.list_id, ['waiting'])) {
    const fresh = entries.filter(({ personId }) => personId === undefined || !counted.people.has(personId));
    const looked = await lookAt(tx, deps, list, fresh);
    const unknown = fresh.filter(({ personId }) => personId === undefined).length;
    checks.unknown += unknown;
    checks.duplicates += entries.length - unknown - looked.length;
    checks['documents-elsewhere'] += entries.filter(
      ({ registeredIn }) => registeredIn !== null && registeredIn !== deps.province.division,
    ).length;
    for (const each of looked) countOne(counted, each);
    await countChanges(tx, deps, list, looked, counted);
    await keepPeople(tx, list.list_id, entries);
  }
  return counted;
}

/** Who was known when the consequences were counted: whoever registers later is looked at then. */
async function keepPeople(tx: Tx, listId: string, entries: readonly ListedEntry[]): Promise<void> {
  const known = entries.filter(({ personId }) => personId !== undefined);
  await sql`
    update list_entry set person_id = given.person_id
      from ${rowsOf(known, { subject_index: ['bytea', (entry) => entry.subjectIndex], person_id: ['uuid', (entry) => entry.personId] })}
     where list_id = ${listId} and list_entry.subject_index = given.subject_index`.execute(tx);
}

function countOne({ people, homes, checks }: Counted, { personId, home, outside, link }: Looked): void {
  people.add(personId);
  homes.set(home, (homes.get(home) ?? 0) + 1);
  if (outside) checks['outside-division'] += 1;
  if (link === 'none') checks['without-link'] += 1;
  if (link === 'unknown') checks['without-itinerary'] += 1;
}

async function countChanges(
  read: Read,
  deps: PreviewDeps,
  list: StoredList,
  looked: readonly Looked[],
  { changes, checks }: Counted,
): Promise<void> {
  const now = deps.clock.now();
  const drafts = new Map(
    looked.map(({ personId, entry }) => [personId, [draftFact(list, entry.details, now)]] as const),
  );
  for (const { from, to } of (await coloursWith(read, deps, drafts)).values()) {
    const key = `${from} ${to}`;
    changes.set(key, { from, to, count: (changes.get(key)?.count ?? 0) + 1 });
    if (from !== to && (to === 'yellow' || to === 'red') && from !== 'red') checks['turning-worse'] += 1;
  }
}

async function describe(
  read: Read,
  deps: PreviewDeps,
  list: StoredList,
  { people, changes, homes, checks }: Counted,
): Promise<Omit<schemas.ListPreview, 'hash'>> {
  const stops: schemas.ListPreview['stops'] = [];
  if (list.entries === 0) stops.push('nobody');
  if (checks['outside-division'] > 0) stops.push('outside-division');
  if (isWithoutLink(deps, people.size - checks['without-itinerary'], checks['without-link']))
    stops.push('without-link');
  return {
    listId: list.list_id,
    content: await contentOf(read, list.list_id),
    madeAt: toEdge(deps.clock.now()),
    division: list.division,
    subject: list.subject,
    ground: list.ground,
    documentNumber: list.document_number,
    endsAt: toEdge(list.ends_at),
    entries: list.entries,
    known: people.size,
    changes: [...changes.values()].toSorted((a, b) => b.count - a.count),
    divisions: [...homes].map(([division, count]) => ({ division, count })).toSorted((a, b) => b.count - a.count),
    checks: (Object.keys(listChecks) as ListCheck[]).map((check) => {
      const { zh, en } = listChecks[check];
      return { check, count: checks[check], text: { zh, en } };
    }),
    unseen: unseenByChecks,
    stops,
    provinceNeeded: await needsProvince(read, deps, list),
  };
}

/** Are more than the province allows of those whose itinerary is known nowhere near? */
export function isWithoutLink({ province }: Pick<NodeContext, 'province'>, compared: number, without: number): boolean {
  return without * 100 > compared * province.listing.withoutLinkPercent;
}

function hashOf(body: Omit<schemas.ListPreview, 'hash'>): string {
  return sha256(canonicalJson(body)).toString('base64url');
}

/** SHA-256 over who is on a list: whatever is added, left out or exchanged makes another. base64url */
export async function contentOf(read: Read, listId: string): Promise<string> {
  const { rows } = await sql<{ content: Buffer | null }>`
    select sha256(string_agg(subject_index || uuid_send(entry_id), ''::bytea order by subject_index)) as content
      from list_entry where list_id = ${listId}`.execute(read);
  return (rows[0]?.content ?? sha256('')).toString('base64url');
}
