const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const STANDARD_VALUES = valuesOf(STANDARD);
const URL_SAFE_VALUES = valuesOf(`${STANDARD.slice(0, -2)}-_`);

/** Base64 with padding: RFC 4648 §4. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += STANDARD[group >> 18]! + STANDARD[(group >> 12) & 63]!;
    text += i + 1 < bytes.length ? STANDARD[(group >> 6) & 63]! : '=';
    text += i + 2 < bytes.length ? STANDARD[group & 63]! : '=';
  }
  return text;
}

/**
 * Reads base64 with padding (RFC 4648 §4). Only the one canonical text of some bytes is accepted, so that equal bytes
 * have equal text: no line breaks, no missing padding, no stray bits in the last character (§3.5).
 * @returns undefined for any other text
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return decode(text.slice(0, text.length - padding), STANDARD_VALUES);
}

/** Base64url without padding: RFC 4648 §5. */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replace(/[+/=]/g, (letter) => (letter === '+' ? '-' : letter === '/' ? '_' : ''));
}

/** Reads canonical base64url without padding (RFC 4648 §5, §3.5); undefined for any other text. */
export function decodeBase64Url(text: string): Uint8Array | undefined {
  return decode(text, URL_SAFE_VALUES);
}

function decode(text: string, values: Int8Array): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const value = values[text.charCodeAt(i)];
    if (value === undefined || value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xfff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[length++] = (bits >> held) & 0xff;
    }
  }
  const stray = bits & ((1 << held) - 1);
  return stray === 0 ? bytes : undefined;
}

function valuesOf(alphabet: string): Int8Array {
  const values = new Int8Array(128).fill(-1);
  for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i;
  return values;
}
