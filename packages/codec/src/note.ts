import { decodeBase64, encodeBase64 } from './base64.ts';
import { CodecError } from './errors.ts';
import { decodeUtf8, utf8Length } from './utf8.ts';

/** One signature line. What the bytes mean, only the key with this name and id knows. */
export interface NoteSignature {
  readonly name: string;
  /** Four bytes as an unsigned number. */
  readonly keyId: number;
  readonly signature: Uint8Array;
}

/** A signed note (C2SP signed-note). Nothing in it has been verified. */
export interface Note {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const MAXIMUM_NOTE_BYTES = 1_000_000;
const MAXIMUM_SIGNATURES = 100;
const KEY_ID_BYTES = 4;
const DASH = '\u2014 ';
const KEY_NAME = /^[^\p{White_Space}+]+$/u;

/**
 * Reads a signed note: text, empty line, one or more signature lines.
 * @param note its bytes, or the same as a string
 * @throws CodecError `malformed-note`, `invalid-utf8`
 */
export function parseNote(note: Uint8Array | string): Note {
  if (note.length > MAXIMUM_NOTE_BYTES) throw malformed('too long');
  const whole = typeof note === 'string' ? requireUnicode(note) : decodeUtf8(note);
  // The text may hold empty lines itself: the last one separates.
  const separator = whole.lastIndexOf('\n\n');
  const text = requireText(whole.slice(0, separator + 1));
  const lines = whole.slice(separator + 2).split('\n');
  if (lines.pop() !== '' || lines.length === 0) throw malformed('no signature line, or one without its end');
  if (lines.length > MAXIMUM_SIGNATURES) throw malformed('too many signatures');
  return { text, signatures: lines.map(parseSignature) };
}

/**
 * Writes a signed note.
 * @throws CodecError `malformed-note` for a text or name that no note can have
 */
export function formatNote({ text, signatures }: Note): string {
  if (signatures.length === 0 || signatures.length > MAXIMUM_SIGNATURES) throw malformed('number of signatures');
  return `${requireText(requireUnicode(text))}\n${signatures.map(formatSignature).join('')}`;
}

/** One signature line with its newline: what a witness returns for a checkpoint. */
export function formatSignature({ name, keyId, signature }: NoteSignature): string {
  const bytes = new Uint8Array(KEY_ID_BYTES + signature.length);
  for (let i = 0; i < KEY_ID_BYTES; i++) bytes[i] = keyId >>> (24 - 8 * i);
  bytes.set(signature, KEY_ID_BYTES);
  return `${DASH}${requireKeyName(name)} ${encodeBase64(bytes)}\n`;
}

/** @throws CodecError `malformed-note` for an empty name, or one with white space or a plus sign */
export function requireKeyName(name: string): string {
  if (!KEY_NAME.test(name) || !isOneLine(name)) throw malformed('name of a key');
  return name;
}

function parseSignature(line: string): NoteSignature {
  const [name, base64, ...rest] = line.startsWith(DASH) ? line.slice(DASH.length).split(' ') : [];
  if (name === undefined || base64 === undefined || rest.length > 0) throw malformed('not a signature line');
  const bytes = decodeBase64(base64);
  if (bytes === undefined || bytes.length <= KEY_ID_BYTES) throw malformed('not the base64 of a signature');
  const keyId = bytes.subarray(0, KEY_ID_BYTES).reduce((id, byte) => id * 256 + byte, 0);
  return { name: requireKeyName(name), keyId, signature: bytes.slice(KEY_ID_BYTES) };
}

function requireText(text: string): string {
  if (!text.endsWith('\n')) throw malformed('text without its last newline');
  if (!text.split('\n').every(isOneLine)) throw malformed('control character');
  return text;
}

/** True when nothing in the text breaks a line or controls a terminal: no character below U+0020. */
export function isOneLine(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x20) return false;
  return true;
}

function requireUnicode(text: string): string {
  // Throws for a lone surrogate, which no UTF-8 text has.
  utf8Length(text);
  return text;
}

function malformed(reason: string): CodecError {
  return new CodecError('malformed-note', reason);
}
