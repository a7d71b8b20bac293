import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attestationFaults } from './test/attestation-faults.ts';
import { transferFaults } from './test/transfer-faults.ts';
import { createForger } from './test/forger.ts';
import type { NamedFault } from './test/faults.ts';
import { openNodeUnderTest, type NodeUnderTest } from './test/node-under-test.ts';
import { publishedFaults } from './test/published-faults.ts';
import { createRehearsal, ids, notPassed } from './test/rehearsal.ts';
import { signatureFaults } from './test/signature-faults.ts';

let under: NodeUnderTest;
let run: ReturnType<typeof createRehearsal>;
let faults: readonly NamedFault[];

beforeAll(async () => {
  under = await openNodeUnderTest();
  run = createRehearsal(under);
  faults = [signatureFaults, attestationFaults, transferFaults, publishedFaults].flatMap((make) =>
    make({ under, forger: createForger(under) }),
  );
});
afterAll(() => under.node.close());

describe('conformance', () => {
  test('our own node meets every requirement [W14]', async () => {
    const results = await run();
    expect(
      results.filter(({ outcome }) => outcome !== 'pass').map(({ requirement, why }) => [requirement.id, why]),
    ).toEqual([]);
    expect(results.map(({ requirement }) => requirement.id)).toEqual(ids);
  });

  test('there is a fault for every requirement', () => {
    const faulty = new Set(faults.map(({ id }) => id));
    expect(ids.filter((id) => !faulty.has(id))).toEqual([]);
  });

  test('of a node with one fault, that requirement fails and no other', async () => {
    const seen: Record<string, string[]> = {};
    const expected: Record<string, string[]> = {};
    for (const { id, what, fault, entails = [] } of faults) {
      seen[what] = notPassed(await run(fault)).toSorted();
      expected[what] = [id, ...entails].toSorted();
    }
    expect(seen).toEqual(expected);
  }, 300_000);
});
