import { type PreparedStrip, prepareStrip, type StripClaims } from '@tongxing/codec';
import { createKeyPair, greenClaims, signWith } from './province.ts';
import type { BenchResult, Sample } from './result.ts';
import { interleave, judge } from './rounds.ts';

/** Keys that a phone sends at once. */
const BATCH = 8;

/**
 * B3: strips signed by the library in batches of eight keys, from claims to bytes, beside the same key signing the same messages
 * by node:crypto. The messages of the baseline are made beforehand.
 */
export async function run({ rounds, items }: Sample): Promise<BenchResult[]> {
  const issuer = createKeyPair();
  const claims = Array.from({ length: items }, (_, n) => greenClaims(createKeyPair().publicKey, n));
  const messages = claims.map((each) => prepareStrip(each, { suite: 'ES256', kid: issuer.kid }).toBeSigned);
  const signBatch = (batch: readonly StripClaims[]): Uint8Array[] => {
    const prepared: PreparedStrip[] = batch.map((each) => prepareStrip(each, { suite: 'ES256', kid: issuer.kid }));
    const signatures = prepared.map((strip) => signWith(issuer, strip.toBeSigned));
    return prepared.map((strip, n) => strip.finish(signatures[n]!));
  };
  let bytes = 0;
  const measured = await interleave(
    { rounds, items },
    (from, to) => {
      for (let i = from; i < to; i += BATCH) {
        for (const strip of signBatch(claims.slice(i, Math.min(i + BATCH, to)))) bytes += strip.length;
      }
    },
    (from, to) => {
      for (let i = from; i < to; i += 1) bytes += signWith(issuer, messages[i]!).length;
    },
  );
  if (!(bytes > 0)) throw new Error('nothing was signed');
  const budget = { id: 'B3', name: 'sign strips', budget: 0.6, unit: 'strips', baseline: 'node:crypto sign' };
  return [judge(budget, measured)];
}
