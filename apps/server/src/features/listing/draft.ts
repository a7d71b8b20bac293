import { listKinds, type ListKind, type schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import { requireDivision } from '../../division-scope.ts';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { insertRows } from '../../platform/rows.ts';
import { coversDivision } from '../../province.ts';
import { requireGround } from '../approval/index.ts';
import { requireDivisions } from '../division/index.ts';
import { readEntries, requirePast } from './entry.ts';
import { requireDraft } from './stored-list.ts';

export type DraftDeps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province' | 'divisions'>;

/** Of these the end may lie ahead: an order lasts. */
const endsAhead: ReadonlySet<ListKind> = new Set(['isolations', 'cases']);

/** More are several lists. */
const mostEntries = 100_000;

/**
 * Takes a list in as a draft, with or without people: nobody is coloured, and nobody is told.
 * @throws Refusal division-unknown, not-permitted, approval-invalid, invalid-input for periods that do not lie behind us and for places
 *   outside the list's division
 */
export function createList(
  deps: DraftDeps,
  staff: StaffPrincipal,
  { division, subject, approval, entries }: schemas.ColourListDraft,
): Promise<schemas.EntriesTaken> {
  const now = deps.clock.now();
  requirePlaces(deps, division, subject);
  requireDivision(staff, division);
  requireGroundFor(deps, subject.kind, approval);
  return transact(deps.db, async (tx) => {
    const listId = newId(now);
    await tx
      .insertInto('colour_list')
      .values({
        list_id: listId,
        kind: subject.kind,
        division,
        subject: JSON.stringify(subject),
        ground: approval.ground,
        document_number: approval.documentNumber,
        ends_at: new Date(approval.endsAt),
        state: 'draft',
        drafted_by: staff.staffId,
        drafted_at: now,
        entries: 0,
        revision: 0,
      })
      .execute();
    return addEntries(tx, deps, { listId, kind: subject.kind }, entries);
  });
}

/** @throws Refusal as {@link addToDraft} */
export function addToList(
  deps: DraftDeps,
  staff: StaffPrincipal,
  listId: string,
  entries: readonly schemas.ListEntry[],
): Promise<schemas.EntriesTaken> {
  return transact(deps.db, (tx) => addToDraft(tx, deps, staff, { listId, entries }));
}

/**
 * Adds people to a draft in the caller's transaction, from a request or from a batch of a table's rows: good rows are kept, and of each
 * bad one its place among those given is answered. Whoever is on the list already is counted as a duplicate, so that a table may come twice.
 * @throws Refusal not-found also for a list of another division, list-not-a-draft, too-large, invalid-input for periods that do not lie
 *   behind us
 */
export async function addToDraft(
  tx: Tx,
  deps: Pick<DraftDeps, 'clock' | 'seal'>,
  staff: StaffPrincipal,
  { listId, entries }: { readonly listId: string; readonly entries: readonly schemas.ListEntry[] },
): Promise<schemas.EntriesTaken> {
  const { subject } = await requireDraft(tx, staff, listId);
  return addEntries(tx, deps, { listId, kind: subject.kind }, entries);
}

/** The places of a case lie in the list's division, each a county or a street: wider, and everybody would fit. */
function requirePlaces(deps: DraftDeps, division: string, subject: schemas.ListSubject): void {
  const now = deps.clock.now();
  const places = subject.kind === 'contacts' ? subject.places : [];
  requirePast(now, '/body/subject/places', places, ['from', 'to']);
  requireDivisions(deps.divisions, [
    { path: '/body/division', code: division, from: now },
    ...(subject.kind === 'arrivals' ? [{ path: '/body/subject/arrivedIn', code: subject.arrivedIn, from: now }] : []),
    ...places.map(({ division: code, from }, at) => ({
      path: `/body/subject/places/${at}/division`,
      code,
      from: new Date(from),
    })),
  ]);
  const errors = places.flatMap(({ division: place }, at) =>
    coversDivision(division, place) && !/^\d{4}00$/.test(place)
      ? []
      : [{ path: `/body/subject/places/${at}/division`, rule: 'a county or street inside the division of the list' }],
  );
  if (subject.kind === 'arrivals' && !coversDivision(division, subject.arrivedIn)) {
    errors.push({ path: '/body/subject/arrivedIn', rule: 'inside the division of the list' });
  }
  if (errors.length > 0) throw new Refusal('invalid-input', { errors });
}

function requireGroundFor(
  { clock, province }: DraftDeps,
  kind: schemas.ListSubject['kind'],
  approval: schemas.ApprovalGround,
): void {
  requireGround({ name: 'colour-list', maximumDays: province.listing.maximumDays }, clock.now(), approval);
  const grounds: readonly string[] = listKinds[kind].grounds;
  if (grounds.includes(approval.ground)) return;
  throw new Refusal('approval-invalid', { errors: [{ path: '/ground', rule: `one of ${grounds.join(', ')}` }] });
}

/** Puts people on a draft that the caller has looked at. @throws Refusal too-large, invalid-input */
export async function addEntries(
  tx: Tx,
  deps: Pick<DraftDeps, 'clock' | 'seal'>,
  { listId, kind }: { readonly listId: string; readonly kind: ListKind },
  sent: readonly schemas.ListEntry[],
): Promise<schemas.EntriesTaken> {
  const now = deps.clock.now();
  requirePast(now, '/body/entries', sent, ['since', 'until'], endsAhead.has(kind));
  const { good, rejected } = readEntries(deps, sent);
  const distinct = [...new Map(good.map((entry) => [entry.subjectIndex.toString('hex'), entry])).values()];
  const added = await insertRows<(typeof distinct)[number], { subject_index: Buffer }>(
    tx,
    'list_entry',
    distinct,
    {
      list_id: ['uuid', () => listId],
      subject_index: ['bytea', ({ subjectIndex }) => subjectIndex],
      entry_id: ['uuid', () => newId(now)],
      registered_in: ['text', ({ registeredIn }) => registeredIn],
      details_sealed: ['bytea', ({ details }) => deps.seal.seal('list-entry', JSON.stringify(details))],
      state: ['text', () => 'waiting'],
    },
    sql`on conflict (list_id, subject_index) do nothing returning subject_index`,
  );
  await insertRows(tx, 'listed_subject', added, {
    subject_index: ['bytea', (row) => row.subject_index],
    list_id: ['uuid', () => listId],
  });
  const { entries } = await changeEntries(tx, listId, added.length);
  if (entries > mostEntries) throw new Refusal('too-large', { detail: `a list has at most ${mostEntries} people` });
  return { listId, entries, duplicates: good.length - added.length, rejected };
}

/** Counts who is on the list anew; every preview of before is of another list. */
export function changeEntries(tx: Tx, listId: string, by: number): Promise<{ entries: number }> {
  return tx
    .updateTable('colour_list')
    .set((e) => ({ entries: e('entries', '+', by), revision: e('revision', '+', 1) }))
    .where('list_id', '=', listId)
    .returning('entries')
    .executeTakeFirstOrThrow();
}
