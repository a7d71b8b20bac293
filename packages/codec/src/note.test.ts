import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteSigner, sha256, verifyEd25519 as verify } from '../test/node-ed25519.ts';
import { CodecError } from './errors.ts';
import { formatNote, formatSignature, type NoteSignature, parseNote } from './note.ts';
import { formatVerifierKey, noteKey, parseVerifierKey } from './note-key.ts';
import { cosign, cosignedMessage, signNote, verifyNote } from './note-signature.ts';

const withCode = (code: string): unknown => expect.objectContaining({ name: 'CodecError', code });

/** The keys and notes of golang.org/x/mod/sumdb/note and its tests. */
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const PETER_SEED = Uint8Array.from(Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64')).subarray(1);
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const ENOCH_LINE =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';
const peter = parseVerifierKey(PETER, sha256);
const signAsPeter = noteSigner('PeterNeumann', 'ed25519', PETER_SEED).sign;
const enoch = parseVerifierKey(ENOCH, sha256);

describe('a verifier key', () => {
  it('is read from and written to the text that operators publish', () => {
    expect(peter).toMatchObject({ name: 'PeterNeumann', keyId: 0xc74f20a3, type: 'ed25519' });
    expect(formatVerifierKey(peter)).toBe(PETER);
    expect(formatVerifierKey(noteKey('EnochRoot', 'ed25519', enoch.publicKey, sha256))).toBe(ENOCH);
  });

  it('is refused in every part of the text and with any character raised by one', () => {
    for (let i = 0; i <= PETER.length; i++) {
      for (let j = i + 1; j <= PETER.length; j++) {
        if (j - i === PETER.length) continue;
        expect(() => parseVerifierKey(PETER.slice(i, j), sha256)).toThrow(withCode('malformed-verifier-key'));
      }
      const raised = PETER.slice(0, i) + String.fromCharCode(PETER.charCodeAt(i) + 1) + PETER.slice(i + 1);
      if (i < PETER.length) expect(() => parseVerifierKey(raised, sha256)).toThrow(withCode('malformed-verifier-key'));
    }
  });

  it.each([
    ['a longer key with its own id', 'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=='],
    ['an unknown type with its own id', 'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    ['an id in capitals', PETER.replace('c74f20a3', 'C74F20A3')],
    ['a megabyte', `${PETER}${'A'.repeat(1 << 20)}`],
  ])('is refused with %s', (_, text) => {
    expect(() => parseVerifierKey(text, sha256)).toThrow(withCode('malformed-verifier-key'));
  });

  it('has 32 bytes and a name of bearable length', () => {
    for (const length of [0, 31, 33]) {
      expect(() => noteKey('a', 'ed25519', new Uint8Array(length), sha256)).toThrow(withCode('malformed-verifier-key'));
    }
    const long = formatVerifierKey(noteKey('a'.repeat(1_000), 'ed25519', peter.publicKey, sha256));
    expect(() => parseVerifierKey(long, sha256)).toThrow(withCode('malformed-verifier-key'));
  });

  it('has another id when the same key cosigns', () => {
    const cosigner = noteKey('PeterNeumann', 'cosignature', peter.publicKey, sha256);
    const digest = createHash('sha256').update('PeterNeumann\n\u0004').update(peter.publicKey).digest();
    expect(cosigner.keyId).toBe(digest.readUInt32BE(0));
    expect(parseVerifierKey(formatVerifierKey(cosigner), sha256)).toEqual(cosigner);
  });

  it.each(['', 'two words', 'a+b', 'a\u00a0b', 'a\u2003b', 'a\u0085b', 'a\nb', 'a\u0001b'])(
    'cannot be named %j',
    (name) => {
      expect(() => noteKey(name, 'ed25519', peter.publicKey, sha256)).toThrow(withCode('malformed-note'));
    },
  );
});

describe('a signed note', () => {
  it('is signed as the reference implementation signs it', async () => {
    const signature = await signNote(TEXT, peter, signAsPeter);
    expect(formatNote({ text: TEXT, signatures: [signature] })).toBe(`${TEXT}\n${PETER_LINE}`);
  });

  it('is verified with the known keys, and the other signatures are ignored', async () => {
    const note = parseNote(`${TEXT}\n${PETER_LINE}${ENOCH_LINE}`);
    expect(note.text).toBe(TEXT);
    expect(await verifyNote(note, [peter], verify)).toEqual([{ key: peter }]);
    expect(await verifyNote(note, [enoch, peter], verify)).toEqual([{ key: peter }, { key: enoch }]);
    await expect(verifyNote(note, [], verify)).rejects.toEqual(withCode('bad-signature'));
    const namesake = noteKey('PeterNeumann', 'ed25519', enoch.publicKey, sha256);
    await expect(verifyNote(note, [namesake], verify)).rejects.toEqual(withCode('bad-signature'));
  });

  it('is not made of a signature of other length than 64 bytes', async () => {
    const broken = signNote(TEXT, peter, () => new Uint8Array(63));
    await expect(broken).rejects.toEqual(withCode('invalid-signature-length'));
  });

  it('counts a repeated signature once', async () => {
    const note = parseNote(`${TEXT}\n${PETER_LINE}${PETER_LINE}`);
    expect(await verifyNote(note, [peter], verify)).toHaveLength(1);
  });

  it('is spoiled by one wrong signature of a known key, even beside a right one', async () => {
    const wrong = PETER_LINE.replace('ZJku', 'ZJkv');
    const note = parseNote(`${TEXT}\n${ENOCH_LINE}${wrong}`);
    await expect(verifyNote(note, [peter, enoch], verify)).rejects.toEqual(withCode('bad-signature'));
    await expect(verifyNote(note, [peter], verify)).rejects.toEqual(withCode('bad-signature'));
    expect(await verifyNote(note, [enoch], verify)).toEqual([{ key: enoch }]);
  });

  it('is spoiled by a signature of other length than 64 bytes', async () => {
    const [line] = parseNote(`${TEXT}\n${PETER_LINE}`).signatures as [NoteSignature];
    for (const signature of [line.signature.subarray(1), Uint8Array.of(...line.signature, 0)]) {
      const note = { text: TEXT, signatures: [{ ...line, signature }] };
      await expect(verifyNote(note, [peter], verify)).rejects.toEqual(withCode('bad-signature'));
    }
  });

  it('is spoiled by any change of its text', async () => {
    const note = parseNote(`${TEXT.replace('answer', 'Answer')}\n${PETER_LINE}`);
    await expect(verifyNote(note, [peter], verify)).rejects.toEqual(withCode('bad-signature'));
  });

  it('may have empty lines in its text: the last one separates', () => {
    const signatures = parseNote(`a\n\nb\n\n\n${PETER_LINE}`);
    expect(signatures.text).toBe('a\n\nb\n\n');
  });

  it.each([
    ['no separating line', TEXT],
    ['no signature', `${TEXT}\n`],
    ['no newline at the end', `${TEXT}\n${PETER_LINE.slice(0, -1)}`],
    ['a control character', `\u0001${TEXT}\n${PETER_LINE}`],
    ['a carriage return', `${TEXT.replace('\n', '\r\n')}\n${PETER_LINE}`],
    ['a name of two words', `${TEXT}\n${PETER_LINE.replace('PeterNeumann', 'Peter Neumann')}`],
    ['a name with a plus sign', `${TEXT}\n${PETER_LINE.replace('PeterNeumann', 'Peter+Neumann')}`],
    ['a hyphen for the dash', `${TEXT}\n${PETER_LINE.replace('—', '-')}`],
    ['a foreign line after the signatures', `${TEXT}\n${PETER_LINE}Unexpected line.\n`],
    ['a third word in a signature line', `${TEXT}\n${PETER_LINE.slice(0, -1)} more\n`],
    ['a signature without base64', `${TEXT}\n— PeterNeumann\n`],
    ['a signature of nothing but its id', `${TEXT}\n— PeterNeumann x08gow==\n`],
    ['base64 with stray bits', `${TEXT}\n${PETER_LINE.replace('JnAM=', 'JnAN=')}`],
    ['a hundred and one signatures', `${TEXT}\n${PETER_LINE.repeat(101)}`],
    ['a megabyte of text', `${'a'.repeat(1_000_000)}\n\n${PETER_LINE}`],
    ['nothing at all', ''],
  ])('is refused with %s', (_, text) => {
    expect(() => parseNote(text)).toThrow(withCode('malformed-note'));
  });

  it('is refused when its bytes are no UTF-8, or its string no Unicode', () => {
    const bytes = new TextEncoder().encode(`${TEXT}\n${PETER_LINE}`);
    expect(parseNote(bytes).text).toBe(TEXT);
    expect(() => parseNote(bytes.with(0, 0xff))).toThrow(withCode('invalid-utf8'));
    expect(() => parseNote(`\ud800${TEXT}\n${PETER_LINE}`)).toThrow(withCode('invalid-utf8'));
  });

  it('is not written when nobody could read it', () => {
    const signatures = parseNote(`${TEXT}\n${PETER_LINE}`).signatures;
    expect(() => formatNote({ text: 'no newline', signatures })).toThrow(withCode('malformed-note'));
    expect(() => formatNote({ text: TEXT, signatures: [] })).toThrow(withCode('malformed-note'));
    const many = Array.from({ length: 101 }, () => signatures[0]!);
    expect(() => formatNote({ text: TEXT, signatures: many })).toThrow(withCode('malformed-note'));
    expect(parseNote(formatNote({ text: TEXT, signatures: many.slice(1) })).signatures).toHaveLength(100);
    expect(() => formatNote({ text: TEXT, signatures: [{ ...signatures[0]!, name: 'a b' }] })).toThrow(
      withCode('malformed-note'),
    );
  });

  it('throws only our errors over 2,000 mutations, and never verifies one', async () => {
    const good = new TextEncoder().encode(`${TEXT}\n${PETER_LINE}${ENOCH_LINE}`);
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
        if (!cut && good[at] === byte) return;
        const bad = cut ? good.subarray(0, at) : good.with(at, byte);
        try {
          const verified = await verifyNote(parseNote(bad), [peter, enoch], verify);
          // A line that no longer names a known key is ignored; the text stays what was signed.
          expect(verified).toHaveLength(1);
          expect(parseNote(bad).text).toBe(TEXT);
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a cosignature', () => {
  /** The example of C2SP tlog-cosignature. */
  const CHECKPOINT = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
  const LINE =
    '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n';
  const witness = noteKey('witness.example.com/w1', 'cosignature', peter.publicKey, sha256);

  it('covers the header, the time and the text, as C2SP tlog-cosignature prints it', () => {
    expect(new TextDecoder().decode(cosignedMessage(CHECKPOINT, 1679315147))).toBe(
      `cosignature/v1\ntime 1679315147\n${CHECKPOINT}`,
    );
  });

  it('begins with its time as eight bytes, where the example of the specification has 1679315147', async () => {
    const [line] = parseNote(`${CHECKPOINT}\n${LINE}`).signatures as [NoteSignature];
    expect(line.keyId).toBe(0x8d66cf3f);
    expect(Buffer.from(line.signature).readBigUInt64BE(0)).toBe(1679315147n);
    const ours = await cosign(CHECKPOINT, 1679315147, witness, signAsPeter);
    expect(ours.signature.subarray(0, 8)).toEqual(line.signature.subarray(0, 8));
    expect(ours.signature).toHaveLength(line.signature.length);
    expect(formatSignature(line)).toBe(LINE);
  });

  it('verifies with its time, and with no other', async () => {
    const line = await cosign(CHECKPOINT, 1679315147, witness, signAsPeter);
    expect(verify(peter.publicKey, cosignedMessage(CHECKPOINT, 1679315147), line.signature.subarray(8))).toBe(true);
    const note = { text: CHECKPOINT, signatures: [line] };
    expect(await verifyNote(note, [witness], verify)).toEqual([{ key: witness, timestamp: 1679315147 }]);
    for (let i = 0; i < line.signature.length; i++) {
      const signature = line.signature.with(i, line.signature[i]! ^ 1);
      await expect(
        verifyNote({ text: CHECKPOINT, signatures: [{ ...line, signature }] }, [witness], verify),
      ).rejects.toEqual(withCode('bad-signature'));
    }
  });

  it('is not mistaken for a plain signature by the same key, nor the other way round', async () => {
    const plain = noteKey(witness.name, 'ed25519', peter.publicKey, sha256);
    const line = await signNote(CHECKPOINT, plain, signAsPeter);
    const disguised = { ...line, keyId: witness.keyId };
    await expect(verifyNote({ text: CHECKPOINT, signatures: [disguised] }, [witness], verify)).rejects.toEqual(
      withCode('bad-signature'),
    );
  });

  it('is not made for a time that cannot be', async () => {
    for (const time of [-1, 0.5, 2 ** 53]) {
      await expect(cosign(CHECKPOINT, time, witness, signAsPeter)).rejects.toEqual(withCode('time-out-of-range'));
    }
  });
});
