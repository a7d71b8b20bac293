import { createPublicKey, verify } from 'node:crypto';
import { openCheckpoint, noteKey, verifyInclusion } from '@tongxing/codec';
import { schemas } from '@tongxing/contract';
import { Value } from 'typebox/value';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commit, commitAll, describeLog, sequenceLog, type JsonValue } from './index.ts';
import { openTestLog, type TestLog } from './test/log.ts';
import { leafHash, sha256, treeHash } from './test/rfc6962.ts';

let log: TestLog;
beforeEach(async () => {
  log = await openTestLog();
});
afterEach(() => log.handle.close());

async function proofOf(commitmentId: string, value: JsonValue): Promise<schemas.LogProof> {
  const proof = await log.proof(async () => ({ commitmentId, value }));
  expect(Value.Check(schemas.LogProof, proof)).toBe(true);
  return proof as schemas.LogProof;
}

function bytes(base64url: string): Buffer {
  return Buffer.from(base64url, 'base64url');
}

/** What a person does with a proof, a trust list that names the log, and SHA-256. */
async function isProved(proof: schemas.LogProof): Promise<boolean> {
  const hash = (data: Uint8Array) => sha256(data);
  const { origin, key } = await describeLog(log.context);
  const checkpoint = await openCheckpoint(
    proof.checkpoint,
    { origin, key: noteKey(origin, 'ed25519', key, hash) },
    [],
    (publicKey, message, signature) => {
      const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') };
      return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature);
    },
  );
  const valueHash = sha256(proof.value).toString('base64url');
  const leaf = leafHash(`{"kind":"${proof.kind}","salt":"${proof.salt}","valueHash":"${valueHash}"}`);
  const entry = JSON.parse(bytes(proof.entry).toString()) as { kind: string; root: string; size: number };
  return (
    entry.kind === 'commitments' &&
    entry.size === proof.batchSize &&
    verifyInclusion(proof.batchIndex, entry.size, leaf, proof.batchPath.map(bytes), bytes(entry.root), hash) &&
    verifyInclusion(
      proof.logIndex,
      checkpoint.size,
      leafHash(bytes(proof.entry)),
      proof.logPath.map(bytes),
      checkpoint.root,
      hash,
    )
  );
}

describe('the proof of a commitment', () => {
  it.each([1, 2, 5, 33])('leads from each value of a batch of %i to the signed checkpoint', async (size) => {
    await log.append(3);
    await sequenceLog(log.context);
    const values = Array.from({ length: size }, (_, number) => ({ colour: 'green', number }));
    const ids = await log.write((tx) => commitAll(tx, log.context, 'decision', values));
    await sequenceLog(log.context);
    await log.append(4);
    await sequenceLog(log.context);
    for (const [i, id] of ids.entries()) expect(await isProved(await proofOf(id, values[i]!))).toBe(true);
  });

  it('fails for another value, another salt and another kind', async () => {
    const value = { colour: 'yellow', reasons: ['area'] };
    const id = await log.write((tx) => commit(tx, log.context, 'decision', value));
    await log.write((tx) => commit(tx, log.context, 'decision', { other: true }));
    await sequenceLog(log.context);
    const proof = await proofOf(id, value);
    expect(await isProved(proof)).toBe(true);
    expect(await isProved({ ...proof, value: proof.value.replace('yellow', 'green') })).toBe(false);
    expect(await isProved({ ...proof, salt: Buffer.alloc(16).toString('base64url') })).toBe(false);
    expect(await isProved({ ...proof, kind: 'code' })).toBe(false);
    expect(await isProved({ ...proof, batchPath: proof.batchPath.slice(1) })).toBe(false);
  });

  it('does not depend on the order in which the value names its members', async () => {
    const id = await log.write((tx) => commit(tx, log.context, 'code', { a: 1, b: { d: 2, c: 3 } }));
    await sequenceLog(log.context);
    const proof = await proofOf(id, { b: { c: 3, d: 2 }, a: 1 });
    expect(proof.value).toBe('{"a":1,"b":{"c":3,"d":2}}');
    expect(await isProved(proof)).toBe(true);
  });

  it('can be made again from a later checkpoint', async () => {
    const id = await log.write((tx) => commit(tx, log.context, 'attestation', { aud: '370000' }));
    await sequenceLog(log.context);
    const before = await proofOf(id, { aud: '370000' });
    await log.append(300);
    await sequenceLog(log.context);
    const after = await proofOf(id, { aud: '370000' });
    expect(after.checkpoint).not.toBe(before.checkpoint);
    expect([await isProved(before), await isProved(after)]).toEqual([true, true]);
  });

  it('is not there until a checkpoint covers it, and says when to ask again', async () => {
    await log.append(1);
    await sequenceLog(log.context);
    const id = await log.write((tx) => commit(tx, log.context, 'decision', { colour: 'green' }));
    const ask = () => log.proof(async () => ({ commitmentId: id, value: { colour: 'green' } }));
    await expect(ask()).rejects.toMatchObject({ code: 'temporarily-unavailable', more: { retryAfterSeconds: 2 } });
    log.failSigning('before');
    await expect(sequenceLog(log.context)).rejects.toThrow('away');
    await expect(ask()).rejects.toMatchObject({ code: 'temporarily-unavailable' });
    log.failSigning('never');
    await sequenceLog(log.context);
    expect(await isProved(await proofOf(id, { colour: 'green' }))).toBe(true);
  });

  it('is given only for what the person owns', async () => {
    const id = await log.write((tx) => commit(tx, log.context, 'decision', { colour: 'green' }));
    await sequenceLog(log.context);
    const lookUp = async (personId: string, subjectId: string) =>
      personId === 'owner' && subjectId === 'decision' ? { commitmentId: id, value: { colour: 'green' } } : undefined;
    await expect(log.proof(lookUp, 'stranger', 'decision')).rejects.toMatchObject({ code: 'not-found' });
    await expect(log.proof(lookUp, 'owner', 'decision')).resolves.toMatchObject({ kind: 'decision' });
  });
});

describe('the log', () => {
  it('shows neither value nor salt nor leaf of a commitment, and equal values do not look equal', async () => {
    const value = { colour: 'red' };
    const [first, second] = await log.write((tx) => commitAll(tx, log.context, 'decision', [value, value]));
    await sequenceLog(log.context);
    const proofs = [await proofOf(first!, value), await proofOf(second!, value)];
    const [one, two] = proofs.toSorted((a, b) => a.batchIndex - b.batchIndex) as [schemas.LogProof, schemas.LogProof];
    const shown = Buffer.from((await log.tile('entries/000.p/1')).content as Uint8Array).toString('latin1');
    const leaves = [one, two].map(({ salt }) => {
      const valueHash = sha256('{"colour":"red"}').toString('base64url');
      return leafHash(`{"kind":"decision","salt":"${salt}","valueHash":"${valueHash}"}`);
    });
    expect(leaves[0]).not.toEqual(leaves[1]);
    expect(shown).toContain(treeHash(leaves).toString('base64url'));
    const secrets = [...leaves, sha256('{"colour":"red"}')].map((hash) => hash.toString('base64url'));
    for (const secret of [...secrets, one.salt, two.salt, 'red']) expect(shown).not.toContain(secret);
  });
});
