import { describe, expect, test } from 'vitest';
import { codeOf } from '../test/codec-error.ts';
import { greenClaims, KEYS, NOW, paperClaims, present, signStrip } from '../test/two-provinces.ts';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { type CborInput, type CborValue, decodeCbor, encodeCbor } from './cbor.ts';
import { decodeCode } from './code.ts';
import { encodePaperCode } from './paper.ts';

const shown = await present();
const strip = await signStrip(greenClaims());
const paper = await signStrip(paperClaims());

describe('the text of a code', () => {
  test('a presentation holds the strip, the display time and the holder’s key', () => {
    const code = decodeCode(shown);
    expect(code).toMatchObject({ kind: 'presentation', displayTime: NOW - 5, holder: KEYS.holder.publicKey });
    expect(code.strip.claims).toEqual(greenClaims());
  });

  test('a paper code holds the strip', () => {
    const code = decodeCode(encodePaperCode(paper));
    expect(code.kind).toBe('paper');
    expect(code.strip.claims).toEqual(paperClaims());
  });

  test('a phone’s strip cannot be printed as paper', () => {
    expect(codeOf(() => encodePaperCode(strip))).toBe('invalid-claim');
  });

  const body = shown.slice(4);
  const refused: [what: string, text: unknown, code: string][] = [
    ['an empty text', '', 'unknown-prefix'],
    ['a web address', 'https://sd.example/', 'unknown-prefix'],
    ['a prefix in lower case', `tx1:${body}`, 'unknown-prefix'],
    ['something that is no text', 17, 'unknown-prefix'],
    ['a later version', `TX2:${body}`, 'unknown-version'],
    ['a later version of paper', `TXP2:${body}`, 'unknown-version'],
    ['601 characters', 'TX1:'.padEnd(601, '0'), 'text-too-long'],
    ['a million characters', 'TX1:'.padEnd(1_000_000, '0'), 'text-too-long'],
    ['a lower-case letter in it', `TX1:${body.slice(0, -1)}a`, 'base45-character'],
    ['a line end behind it', `${shown}\n`, 'base45-length'],
    ['a body cut short', shown.slice(0, 4 + 301), 'base45-length'],
    ['a body cut short at a group', shown.slice(0, 4 + 300), 'cbor-truncated'],
    ['a prefix alone', 'TX1:', 'cbor-truncated'],
    ['a phone’s strip behind the prefix of paper', `TXP1:${encodeBase45(strip)}`, 'malformed-strip'],
  ];
  test.each(refused)('%s is refused', (_, text, code) => {
    expect(codeOf(() => decodeCode(text as string))).toBe(code);
  });

  test('600 characters are looked at', () => {
    expect(codeOf(() => decodeCode('TX1:'.padEnd(600, '0')))).toBe('cbor-trailing-bytes');
  });

  const [stripField, time, signature] = decodeCbor(decodeBase45(shown, 4)) as [CborInput, CborInput, CborInput];
  const shapes: [what: string, fields: CborInput][] = [
    ['two fields', [stripField, time]],
    ['four fields', [stripField, time, signature, 0]],
    ['a map', { strip: stripField }],
    ['a strip that is not wrapped', [decodeCbor(strip) as CborInput, time, signature]],
    ['a display time of text', [stripField, 'now', signature]],
    ['a negative display time', [stripField, -1, signature]],
    ['a display time in milliseconds', [stripField, NOW * 1000, signature]],
    ['a signature of 63 bytes', [stripField, time, new Uint8Array(63)]],
    ['a paper strip that is displayed', [paper, time, signature]],
  ];
  test.each(shapes)('%s is a malformed presentation', (_, fields) => {
    expect(codeOf(() => decodeCode(`TX1:${encodeBase45(encodeCbor(fields))}`))).toBe('malformed-presentation');
  });

  test('the same content in another encoding is refused', () => {
    const bytes = decodeBase45(shown, 4);
    const indefinite = Uint8Array.of(0x9f, ...bytes.subarray(1), 0xff);
    expect(decodeCbor(indefinite, { encoding: 'valid' })).toEqual(decodeCbor(bytes) as CborValue);
    expect(codeOf(() => decodeCode(`TX1:${encodeBase45(indefinite)}`))).toBe('cbor-indefinite-length');
  });
});
