import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodeVerifier } from '../test/node-verifier.ts';
import {
  checkpoint,
  NOW,
  paperClaims,
  present,
  ROOTS,
  signStrip,
  signTrustList,
  TRUST_LIST,
} from '../test/two-provinces.ts';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { decodeCode } from './code.ts';
import { encodePaperCode } from './paper.ts';
import { verifyTrustList } from './trust-list-verify.ts';
import { verifyCode } from './verification.ts';

const RUNS = 2000;

/** One to four changes of a byte string: a byte replaced, removed or inserted, or the end cut off. */
const changes = fc.array(
  fc.record({ how: fc.constantFrom('replace', 'remove', 'insert', 'cut'), at: fc.nat(), byte: fc.nat(255) }),
  { minLength: 1, maxLength: 4 },
);

function mutate(bytes: Uint8Array, edits: { how: string; at: number; byte: number }[]): Uint8Array {
  const changed = [...bytes];
  for (const { how, at, byte } of edits) {
    const index = changed.length === 0 ? 0 : at % changed.length;
    if (how === 'replace') changed[index] = byte;
    else if (how === 'remove') changed.splice(index, 1);
    else if (how === 'insert') changed.splice(index, 0, byte);
    else if (byte % 8 === 0) changed.length = index;
  }
  return Uint8Array.from(changed);
}

describe('mutated codes', async () => {
  const shown = await present();
  const paper = encodePaperCode(await signStrip(paperClaims()));

  test(`${RUNS} mutated presentations never pass and fail only in known ways`, async () => {
    const original = decodeBase45(shown, 4);
    await fc.assert(
      fc.asyncProperty(changes, async (edits) => {
        const text = `TX1:${encodeBase45(mutate(original, edits))}`;
        fc.pre(text !== shown);
        const verification = await verifyCode(text, checkpoint(), nodeVerifier);
        expect(verification.verdict).not.toBe('pass');
        expect(verification.findings.map(({ code }) => code)).not.toContain('verifier-failed');
      }),
      { numRuns: RUNS },
    );
  });

  test(`${RUNS} mutated texts throw nothing but own errors`, () => {
    const characters = fc.string({ unit: 'binary', maxLength: 2 });
    fc.assert(
      fc.property(fc.constantFrom(shown, paper), fc.nat(), fc.nat(4), characters, (text, at, removed, inserted) => {
        const index = at % text.length;
        const changed = text.slice(0, index) + inserted + text.slice(index + removed);
        try {
          decodeCode(changed);
        } catch (error) {
          expect(error).toHaveProperty('name', 'CodecError');
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('random text is malformed at worst', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 700 }), async (text) => {
        const { verdict } = await verifyCode(text, checkpoint(), nodeVerifier);
        expect(verdict).not.toBe('pass');
      }),
      { numRuns: 500 },
    );
  });
});

test(`${RUNS} mutated trust lists are refused with own errors or say what the roots signed`, async () => {
  const original = await signTrustList(TRUST_LIST);
  const requirements = { roots: ROOTS, threshold: 2, now: NOW, minimumVersion: 1 };
  await fc.assert(
    fc.asyncProperty(changes, async (edits) => {
      try {
        expect(await verifyTrustList(mutate(original, edits), requirements, nodeVerifier)).toEqual(TRUST_LIST);
      } catch (error) {
        expect(error).toHaveProperty('name', 'CodecError');
      }
    }),
    { numRuns: RUNS },
  );
});
