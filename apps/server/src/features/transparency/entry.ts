import { encodeUtf8 } from '@tongxing/codec';
import { canonicalJson } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { JsonValue } from './json.ts';
import { storePending } from './store.ts';

/** What the log is about. `commitments` is the root of a batch of personal entries; only the sequencer makes it. */
export type LogEntryKind =
  | 'key'
  | 'trust-list'
  | 'policy-pack'
  | 'policy-release'
  | 'approval'
  | 'staff'
  | 'manual-colour'
  | 'colour-list'
  | 'clearance'
  | 'colouring-stopped'
  | 'fallback-order'
  | 'fallback-word'
  | 'destruction'
  | 'upload'
  | 'commitments';

/** An entry as anybody can read it: never anything about a person. `at` is RFC 3339. */
export interface LogEntry {
  readonly kind: LogEntryKind;
  readonly at: string;
  readonly [field: string]: JsonValue;
}

/** The length of an entry is a uint16 in its bundle (C2SP tlog-tiles). */
const maximumEntry = 65_535;

/** The bytes that are hashed as a leaf: canonical JSON (RFC 8785) in UTF-8. */
export function encodeEntry(entry: LogEntry): Uint8Array {
  return encodeUtf8(canonicalJson(entry));
}

/**
 * Logs something in the caller's transaction: it gets its place in the log if and only if that transaction commits.
 * @throws Refusal `too-large` for an entry of more than 65,535 bytes, which no reader of the log could fetch
 */
export async function appendEntry(
  tx: Tx,
  context: Pick<NodeContext, 'clock'>,
  entry: LogEntry & { readonly kind: Exclude<LogEntryKind, 'commitments'> },
): Promise<void> {
  const bytes = encodeEntry(entry);
  if (bytes.length > maximumEntry) throw new Refusal('too-large', { detail: 'a log entry has at most 65,535 bytes' });
  await storePending(tx, newId(context.clock.now()), bytes);
}
