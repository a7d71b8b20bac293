import { decodeBase64, encodeBase64 } from './base64.ts';
import { CodecError } from './errors.ts';
import { HASH_BYTES } from './merkle.ts';
import { isOneLine, type Note, parseNote } from './note.ts';
import type { NoteKey } from './note-key.ts';
import { type VerifiedSignature, type VerifyEd25519, verifyNote } from './note-signature.ts';

/** The state of a log at one size (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** The log's unique name, such as a URL without its scheme. */
  readonly origin: string;
  /** Number of leaves. */
  readonly size: number;
  /** Root of the tree of that size, 32 bytes. */
  readonly root: Uint8Array;
  /** Opaque lines after the root; ours never has any. */
  readonly extensions: readonly string[];
}

/** A checkpoint that its log has signed, and those of the asked witnesses who cosigned it. */
export interface OpenedCheckpoint extends Checkpoint {
  readonly note: Note;
  readonly cosignatures: readonly VerifiedSignature[];
}

/**
 * The text of the note that a log signs.
 * @throws CodecError `malformed-checkpoint` for an empty or broken line, a size that is no count, a root of other length
 */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  if (!Number.isSafeInteger(size) || size < 0) throw malformed('size');
  if (root.length !== HASH_BYTES) throw malformed('root');
  return [origin, String(size), encodeBase64(root), ...extensions].map((line) => `${requireLine(line)}\n`).join('');
}

/**
 * Reads the text of a checkpoint. Every checkpoint has exactly one text.
 * @throws CodecError `malformed-checkpoint`, also for a size of 2^53 or more
 */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw malformed('no newline at the end');
  const [origin, size, base64, ...extensions] = lines.map(requireLine);
  if (origin === undefined || size === undefined || base64 === undefined) throw malformed('fewer than three lines');
  if (!/^(?:0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) throw malformed('size');
  const root = decodeBase64(base64);
  if (root?.length !== HASH_BYTES) throw malformed('root');
  return { origin, size: Number(size), root, extensions };
}

/**
 * Opens a signed checkpoint of one log. The log itself must have signed it: witnesses add to its word, they do not
 * replace it.
 * @param log origin and key of the log, from the trust list
 * @param witnesses whose cosignatures to look for; a wrong one by any of them spoils the checkpoint
 * @throws CodecError `malformed-note`, `malformed-checkpoint`, `checkpoint-wrong-origin`, `bad-signature`
 */
export async function openCheckpoint(
  bytes: Uint8Array | string,
  log: { readonly origin: string; readonly key: NoteKey },
  witnesses: readonly NoteKey[],
  verify: VerifyEd25519,
): Promise<OpenedCheckpoint> {
  const note = parseNote(bytes);
  const verified = await verifyNote(note, [log.key, ...witnesses], verify);
  if (!verified.some(({ key }) => key === log.key)) throw new CodecError('bad-signature', 'not signed by its log');
  const checkpoint = parseCheckpoint(note.text);
  if (checkpoint.origin !== log.origin) throw new CodecError('checkpoint-wrong-origin');
  return { ...checkpoint, note, cosignatures: verified.filter(({ key }) => key.type === 'cosignature') };
}

function requireLine(line: string): string {
  if (line === '' || !isOneLine(line)) throw malformed('empty line or control character');
  return line;
}

function malformed(reason: string): CodecError {
  return new CodecError('malformed-checkpoint', reason);
}
