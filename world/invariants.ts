import { createHash, createPublicKey, verify } from 'node:crypto';
import {
  decodeEntries,
  encodeUtf8,
  leafHash,
  noteKey,
  openCheckpoint,
  rootOf,
  verifyInclusion,
  type OpenedCheckpoint,
  type TrustedNode,
} from '@tongxing/codec';
import { ProblemError, routes, type Client, type schemas } from '@tongxing/contract';
import { canonicalJson } from '@tongxing/rules';
import { until } from './clients/until.ts';

/**
 * What must hold at every moment, checked from outside over public HTTP:
 * every code and every decision has a leaf in the log that its person can prove, every colour has a decision with its pack, its
 * reasons and their facts, and the log is an extension of every checkpoint that was ever seen.
 */
export interface Invariants {
  /** From now on this person's colour and code are checked too. */
  watch(division: string, client: Client): void;
  /** @throws Error naming the invariant that does not hold. Answers how many things were checked. */
  check(): Promise<number>;
}

const bundleWidth = 256;

export interface WatchedNode {
  readonly division: string;
  readonly url: string;
  readonly listed: TrustedNode;
  /** A node that was ended on purpose is asked again, for everything, once it is back. */
  readonly isUp: () => boolean;
}

export function createInvariants(all: readonly WatchedNode[]): Invariants {
  const people: { division: string; client: Client }[] = [];
  const seen = new Map<string, OpenedCheckpoint[]>();
  return {
    watch: (division, client) => void people.push({ division, client }),
    async check() {
      let checked = 0;
      const nodes = all.filter((node) => node.isUp());
      for (const { division, client } of people) {
        const node = nodes.find((candidate) => candidate.division === division);
        if (node !== undefined) checked += await checkPerson(client, node.listed);
      }
      for (const node of nodes) {
        const checkpoints = seen.get(node.division) ?? [];
        seen.set(node.division, checkpoints);
        checkpoints.push(await openLog(node.listed, await fetchCheckpoint(node.url)));
        checked += await checkLog(node.url, checkpoints);
      }
      return checked;
    },
  };
}

async function checkPerson(client: Client, node: TrustedNode): Promise<number> {
  const information = await found(() => client.call(routes.getHealthInformation, {}));
  if (information === undefined) return 0;
  if (information.pack.version === '' || (information.colour !== 'pending' && information.reasons.length === 0)) {
    throw new Error('a colour without pack or reason');
  }
  if (information.reasons.some((reason) => reason.release.zh === '' || reason.authority.zh === '')) {
    throw new Error('a reason without authority or release');
  }
  const decided = await checkProof(client, node, information.decisionId);
  const { outcome } = JSON.parse(decided.value) as { outcome: { colour: string; packVersion: string } };
  if (outcome.colour !== information.colour || outcome.packVersion !== information.pack.version) {
    throw new Error('the log holds another colour than the person is shown');
  }
  const code = await found(() => client.call(routes.getCode, {}));
  if (code === undefined) return 1;
  const { codeId } = JSON.parse((await checkProof(client, node, code.codeId)).value) as { codeId: string };
  if (codeId !== code.codeId) throw new Error('the log holds another code');
  return 2;
}

/** From the value to the checkpoint, by the published rules alone (docs/protocol/log.md). */
export async function checkProof(client: Client, node: TrustedNode, subjectId: string): Promise<schemas.LogProof> {
  const proof = await until('the commitment is under a checkpoint', () =>
    found(() => client.call(routes.getDecisionProof, { params: { subjectId } })),
  );
  const commitment = canonicalJson({
    kind: proof.kind,
    salt: proof.salt,
    valueHash: sha256(Buffer.from(proof.value)).toString('base64url'),
  });
  const entry = JSON.parse(bytes(proof.entry).toString('utf8')) as { kind: string; root: string; size: number };
  const inBatch = verifyInclusion(
    proof.batchIndex,
    proof.batchSize,
    leafHash(encodeUtf8(commitment), sha256),
    proof.batchPath.map(bytes),
    bytes(entry.root),
    sha256,
  );
  const checkpoint = await openLog(node, proof.checkpoint);
  const inLog = verifyInclusion(
    proof.logIndex,
    checkpoint.size,
    leafHash(bytes(proof.entry), sha256),
    proof.logPath.map(bytes),
    checkpoint.root,
    sha256,
  );
  if (!inBatch || !inLog || entry.kind !== 'commitments' || entry.size !== proof.batchSize) {
    throw new Error(`the log does not prove ${proof.kind} ${subjectId}`);
  }
  return proof;
}

/** Rebuilds the root of every checkpoint seen so far from the entries the log publishes now. */
async function checkLog(url: string, checkpoints: readonly OpenedCheckpoint[]): Promise<number> {
  const size = Math.max(...checkpoints.map((checkpoint) => checkpoint.size));
  if (checkpoints.at(-1)?.size !== size) throw new Error('the log has become shorter');
  const entries: Uint8Array[] = [];
  while (entries.length < size) {
    const index = entries.length / bundleWidth;
    const width = Math.min(bundleWidth, size - entries.length);
    const path = width === bundleWidth ? tileIndex(index) : `${tileIndex(index)}.p/${width}`;
    entries.push(...decodeEntries(await fetchBytes(`${url}/log/tile/entries/${path}`), width));
  }
  const leaves = entries.map((entry) => leafHash(entry, sha256));
  for (const checkpoint of checkpoints) {
    const root = rootOf(leaves.slice(0, checkpoint.size), sha256);
    if (!Buffer.from(root).equals(checkpoint.root))
      throw new Error(`the log is no extension of size ${checkpoint.size}`);
  }
  return checkpoints.length;
}

function tileIndex(index: number): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g) ?? [];
  return groups.map((group, position) => (position < groups.length - 1 ? `x${group}` : group)).join('/');
}

function openLog(node: TrustedNode, note: string): Promise<OpenedCheckpoint> {
  const key = noteKey(node.log.origin, 'ed25519', node.log.key, sha256);
  return openCheckpoint(note, { origin: node.log.origin, key }, [], (publicKey, message, signature) => {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') };
    return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature);
  });
}

/** Undefined where the node says that there is none yet; every other problem is a failure. */
async function found<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    const absent = ['no-decision-yet', 'code-missing', 'temporarily-unavailable'];
    if (error instanceof ProblemError && absent.includes(error.code)) return undefined;
    throw error;
  }
}

/** In its first second a node has signed none yet. */
function fetchCheckpoint(url: string): Promise<string> {
  return until('the log has a checkpoint', async () => {
    const response = await fetch(`${url}/log/checkpoint`);
    if (response.status === 503) return undefined;
    if (!response.ok) throw new Error(`the log answered ${response.status}`);
    return response.text();
  });
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}

function sha256(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}
