import type { CauseCode, schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { insertRows, rowsOf } from '../../platform/rows.ts';
import { asking, finalStates, type State, takenUp, transitions } from './states.ts';

export async function findConversion(read: Read, personId: string, conversionId: string) {
  return read
    .selectFrom('conversion')
    .selectAll()
    .where('person_id', '=', personId)
    .where('conversion_id', '=', conversionId)
    .executeTakeFirst();
}

export type ConversionRow = NonNullable<Awaited<ReturnType<typeof findConversion>>>;

/** Where an application goes. */
export interface Step {
  readonly state: State;
  readonly cause: CauseCode | null;
  /** When something happens by itself; null when nothing does, or its instant is not known. */
  readonly dueAt: Date | null;
  /** Evidence of a consent that takes the place of the earlier. */
  readonly consentSealed?: Buffer;
  readonly attestation?: string;
  readonly decisionId?: string;
  readonly codeId?: string;
  /** How what it rests on was heard. */
  readonly grade?: schemas.OriginGrade;
}

export interface ApplicationKey {
  readonly personId: string;
  readonly conversionId: string;
}

/** A step that an application has taken, as others are told of it. */
export interface MovedApplication extends ApplicationKey {
  readonly state: State;
  readonly cause: CauseCode | null;
}

/** Told of every step of an application in the transaction that takes it. */
export type ApplicationsMoved = (tx: Tx, moved: readonly MovedApplication[]) => Promise<void>;

export interface StepDeps extends Pick<NodeContext, 'clock'> {
  readonly applicationsMoved: ApplicationsMoved;
}

/**
 * Takes applications in hand: those from one origin that are due, the longest due first, which from now on are being verified. They are
 * not due again before `until`, so that nobody else takes them up and none is lost with the process that did. Beside {@link takeSteps}
 * this alone moves an application; it stands in no history, since it says no more than that somebody has it in hand.
 */
export async function claimDue(
  tx: Tx,
  claim: { readonly origin: string; readonly now: Date; readonly until: Date; readonly most: number },
): Promise<ConversionRow[]> {
  // Without this, two that claim at once would look at the same rows, and one of them would go away with nothing.
  await sql`select pg_advisory_xact_lock(hashtext(${`conversion.claim:${claim.origin}`}))`.execute(tx);
  const { rows } = await sql<ConversionRow>`
    update conversion set state = 'verifying', due_at = ${claim.until}
      from (select person_id, conversion_id from conversion
             where due_at <= ${claim.now} and origin_division = ${claim.origin} and state = any(${[...takenUp]})
             order by due_at limit ${claim.most}) as due
     where conversion.person_id = due.person_id and conversion.conversion_id = due.conversion_id
       and state = any(${[...takenUp]}) and due_at <= ${claim.now}
    returning conversion.*`.execute(tx);
  return rows;
}

/** The one application that asks whether a silent origin answers again: the longest waiting for that, due or not. */
export async function claimProbe(tx: Tx, claim: { readonly origin: string; readonly until: Date }) {
  await sql`select pg_advisory_xact_lock(hashtext(${`conversion.claim:${claim.origin}`}))`.execute(tx);
  const { rows } = await sql<ConversionRow>`
    update conversion set state = 'verifying', due_at = ${claim.until}
      from (select person_id, conversion_id from conversion
             where due_at is not null and origin_division = ${claim.origin} and state = any(${[...asking]})
             order by submitted_at limit 1) as first
     where conversion.person_id = first.person_id and conversion.conversion_id = first.conversion_id
    returning conversion.*`.execute(tx);
  return rows;
}

/** Lets go of applications that were claimed until then, as far as nobody has moved or claimed them meanwhile. */
export async function giveBack(
  tx: Tx,
  applications: readonly (ApplicationKey & { readonly dueAt: Date })[],
  until: Date,
): Promise<void> {
  await sql`
    update conversion set due_at = given.due_at
      from ${rowsOf(applications, { ...keyColumns, due_at: ['timestamptz', ({ dueAt }) => dueAt] })}
     where conversion.person_id = given.person_id and conversion.conversion_id = given.conversion_id
       and conversion.state = 'verifying' and conversion.due_at = ${until}`.execute(tx);
}

/** The origin answers again: all that waited for it are due, in the order in which they came. */
export async function bringForward(tx: Tx, origin: string, now: Date): Promise<void> {
  await sql`
    update conversion set due_at = submitted_at
     where due_at > ${now} and origin_division = ${origin} and state = 'waiting-for-origin'
       and cause in ('origin-unreachable', 'origin-busy', 'national-unreachable')`.execute(tx);
}

/** Which of these applications are still being verified; they stay so until the transaction ends, since nobody else can move them. */
export async function lockVerifying(tx: Tx, keys: readonly ApplicationKey[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ conversion_id: string }>`
    select conversion_id from conversion
      join ${rowsOf(keys, keyColumns)} using (person_id, conversion_id)
     where state = 'verifying'
     order by person_id, conversion_id for update of conversion`.execute(tx);
  return new Set(rows.map((row) => row.conversion_id));
}

/**
 * Moves applications on and keeps each step in its history. A step that the table of states does not have is not taken, so that what was
 * withdrawn, decided or sent to a reviewer meanwhile stays as it is. Answers the applications that were moved.
 */
export async function takeSteps(
  tx: Tx,
  deps: StepDeps,
  steps: readonly (ApplicationKey & Step)[],
): Promise<ReadonlySet<string>> {
  if (steps.length === 0) return new Set();
  const now = deps.clock.now();
  const { rows } = await sql<{ conversion_id: string }>`
    update conversion
       set state = given.state, cause = given.cause, due_at = given.due_at, updated_at = ${now},
           attempts = case when given.state = 'submitted' then 0 else attempts + 1 end,
           -- What opened the origin's answer has done its work once nothing is asked any more.
           consent_sealed = case when given.state = any(${[...finalStates]}) then null
                                 else coalesce(given.consent_sealed, conversion.consent_sealed) end,
           attestation = coalesce(given.attestation, conversion.attestation),
           decision_id = coalesce(given.decision_id, conversion.decision_id),
           code_id = coalesce(given.code_id, conversion.code_id),
           grade = coalesce(given.grade, conversion.grade)
      from ${rowsOf(steps, {
        ...keyColumns,
        state: ['text', (step) => step.state],
        cause: ['text', (step) => step.cause],
        due_at: ['timestamptz', (step) => step.dueAt],
        consent_sealed: ['bytea', (step) => step.consentSealed ?? null],
        attestation: ['text', (step) => step.attestation ?? null],
        decision_id: ['uuid', (step) => step.decisionId ?? null],
        code_id: ['uuid', (step) => step.codeId ?? null],
        grade: ['text', (step) => step.grade ?? null],
      })}
     where conversion.person_id = given.person_id and conversion.conversion_id = given.conversion_id
       and (conversion.state, given.state) in (select * from unnest(${allowed.from}::text[], ${allowed.to}::text[]))
    returning conversion.conversion_id`.execute(tx);
  const taken = new Set(rows.map((row) => row.conversion_id));
  await recordMoves(
    tx,
    deps,
    steps
      .filter(({ conversionId }) => taken.has(conversionId))
      .map(({ personId, conversionId, state, cause }) => ({ personId, conversionId, state, cause })),
  );
  return taken;
}

/** Keeps steps in the histories of their applications and tells whoever wants to know. */
export async function recordMoves(tx: Tx, deps: StepDeps, moved: readonly MovedApplication[]): Promise<void> {
  const now = deps.clock.now();
  await insertRows(tx, 'conversion_event', moved, {
    ...keyColumns,
    event_id: ['uuid', () => newId(now)],
    state: ['text', (move) => move.state],
    cause: ['text', (move) => move.cause],
    happened_at: ['timestamptz', () => now],
  });
  if (moved.length > 0) await deps.applicationsMoved(tx, moved);
}

const keyColumns = {
  person_id: ['uuid', (key: ApplicationKey) => key.personId],
  conversion_id: ['uuid', (key: ApplicationKey) => key.conversionId],
} as const;

const allowed = { from: transitions.map(({ from }) => from), to: transitions.map(({ to }) => to) };
