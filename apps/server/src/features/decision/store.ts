import { canonicalJson, type Decision } from '@tongxing/rules';
import { sql, type RawBuilder } from 'kysely';
import type { Read, Tx } from '../../platform/db.ts';
import { sha256 } from '../../platform/ids.ts';
import { prepared } from '../../platform/prepared.ts';
import { insertRows, rowsOf } from '../../platform/rows.ts';
import type { Purpose } from '../policy/index.ts';
import type { JsonValue } from '../transparency/index.ts';
import type { DecisionInputs } from './inputs.ts';

/** A current decision without its reasons, which are much to read: of a thousand people, megabytes. */
export interface DecisionHead {
  readonly decisionId: string;
  readonly purpose: Purpose;
  readonly colour: Decision['colour'];
  readonly decidedAt: Date;
  /** Over what makes it this decision to the person: while that stays, no new one is made. */
  readonly substanceHash: Buffer;
  /** What moves on while the decision stays the same. */
  readonly course: Course;
}

export interface CurrentDecision extends DecisionHead {
  readonly outcome: Decision;
}

export interface Course {
  /** The next instant at which the decision may change by itself. */
  readonly dueAt: Date | null;
  /** Until when the colour holds even if no source ever answers again. */
  readonly standsUntil: Date;
  /** When the rules last came to it from what the sources say; while a source is silent, the instant before. */
  readonly confirmedAt: Date;
  /** The sources whose silence keeps the rules from an answer. */
  readonly waitsFor: readonly string[];
}

export async function currentDecision(read: Read, personId: string): Promise<CurrentDecision | undefined> {
  return (await currentDecisions(read, [personId])).get(personId);
}

/** The current decisions of those people who have one. */
export async function currentDecisions(
  read: Read,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, CurrentDecision>> {
  const rows = await currentRows<{ outcome: Decision }>(read, personIds, sql`, outcome`);
  return new Map(rows.map((row) => [row.personId, { ...headOf(row), outcome: row.outcome }]));
}

/** {@link currentDecisions} without the outcomes. */
export async function decisionHeads(
  read: Read,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, DecisionHead>> {
  const rows = await currentRows(read, personIds);
  return new Map(rows.map((row) => [row.personId, headOf(row)]));
}

interface HeadRow extends Omit<DecisionHead, 'course'>, Course {
  readonly personId: string;
}

async function currentRows<More = unknown>(
  read: Read,
  personIds: readonly string[],
  more: RawBuilder<unknown> = sql``,
): Promise<(HeadRow & More)[]> {
  // Decisions of earlier versions keep the instants of their course in the outcome alone.
  const { rows } = await sql<HeadRow & More>`${prepared}
    select decision.person_id as "personId", decision.decision_id as "decisionId", decision.purpose, decision.colour,
           decision.decided_at as "decidedAt", substance_hash as "substanceHash", due_at as "dueAt",
           coalesce(stands_until, (outcome ->> 'standsUntil')::timestamptz) as "standsUntil",
           coalesce(confirmed_at, (outcome ->> 'decidedAt')::timestamptz) as "confirmedAt", waits_for as "waitsFor" ${more}
      from current_decision join decision
        on decision.person_id = current_decision.person_id and decision.decision_id = current_decision.decision_id
     where current_decision.person_id = any(${[...personIds]}::uuid[])`.execute(read);
  return rows;
}

function headOf({ decisionId, purpose, colour, decidedAt, substanceHash, ...row }: HeadRow): DecisionHead {
  const { dueAt, standsUntil, confirmedAt, waitsFor } = row;
  const course = { dueAt, standsUntil, confirmedAt, waitsFor };
  return { decisionId, purpose, colour, decidedAt, substanceHash, course };
}

/** A decision about a person with its inputs, as it is stored. */
export interface Decided {
  readonly personId: string;
  readonly decision: CurrentDecision;
  readonly inputs: DecisionInputs;
  /** Canonical JSON (RFC 8785) in UTF-8: written once, since it is stored, hashed and committed to. */
  readonly outcomeBytes: Uint8Array;
  readonly committedBytes: Uint8Array;
  readonly commitmentId: string;
}

export async function storeDecisions(tx: Tx, decided: readonly Decided[]): Promise<void> {
  await insertRows(tx, 'decision', decided, {
    person_id: ['uuid', ({ personId }) => personId],
    decision_id: ['uuid', ({ decision }) => decision.decisionId],
    purpose: ['text', ({ decision }) => decision.purpose],
    pack_id: ['text', ({ decision }) => decision.outcome.packId],
    pack_version: ['text', ({ decision }) => decision.outcome.packVersion],
    colour: ['text', ({ decision }) => decision.outcome.colour],
    decided_at: ['timestamptz', ({ decision }) => decision.decidedAt],
    outcome: ['jsonb', ({ outcomeBytes }) => outcomeBytes],
    outcome_hash: ['bytea', ({ outcomeBytes }) => sha256(outcomeBytes)],
    substance_hash: ['bytea', ({ decision }) => decision.substanceHash],
    fact_ids: ['uuid[]', ({ inputs }) => inputs.factIds],
    publication_id: ['uuid', ({ inputs }) => inputs.reference?.publicationId ?? null],
    inputs: ['jsonb', ({ inputs: { factIds: _kept, ...others } }) => JSON.stringify(others)],
    commitment_id: ['uuid', ({ commitmentId }) => commitmentId],
  });
  await insertRows(
    tx,
    'current_decision',
    decided,
    {
      person_id: ['uuid', ({ personId }) => personId],
      decision_id: ['uuid', ({ decision }) => decision.decisionId],
      purpose: ['text', ({ decision }) => decision.purpose],
      colour: ['text', ({ decision }) => decision.outcome.colour],
      decided_at: ['timestamptz', ({ decision }) => decision.decidedAt],
      due_at: ['timestamptz', ({ decision }) => decision.course.dueAt],
      stands_until: ['timestamptz', ({ decision }) => decision.course.standsUntil],
      confirmed_at: ['timestamptz', ({ decision }) => decision.course.confirmedAt],
      waits_for: ['text[]', ({ decision }) => decision.course.waitsFor],
    },
    sql`on conflict (person_id) do update
        set decision_id = excluded.decision_id, purpose = excluded.purpose, colour = excluded.colour,
            decided_at = excluded.decided_at, due_at = excluded.due_at, stands_until = excluded.stands_until,
            confirmed_at = excluded.confirmed_at, waits_for = excluded.waits_for`,
  );
}

/** How it goes on with people whose decision is what it was. */
export async function storeCourses(
  tx: Tx,
  people: readonly { readonly personId: string; readonly course: Course }[],
): Promise<void> {
  if (people.length === 0) return;
  await sql`
    update current_decision
       set due_at = given.due_at, stands_until = given.stands_until, confirmed_at = given.confirmed_at,
           waits_for = given.waits_for::text[]
      from ${rowsOf(people, {
        person_id: ['uuid', ({ personId }) => personId],
        due_at: ['timestamptz', ({ course }) => course.dueAt],
        stands_until: ['timestamptz', ({ course }) => course.standsUntil],
        confirmed_at: ['timestamptz', ({ course }) => course.confirmedAt],
        waits_for: ['text[]', ({ course }) => course.waitsFor],
      })}
     where current_decision.person_id = given.person_id`.execute(tx);
}

/** What is committed to in the log: the decision as the person was told it, in canonical JSON as {@link committedDecision} gives it back. */
export function committed(decisionId: string, outcome: Decision): Pick<Decided, 'outcomeBytes' | 'committedBytes'> {
  const before = `{"decisionId":${canonicalJson(decisionId)},"outcome":`;
  const committedBytes = Buffer.from(`${before}${canonicalJson(outcome)}}`);
  return { outcomeBytes: committedBytes.subarray(Buffer.byteLength(before), -1), committedBytes };
}

/** What a decision committed to in the log, for its proof. */
export async function committedDecision(read: Read, personId: string, decisionId: string) {
  const row = await read
    .selectFrom('decision')
    .select(['commitment_id', 'outcome'])
    .where('person_id', '=', personId)
    .where('decision_id', '=', decisionId)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { commitmentId: row.commitment_id, value: { decisionId, outcome: row.outcome as JsonValue } };
}

/** Has everybody looked at anew at an instant, or those who were decided on for one purpose; who is due earlier stays so. */
export async function dueEverybody(read: Read, at: Date, purpose?: Purpose): Promise<void> {
  let everybody = read
    .updateTable('current_decision')
    .set((e) => ({ due_at: e.fn<Date>('least', ['due_at', e.val(at)]) }));
  if (purpose !== undefined) everybody = everybody.where('purpose', '=', purpose);
  await everybody.execute();
}
