import { causes, type CauseCode, type schemas } from '@tongxing/contract';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';

export type State = schemas.ConversionState;

/** States in which something still happens by itself. */
export const openStates: readonly State[] = ['submitted', 'waiting-for-origin'];

export async function findConversion(read: Read, personId: string, conversionId: string) {
  return read
    .selectFrom('conversion')
    .selectAll()
    .where('person_id', '=', personId)
    .where('conversion_id', '=', conversionId)
    .executeTakeFirst();
}

export type ConversionRow = NonNullable<Awaited<ReturnType<typeof findConversion>>>;

export interface Step {
  readonly state: State;
  readonly cause: CauseCode | null;
  /** When the node tries again by itself; null when nothing more happens by itself. */
  readonly dueAt: Date | null;
  readonly attestation?: string;
  readonly decisionId?: string;
  readonly codeId?: string;
}

/** Moves an application on, if it is still open, and keeps the step in its history. False when it had been closed meanwhile. */
export async function takeStep(
  tx: Tx,
  now: Date,
  { personId, conversionId }: { personId: string; conversionId: string },
  step: Step,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('conversion')
    .set((e) => ({
      state: step.state,
      cause: step.cause,
      due_at: step.dueAt,
      // What opened the origin's answer has done its work once nothing is asked any more.
      ...(step.dueAt === null ? { consent_sealed: null } : {}),
      updated_at: now,
      attempts: e('attempts', '+', 1),
      ...(step.attestation === undefined ? {} : { attestation: step.attestation }),
      ...(step.decisionId === undefined ? {} : { decision_id: step.decisionId }),
      ...(step.codeId === undefined ? {} : { code_id: step.codeId }),
    }))
    .where('person_id', '=', personId)
    .where('conversion_id', '=', conversionId)
    .where('state', 'in', [...openStates])
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await recordEvent(tx, now, { personId, conversionId }, step.state, step.cause);
  return true;
}

export async function recordEvent(
  tx: Tx,
  now: Date,
  { personId, conversionId }: { personId: string; conversionId: string },
  state: State,
  cause: CauseCode | null,
): Promise<void> {
  await tx
    .insertInto('conversion_event')
    .values({
      person_id: personId,
      conversion_id: conversionId,
      event_id: newId(now),
      state,
      cause,
      happened_at: now,
    })
    .execute();
}

export function describeConversion(row: ConversionRow, colour: schemas.Colour | null): schemas.Conversion {
  const cause = row.cause === null ? undefined : causes[row.cause as CauseCode];
  return {
    conversionId: row.conversion_id,
    originDivision: row.origin_division,
    state: row.state as State,
    cause: cause === undefined ? null : { code: row.cause as CauseCode, ...cause },
    submittedAt: toEdge(row.submitted_at),
    updatedAt: toEdge(row.updated_at),
    nextTryAt: toEdgeOrNull(row.due_at),
    colour,
    codeId: row.code_id,
  };
}
