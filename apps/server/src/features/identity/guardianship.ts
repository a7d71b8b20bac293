import type { NodeContext } from '../../node-context.ts';
import { transact, type Db, type Read, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';

export type Relation = 'child' | 'adult';

export interface Guardianship {
  readonly guardianshipId: string;
  readonly guardianId: string;
  readonly dependantId: string;
  readonly relation: Relation;
}

/** What else ends with a guardianship: the guardian's phone must not show the dependant's code any longer. */
export interface EndingDeps extends Pick<NodeContext, 'db' | 'clock'> {
  readonly guardianshipEnded: (tx: Tx, ended: { personId: string; guardianId: string }) => Promise<void>;
}

/** The guardianships of a person that are in force, the longest first. Two questions: guardians lie elsewhere in a cluster. */
export async function standingGuardians(read: Read, personId: string, now: Date) {
  const pointers = await read
    .selectFrom('guardian_of')
    .select(['guardian_id', 'guardianship_id'])
    .where('person_id', '=', personId)
    .execute();
  if (pointers.length === 0) return [];
  return read
    .selectFrom('guardianship')
    .select(['guardianship_id', 'person_id as guardian_id', 'since', 'due_at'])
    .where(
      'person_id',
      'in',
      pointers.map((row) => row.guardian_id),
    )
    .where(
      'guardianship_id',
      'in',
      pointers.map((row) => row.guardianship_id),
    )
    .where('ended_at', 'is', null)
    .where((e) => e.or([e('due_at', 'is', null), e('due_at', '>', now)]))
    .orderBy('since')
    .execute();
}

/** The persons who may act for a person now, for telling them what concerns her. */
export async function guardiansOf(read: Read, personId: string, now: Date): Promise<readonly string[]> {
  return (await standingGuardians(read, personId, now)).map((row) => row.guardian_id);
}

/** A guardianship by the guardian's own handle, while it is in force; another's handle is nobody's. */
export async function findGuardianship(
  read: Read,
  guardianId: string,
  guardianshipId: string,
  now: Date,
): Promise<Guardianship | undefined> {
  const row = await read
    .selectFrom('guardianship')
    .select(['dependant_id', 'relation'])
    .where('person_id', '=', guardianId)
    .where('guardianship_id', '=', guardianshipId)
    .where('ended_at', 'is', null)
    .where((e) => e.or([e('due_at', 'is', null), e('due_at', '>', now)]))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { guardianshipId, guardianId, dependantId: row.dependant_id, relation: row.relation as Relation };
}

/**
 * Ends a guardianship by its guardian or by the dependant, or takes back a request nobody has agreed to.
 * @throws Refusal not-found
 */
export async function endGuardianship(deps: EndingDeps, personId: string, guardianshipId: string): Promise<void> {
  await transact(deps.db, async (tx) => {
    if (await deleteRequest(tx, personId, guardianshipId)) return;
    const mine = await tx
      .selectFrom('guardian_of')
      .select('guardian_id')
      .where('person_id', '=', personId)
      .where('guardianship_id', '=', guardianshipId)
      .executeTakeFirst();
    const guardianId = mine?.guardian_id ?? personId;
    const endedBy = mine === undefined ? 'guardian' : 'dependant';
    if (!(await end(tx, deps, { guardianId, guardianshipId, endedBy }))) throw new Refusal('not-found');
  });
}

/** Forgets an adult who has not agreed. False when there is no such request. */
export async function deleteRequest(db: Db | Tx, guardianId: string, guardianshipId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('guardianship_request')
    .where('person_id', '=', guardianId)
    .where('guardianship_id', '=', guardianshipId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Ends what is due: the dependant has come of age. */
export async function endDue(deps: EndingDeps, now: Date): Promise<void> {
  const due = await deps.db
    .selectFrom('guardianship')
    .select(['person_id', 'guardianship_id'])
    .where('due_at', '<=', now)
    .where('ended_at', 'is', null)
    .limit(500)
    .execute();
  for (const { person_id: guardianId, guardianship_id: guardianshipId } of due) {
    await transact(deps.db, (tx) => end(tx, deps, { guardianId, guardianshipId, endedBy: 'age' }));
  }
}

async function end(
  tx: Tx,
  deps: Omit<EndingDeps, 'db'>,
  ending: { guardianId: string; guardianshipId: string; endedBy: 'guardian' | 'dependant' | 'age' },
): Promise<boolean> {
  const ended = await tx
    .updateTable('guardianship')
    .set({ ended_at: deps.clock.now(), ended_by: ending.endedBy })
    .where('person_id', '=', ending.guardianId)
    .where('guardianship_id', '=', ending.guardianshipId)
    .where('ended_at', 'is', null)
    .returning('dependant_id')
    .executeTakeFirst();
  if (ended === undefined) return false;
  await deps.guardianshipEnded(tx, { personId: ended.dependant_id, guardianId: ending.guardianId });
  return true;
}

/** Ends all that a person acts for others or they for her, as she closes her account. @returns who has to be told of each */
export async function endGuardianships(
  tx: Tx,
  deps: Omit<EndingDeps, 'db'>,
  personId: string,
): Promise<{ readonly other: string; readonly guardianshipId: string }[]> {
  const mine = await tx
    .selectFrom('guardianship')
    .select(['guardianship_id', 'dependant_id'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute();
  const pointers = await tx
    .selectFrom('guardian_of')
    .select(['guardianship_id', 'guardian_id'])
    .where('person_id', '=', personId)
    .execute();
  const told: { other: string; guardianshipId: string }[] = [];
  for (const { guardianship_id: guardianshipId, dependant_id: other } of mine) {
    if (await end(tx, deps, { guardianId: personId, guardianshipId, endedBy: 'guardian' }))
      told.push({ other, guardianshipId });
  }
  for (const { guardianship_id: guardianshipId, guardian_id: guardianId } of pointers) {
    if (await end(tx, deps, { guardianId, guardianshipId, endedBy: 'dependant' }))
      told.push({ other: guardianId, guardianshipId });
  }
  return told;
}

/** Begins a guardianship, or answers the one that stands between the two already. */
export async function beginGuardianship(
  tx: Tx,
  now: Date,
  begun: Guardianship & { readonly ground: string; readonly dueAt: Date | null },
): Promise<string> {
  const standing = await tx
    .selectFrom('guardianship')
    .select('guardianship_id')
    .where('person_id', '=', begun.guardianId)
    .where('dependant_id', '=', begun.dependantId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (standing !== undefined) return standing.guardianship_id;
  await tx
    .insertInto('guardianship')
    .values({
      person_id: begun.guardianId,
      guardianship_id: begun.guardianshipId,
      dependant_id: begun.dependantId,
      relation: begun.relation,
      ground: begun.ground,
      since: now,
      due_at: begun.dueAt,
    })
    .execute();
  await tx
    .insertInto('guardian_of')
    .values({
      person_id: begun.dependantId,
      guardianship_id: begun.guardianshipId,
      guardian_id: begun.guardianId,
    })
    .execute();
  return begun.guardianshipId;
}

/**
 * Room for one more, counting open requests. The guardian's row is locked, so that two calls at once do not both find the last place.
 * @throws Refusal too-many-dependants
 */
export async function requireRoom(tx: Tx, guardianId: string, now: Date, limit: number): Promise<void> {
  await tx.selectFrom('person').select('person_id').where('person_id', '=', guardianId).forUpdate().execute();
  const { acting } = await tx
    .selectFrom('guardianship')
    .select((e) => e.fn.countAll<number>().as('acting'))
    .where('person_id', '=', guardianId)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  const { asked } = await tx
    .selectFrom('guardianship_request')
    .select((e) => e.fn.countAll<number>().as('asked'))
    .where('person_id', '=', guardianId)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  if (acting + asked >= limit) throw new Refusal('too-many-dependants');
}
