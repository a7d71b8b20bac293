import { approvalKinds, type ApprovalKindName, type schemas } from '@tongxing/contract';
import type { Tx } from '../../platform/db.ts';
import type { JsonValue } from '../transparency/index.ts';

/**
 * Something that takes two people. The feature that owns it makes the kind, app.ts puts it into the list of kinds, and the feature calls
 * `propose` instead of acting. Its words and grounds stand in the contract (approval-kinds.ts).
 *
 * For whoever adds one:
 * - `subject` of a proposal says what it is about (an account, a person, a list, a pack): an id, never a name or a document number.
 *   The log holds a salted hash of it; who is shown subject and salt can tell that an entry is about it.
 * - `payload` is everything `carryOut` needs. It is sealed at rest and shown to nobody but through `describe`.
 * - `carryOut` runs in the transaction of the decision: what it writes and the log entry stand or fall together. It is called at most
 *   once, at the earliest when a second person has approved. It must look again at what it relies on, because hours have passed, and
 *   throws a Refusal when the thing can no longer be done: the proposal then stays open.
 * - what has been carried out ends by itself at `endsAt`; the feature sees to it (a `due_at` column and a tick, or a comparison).
 */
export interface ApprovalKind {
  readonly name: ApprovalKindName;
  readonly proposers: readonly schemas.StaffRole[];
  /** Who may decide, for divisions that contain the proposal's. */
  readonly deciders: readonly schemas.StaffRole[];
  /** How far ahead the end may lie, in days. */
  readonly maximumDays: number;
  /** What the second person has to see before deciding, in the words of the contract. */
  readonly describe: (payload: JsonValue) => { readonly name: string; readonly value: string }[];
  readonly carryOut: (tx: Tx, approved: ApprovedProposal) => Promise<void>;
}

export interface ApprovedProposal {
  readonly approvalId: string;
  readonly subject: string;
  readonly division: string;
  readonly endsAt: Date;
  readonly payload: JsonValue;
  readonly proposedBy: string;
  readonly decidedBy: string;
  readonly deciderDivision: string;
}

export interface KnownKinds {
  readonly approvalKinds: readonly ApprovalKind[];
}

/** @throws Error for a kind that app.ts does not list: nobody could ever decide on it. */
export function kindNamed({ approvalKinds: kinds }: KnownKinds, name: string): ApprovalKind {
  const kind = kinds.find((each) => each.name === name);
  if (kind === undefined) throw new Error(`no kind of approval is called ${name}`);
  return kind;
}

/** The grounds of a kind with their words. */
export function groundsOf(name: ApprovalKindName): Readonly<Record<string, schemas.Bilingual>> {
  return approvalKinds[name].grounds;
}
