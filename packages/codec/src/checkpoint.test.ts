import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteSigner, verifyEd25519 } from '../test/node-ed25519.ts';
import { type Checkpoint, formatCheckpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { CodecError } from './errors.ts';
import { formatNote } from './note.ts';
import { cosign, signNote } from './note-signature.ts';

const withCode = (code: string): unknown => expect.objectContaining({ name: 'CodecError', code });

/** The example of C2SP tlog-checkpoint. */
const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
const TEXT = `example.com/behind-the-sofa\n20852163\n${ROOT}\n`;
const CHECKPOINT: Checkpoint = {
  origin: 'example.com/behind-the-sofa',
  size: 20_852_163,
  root: Uint8Array.from(Buffer.from(ROOT, 'base64')),
  extensions: [],
};

describe('the text of a checkpoint', () => {
  it('is origin, size and root, one a line', () => {
    expect(formatCheckpoint(CHECKPOINT)).toBe(TEXT);
    expect(parseCheckpoint(TEXT)).toEqual(CHECKPOINT);
  });

  it('keeps the extension lines of others', () => {
    const text = `${TEXT}one\ntwo words\n`;
    expect(parseCheckpoint(text).extensions).toEqual(['one', 'two words']);
    expect(formatCheckpoint(parseCheckpoint(text))).toBe(text);
  });

  it('has the size 0 for an empty tree', () => {
    expect(parseCheckpoint(`log.example\n0\n${ROOT}\n`).size).toBe(0);
  });

  it.each([
    ['no newline at the end', `log.example\n1\n${ROOT}`],
    ['two lines', 'log.example\n1\n'],
    ['an empty origin', `\n1\n${ROOT}\n`],
    ['a leading zero', `log.example\n01\n${ROOT}\n`],
    ['a sign', `log.example\n+1\n${ROOT}\n`],
    ['a negative size', `log.example\n-1\n${ROOT}\n`],
    ['a size in words', `log.example\nx\n${ROOT}\n`],
    ['a size with a fraction', `log.example\n1.0\n${ROOT}\n`],
    ['a size with a space', `log.example\n1 \n${ROOT}\n`],
    ['a size of 2^53', `log.example\n9007199254740992\n${ROOT}\n`],
    ['a root that is no base64', 'log.example\n1\n!!!notbase64!!!\n'],
    ['a root with stray bits', `log.example\n1\n${ROOT.replace('2I=', '2J=')}\n`],
    ['a short root', 'log.example\n1\nAAAA\n'],
    ['an empty extension line', `log.example\n1\n${ROOT}\n\n`],
    ['a carriage return', `log.example\r\n1\n${ROOT}\n`],
    ['a control character in an extension', `log.example\n1\n${ROOT}\next\u0001ension\n`],
  ])('is refused with %s', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(withCode('malformed-checkpoint'));
  });

  it('is not written when nobody could read it', () => {
    const broken: Partial<Checkpoint>[] = [
      { origin: '' },
      { origin: 'a\nb' },
      { size: -1 },
      { size: 0.5 },
      { size: 2 ** 53 },
      { root: new Uint8Array(31) },
      { extensions: [''] },
      { extensions: ['a\nb'] },
    ];
    for (const part of broken) {
      expect(() => formatCheckpoint({ ...CHECKPOINT, ...part })).toThrow(withCode('malformed-checkpoint'));
    }
  });
});

const log = noteSigner(CHECKPOINT.origin, 'ed25519', new Uint8Array(32).fill(1));
const witness = noteSigner('140000.example/witness', 'cosignature', new Uint8Array(32).fill(2));
const stranger = noteSigner('nobody.example', 'ed25519', new Uint8Array(32).fill(3));
const trusted = { origin: CHECKPOINT.origin, key: log.key };

const byLog = await signNote(TEXT, log.key, log.sign);
const byWitness = await cosign(TEXT, 1_700_000_000, witness.key, witness.sign);
const byStranger = await signNote(TEXT, stranger.key, stranger.sign);

describe('a signed checkpoint', () => {
  it('opens with the key of its log and lists the cosignatures that were asked for', async () => {
    const note = formatNote({ text: TEXT, signatures: [byLog, byStranger, byWitness] });
    const opened = await openCheckpoint(new TextEncoder().encode(note), trusted, [witness.key], verifyEd25519);
    expect(opened).toMatchObject(CHECKPOINT);
    expect(opened.cosignatures).toEqual([{ key: witness.key, timestamp: 1_700_000_000 }]);
    expect((await openCheckpoint(note, trusted, [], verifyEd25519)).cosignatures).toEqual([]);
  });

  it('does not open on the word of a witness alone', async () => {
    const note = formatNote({ text: TEXT, signatures: [byWitness] });
    await expect(openCheckpoint(note, trusted, [witness.key], verifyEd25519)).rejects.toEqual(
      withCode('bad-signature'),
    );
  });

  it('does not open for another log, though the same key signed it', async () => {
    const note = formatNote({ text: TEXT, signatures: [byLog] });
    await expect(openCheckpoint(note, { ...trusted, origin: 'other.example' }, [], verifyEd25519)).rejects.toEqual(
      withCode('checkpoint-wrong-origin'),
    );
  });

  it('does not open when what its log signed is no checkpoint', async () => {
    const text = 'something else\n';
    const note = formatNote({ text, signatures: [await signNote(text, log.key, log.sign)] });
    await expect(openCheckpoint(note, trusted, [], verifyEd25519)).rejects.toEqual(withCode('malformed-checkpoint'));
  });

  it('throws only our errors over 2,000 mutations, and opens to nothing that the log did not sign', async () => {
    const good = new TextEncoder().encode(formatNote({ text: TEXT, signatures: [byLog, byWitness] }));
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
        const bad = cut ? good.subarray(0, at) : good.with(at, byte);
        try {
          expect(await openCheckpoint(bad, trusted, [witness.key], verifyEd25519)).toMatchObject(CHECKPOINT);
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('has only our errors for 2,000 mutated texts', () => {
    fc.assert(
      fc.property(fc.nat(TEXT.length - 1), fc.string({ unit: 'binary', maxLength: 3 }), (at, inserted) => {
        try {
          const text = TEXT.slice(0, at) + inserted + TEXT.slice(at + 1);
          expect(formatCheckpoint(parseCheckpoint(text))).toBe(text);
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
