import type { Read } from '../../platform/db.ts';
import { outcomesOf } from '../decision/index.ts';
import type { Details, Kind, MessageReason } from './kinds.ts';

/** A message as it stands in the database, with the reasons of the decision it is about. */
export interface StoredMessage {
  readonly personId: string;
  readonly messageId: string;
  readonly kind: Kind;
  readonly subjectId: string;
  readonly details: Details;
  readonly reasons: readonly MessageReason[];
  readonly toldAt: Date;
  readonly readAt: Date | null;
}

interface Row {
  person_id: string;
  message_id: string;
  kind: string;
  subject_id: string;
  details: unknown;
  told_at: Date;
  read_at: Date | null;
}

/** Puts the reasons to the rows: a decision's own, or those that were looked ahead to. */
export async function withReasons(read: Read, rows: readonly Row[]): Promise<StoredMessage[]> {
  const decided = rows.filter(({ kind }) => kind === 'colour-changed');
  const outcomes = await outcomesOf(
    read,
    decided.map((row) => ({ personId: row.person_id, decisionId: row.subject_id })),
  );
  return rows.map((row) => {
    const details = row.details as Details;
    const reasons = outcomes
      .get(row.kind === 'colour-changed' ? row.subject_id : '')
      ?.reasons.map(({ reason, until, release }) => ({ text: reason, until, release }));
    return {
      personId: row.person_id,
      messageId: row.message_id,
      kind: row.kind as Kind,
      subjectId: row.subject_id,
      details,
      reasons: reasons ?? details.reasons ?? [],
      toldAt: row.told_at,
      readAt: row.read_at,
    };
  });
}
