import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  createStatusBits,
  prepareStatusListToken,
  setStatus,
  type StatusList,
  statusAnswer,
  verifyStatusListToken,
} from '@tongxing/codec';
import { createVerifier, deflateStatuses } from '@tongxing/server';
import { percentile } from './load.ts';
import { createKeyPair, NOW, signWith } from './province.ts';

/** What the process of B10 measures: lists as they are signed, sent, held and searched. See `b10.ts` for the scenario. */
export interface ListFigures {
  /** Growth of the process by tokens and unpacked lists of all days together. */
  readonly heldBytes: number;
  /** Growth at the worst moment, garbage included. */
  readonly peakBytes: number;
  /** Signed tokens of one day. */
  readonly setBytes: number;
  /** 99th percentile of single look-ups, in milliseconds, of each round. */
  readonly lookUps: readonly number[];
}

export interface ListScenario {
  readonly strips: number;
  readonly superseded: number;
  readonly shards: number;
  readonly days: number;
  readonly rounds: number;
}

const SIZE = 2 ** 20;
const LOOK_UPS = 20_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

process.once('message', (scenario: ListScenario) => {
  void measure(scenario).then((figures) => process.send?.(figures, () => process.exit()));
});

async function measure({ strips, superseded, shards, days, rounds }: ListScenario): Promise<ListFigures> {
  const issuer = createKeyPair();
  const verifier = createVerifier();
  const marks = Math.round((strips * superseded) / shards);
  const random = createRandom();
  const tokens = new Map<string, Uint8Array>();
  const lists = new Map<string, StatusList>();
  // One list first: code is compiled and buffers are grown before anything is measured.
  await add('https://sd.example/s/warm', new Map(), new Map());
  collect();
  const before = process.memoryUsage.rss();
  for (let day = 0; day < days; day += 1) {
    for (let shard = 0; shard < shards; shard += 1) {
      await add(`https://sd.example/s/${day}.${shard}`, tokens, lists);
    }
  }
  const peakBytes = process.resourceUsage().maxRSS * 1024 - before;
  collect();
  const heldBytes = process.memoryUsage.rss() - before;
  let setBytes = 0;
  for (const [uri, token] of tokens) if (uri.includes('/s/0.')) setBytes += token.length;
  const lookUps = Array.from({ length: rounds }, () => percentile(lookUp(), 0.99));
  return { heldBytes, peakBytes, setBytes, lookUps };

  /** Signs a list as the node does, and takes it in as a checkpoint does. */
  async function add(uri: string, sent: Map<string, Uint8Array>, held: Map<string, StatusList>): Promise<void> {
    const packed = createStatusBits(SIZE, 2);
    for (let n = 0; n < marks; n += 1) setStatus(packed, random(SIZE), 3);
    const claims = { uri, issuedAt: NOW, expiresAt: NOW + 86_400, ttl: 3600 };
    const prepared = prepareStatusListToken(
      { ...claims, ...packed },
      { suite: 'ES256', kid: issuer.kid },
      deflateStatuses,
    );
    const token = prepared.finish(signWith(issuer, prepared.toBeSigned));
    sent.set(uri, token);
    held.set(uri, await verifyStatusListToken(token, issuer.publicKey, verifier, { uri, now: NOW }));
  }

  function lookUp(): number[] {
    const uris = [...lists.keys()];
    const wanted = Array.from({ length: LOOK_UPS }, () => [uris[random(uris.length)]!, random(SIZE)] as const);
    return wanted.map(([uri, idx]) => {
      const start = performance.now();
      const answer = statusAnswer(lists.get(uri)!, idx);
      const milliseconds = performance.now() - start;
      if (answer?.status !== 0 && answer?.status !== 3) throw new Error(`an answer of ${answer?.status}`);
      return milliseconds;
    });
  }
}

/** xorshift32 (Marsaglia 2003): indices come out of a keyed permutation, which looks like this and takes longer. */
function createRandom(): (below: number) => number {
  let state = 0x9e3779b9;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
