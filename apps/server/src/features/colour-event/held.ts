import { sql } from 'kysely';
import type { Read } from '../../platform/db.ts';

/** A person of whom an origin tells. */
export interface HeldRow {
  readonly person_id: string;
  readonly origin: string;
  readonly subject: Buffer;
  readonly conversion_id: string;
  readonly consent_grade: string;
  readonly sequence: number;
  readonly started_at: Date;
  readonly until: Date;
  readonly ended_at: Date | null;
  readonly said_sealed: Buffer | null;
  readonly said_at: Date | null;
}

/** Whose names these are, and between this province and which other; in base64 of the name. */
export async function findSubjects(
  read: Read,
  subjects: readonly Buffer[],
): Promise<ReadonlyMap<string, { readonly personId: string; readonly origin: string }>> {
  const rows = await read
    .selectFrom('held_subject')
    .selectAll()
    .where('subject', '=', sql<Buffer>`any(${[...subjects]}::bytea[])`)
    .execute();
  return new Map(
    rows.map((row) => [row.subject.toString('base64url'), { personId: row.person_id, origin: row.origin }]),
  );
}

/** The subscriptions with one origin that still run, by person. */
export async function heldOf(
  read: Read,
  origin: string,
  personIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, HeldRow>> {
  const rows = await read
    .selectFrom('held_subscription')
    .selectAll()
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('origin', '=', origin)
    .where('ended_at', 'is', null)
    .where('until', '>', now)
    .execute();
  return new Map(rows.map((row) => [row.person_id, row]));
}

/** Until when an origin may be asked again about this person by a consent that it holds; undefined where only a new one lets it. */
export async function renewableBy(read: Read, personId: string, origin: string, now: Date): Promise<Date | undefined> {
  const row = await read
    .selectFrom('held_subscription')
    .select('renewable_until')
    .where('person_id', '=', personId)
    .where('origin', '=', origin)
    .where('ended_at', 'is', null)
    .where('renewable_until', '>', now)
    .executeTakeFirst();
  return row?.renewable_until ?? undefined;
}
