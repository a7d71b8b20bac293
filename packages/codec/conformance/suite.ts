import { cryptoCases } from './crypto-cases.ts';
import { judge } from './expectation.ts';
import type { Codec, Platform, Result, VectorFile } from './platform.ts';
import { roundTripCases } from './round-trip-cases.ts';
import { vectorCase } from './vector-case.ts';

/**
 * The one conformance suite: the same cases for every realm, which passes in the library and its own cryptography.
 * Uses nothing but ECMAScript itself.
 */
export async function runConformance(
  codec: Codec,
  platform: Platform,
  vectors: readonly VectorFile[],
): Promise<Result[]> {
  const results: Result[] = [];
  const cases = [
    ...cryptoCases(codec, platform),
    ...roundTripCases(codec, platform),
    ...vectors.map((file) => vectorCase(codec, platform, file)),
  ];
  for (const each of cases) results.push(await judge(each));
  return results;
}
