/**
 * Makes the vectors of log proofs with node:crypto, from RFC 6962 word for word: nothing of the code they test. Ed25519 is
 * deterministic, so the files are the same every time.
 *
 * node vectors/generate-log-proofs.ts
 */
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { writeVector } from './write-vector.ts';

const sha256 = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const leafHash = (entry: Buffer): Buffer => sha256(Buffer.of(0), entry);
const split = (n: number): number => 2 ** Math.floor(Math.log2(n - 1));

function treeHash(entries: readonly Buffer[]): Buffer {
  if (entries.length === 0) return sha256();
  if (entries.length === 1) return leafHash(entries[0]!);
  const k = split(entries.length);
  return sha256(Buffer.of(1), treeHash(entries.slice(0, k)), treeHash(entries.slice(k)));
}

function inclusion(m: number, entries: readonly Buffer[]): Buffer[] {
  if (entries.length === 1) return [];
  const k = split(entries.length);
  return m < k
    ? [...inclusion(m, entries.slice(0, k)), treeHash(entries.slice(k))]
    : [...inclusion(m - k, entries.slice(k)), treeHash(entries.slice(0, k))];
}

function consistency(m: number, entries: readonly Buffer[], complete = true): Buffer[] {
  if (m === entries.length) return complete ? [] : [treeHash(entries)];
  const k = split(entries.length);
  return m <= k
    ? [...consistency(m, entries.slice(0, k), complete), treeHash(entries.slice(k))]
    : [...consistency(m - k, entries.slice(k), false), treeHash(entries.slice(0, k))];
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
/** The leaves of the certificate-transparency test data. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (leaf) => Buffer.from(leaf, 'hex'),
);
const MANY = Array.from({ length: 1_000 }, (_, i) => Buffer.from(`entry ${i}`));

function inclusionOf(index: number, entries: readonly Buffer[]) {
  return {
    kind: 'inclusion',
    index,
    size: entries.length,
    entry: hex(entries[index]!),
    proof: inclusion(index, entries).map(hex),
    root: hex(treeHash(entries)),
  };
}

function consistencyOf(size1: number, size2: number, entries: readonly Buffer[]) {
  return {
    kind: 'consistency',
    size1,
    size2,
    proof: (size1 === 0 ? [] : consistency(size1, entries.slice(0, size2))).map(hex),
    root1: hex(treeHash(entries.slice(0, size1))),
    root2: hex(treeHash(entries.slice(0, size2))),
  };
}

function proof(name: string, about: string, expected: boolean, content: Record<string, unknown>): void {
  writeVector(`${expected ? 'valid' : 'invalid'}/log-proofs/${name}`, { about, ...content, expected });
}

proof('inclusion-single-leaf', 'A tree of one leaf has an empty path.', true, inclusionOf(0, LEAVES.slice(0, 1)));
proof('inclusion-5-of-8', 'A leaf of a full tree.', true, inclusionOf(5, LEAVES));
proof(
  'inclusion-last-of-7',
  'The last leaf of a ragged tree has a shorter path.',
  true,
  inclusionOf(6, LEAVES.slice(0, 7)),
);
proof('inclusion-of-1000', 'A leaf deep in a ragged tree.', true, inclusionOf(700, MANY));
proof('consistency-equal', 'Equal trees need no proof.', true, consistencyOf(8, 8, LEAVES));
proof('consistency-from-empty', 'Every tree extends the empty one.', true, consistencyOf(0, 8, LEAVES));
proof(
  'consistency-4-to-8',
  'A power of two: the old root is left out of the proof.',
  true,
  consistencyOf(4, 8, LEAVES),
);
proof('consistency-6-to-8', 'Not a power of two.', true, consistencyOf(6, 8, LEAVES));
proof('consistency-513-to-1000', 'One leaf beyond a power of two.', true, consistencyOf(513, 1_000, MANY));

const good = inclusionOf(5, LEAVES);
const grown = consistencyOf(6, 8, LEAVES);
const flipped = (hash: string): string => (hash.startsWith('0') ? '1' : '0') + hash.slice(1);
proof('inclusion-wrong-index', 'The path of leaf 5 offered for leaf 4.', false, { ...good, index: 4 });
proof('inclusion-index-beyond-size', 'There is no leaf 8 in a tree of 8.', false, { ...good, index: 8 });
proof('inclusion-another-entry', 'The path of leaf 5 with the entry of leaf 4.', false, {
  ...good,
  entry: hex(LEAVES[4]!),
});
proof('inclusion-hash-missing', 'One hash too few.', false, { ...good, proof: good.proof.slice(0, -1) });
proof('inclusion-hash-added', 'One hash too many.', false, { ...good, proof: [...good.proof, good.root] });
proof('inclusion-hash-changed', 'One digit of one hash changed.', false, {
  ...good,
  proof: [flipped(good.proof[0]!), ...good.proof.slice(1)],
});
proof('inclusion-another-root', 'The root of another tree.', false, {
  ...good,
  root: hex(treeHash(LEAVES.slice(0, 7))),
});
proof('inclusion-node-as-leaf', 'An inner node passed off as an entry: the prefixes of RFC 6962 forbid it.', false, {
  ...inclusionOf(2, LEAVES.slice(0, 4)),
  index: 1,
  size: 2,
  entry: hex(Buffer.concat([leafHash(LEAVES[2]!), leafHash(LEAVES[3]!)])),
  proof: [hex(treeHash(LEAVES.slice(0, 2)))],
});
proof('consistency-rewritten-leaf', 'A leaf of the old tree was replaced.', false, {
  ...grown,
  root1: hex(treeHash([...LEAVES.slice(0, 5), LEAVES[7]!])),
});
proof('consistency-shrunk', 'The new tree is smaller than the old.', false, { ...grown, size1: 8, size2: 6 });
proof('consistency-hash-missing', 'One hash too few.', false, { ...grown, proof: grown.proof.slice(0, -1) });
proof('consistency-hash-added', 'One hash too many.', false, { ...grown, proof: [...grown.proof, grown.root2] });
proof('consistency-equal-with-proof', 'Equal trees take no proof.', false, {
  ...consistencyOf(8, 8, LEAVES),
  proof: grown.proof,
});
proof('consistency-equal-size-forked', 'Two roots of one size: the log has forked.', false, {
  ...consistencyOf(8, 8, LEAVES),
  root1: hex(treeHash(LEAVES.toReversed())),
});

// Checkpoints.

interface Party {
  readonly name: string;
  readonly id: Buffer;
  readonly vkey: string;
  sign(message: string): Buffer;
}

function party(name: string, type: number, seed: string): Party {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed, 'hex')]);
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(12);
  const typed = Buffer.concat([Buffer.of(type), publicKey]);
  const id = sha256(Buffer.from(`${name}\n`), typed).subarray(0, 4);
  const vkey = `${name}+${hex(id)}+${typed.toString('base64')}`;
  return { name, id, vkey, sign: (message) => sign(null, Buffer.from(message), privateKey) };
}

/** Test-only keys, published in RFC 8032 §7.1: log, witness, stranger. */
const SEEDS = [
  '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
  '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
  'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
] as const;
const NOW = 1_735_700_000;
const ORIGIN = 's.example/log';
const LOG = party(ORIGIN, 0x01, SEEDS[0]);
const WITNESS = party('t.example/witness', 0x04, SEEDS[1]);
const OUTSIDER = party('u.example', 0x01, SEEDS[2]);
const BODY = `${ORIGIN}\n8\n${treeHash(LEAVES).toString('base64')}\n`;

const line = ({ name, id }: Party, signature: Buffer): string =>
  `\u2014 ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
const signed = (by: Party, text = BODY): string => line(by, by.sign(text));
const cosigned = (by: Party, time: number, text = BODY): string => {
  const timestamp = Buffer.alloc(8);
  timestamp.writeBigUInt64BE(BigInt(time));
  return line(by, Buffer.concat([timestamp, by.sign(`cosignature/v1\ntime ${time}\n${text}`)]));
};

function checkpoint(
  valid: boolean,
  name: string,
  about: string,
  note: string,
  expected: unknown,
  witnesses = [WITNESS],
): void {
  writeVector(`${valid ? 'valid' : 'invalid'}/log-proofs/checkpoint-${name}`, {
    about,
    kind: 'checkpoint',
    note,
    origin: ORIGIN,
    logKey: LOG.vkey,
    witnessKeys: witnesses.map(({ vkey }) => vkey),
    expected,
  });
}

const OPENED = { size: 8, root: treeHash(LEAVES).toString('base64'), extensions: [], cosignatures: [] };
const COSIGNED = { ...OPENED, cosignatures: [{ name: WITNESS.name, timestamp: NOW }] };
const EXTENDED = `${BODY}an extension line\n`;
checkpoint(true, 'signed', 'Signed by its log.', `${BODY}\n${signed(LOG)}`, OPENED);
checkpoint(
  true,
  'cosigned',
  'Signed by its log, cosigned by a witness.',
  `${BODY}\n${signed(LOG)}${cosigned(WITNESS, NOW)}`,
  COSIGNED,
);
checkpoint(
  true,
  'unknown-signer',
  'A signature by an unknown key is ignored.',
  `${BODY}\n${signed(OUTSIDER)}${signed(LOG)}`,
  OPENED,
);
checkpoint(true, 'extension', 'Extension lines are signed and kept.', `${EXTENDED}\n${signed(LOG, EXTENDED)}`, {
  ...OPENED,
  extensions: ['an extension line'],
});

const refused = (name: string, about: string, error: string, note: string): void =>
  checkpoint(false, name, about, note, { error });
const text = (body: string): string => `${body}\n${signed(LOG, body)}`;
const root = OPENED.root;
refused(
  'changed-size',
  'The size was changed after signing.',
  'bad-signature',
  `${BODY.replace('\n8\n', '\n9\n')}\n${signed(LOG)}`,
);
refused(
  'witness-alone',
  'A witness does not stand in for the log.',
  'bad-signature',
  `${BODY}\n${cosigned(WITNESS, NOW)}`,
);
refused(
  'unknown-signer-alone',
  'Signed only by a key that nobody trusts.',
  'bad-signature',
  `${BODY}\n${signed(OUTSIDER)}`,
);
refused(
  'wrong-cosignature',
  'A cosignature by a known witness over another text spoils the checkpoint.',
  'bad-signature',
  `${BODY}\n${signed(LOG)}${cosigned(WITNESS, NOW, EXTENDED)}`,
);
refused(
  'another-origin',
  'The same key signs for another log.',
  'checkpoint-wrong-origin',
  text(`other.example\n8\n${root}\n`),
);
refused('leading-zero', 'A size has one spelling.', 'malformed-checkpoint', text(`${ORIGIN}\n08\n${root}\n`));
refused(
  'size-beyond-2-53',
  'More leaves than can be counted exactly.',
  'malformed-checkpoint',
  text(`${ORIGIN}\n9007199254740993\n${root}\n`),
);
refused(
  'short-root',
  'A root of 31 bytes.',
  'malformed-checkpoint',
  text(`${ORIGIN}\n8\n${Buffer.alloc(31).toString('base64')}\n`),
);
refused('two-lines', 'No root at all.', 'malformed-checkpoint', text(`${ORIGIN}\n8\n`));
refused('no-signature', 'A note without a signature line.', 'malformed-note', `${BODY}\n`);
refused(
  'carriage-return',
  'Control characters have no place in a note.',
  'malformed-note',
  `${BODY.replace('\n', '\r\n')}\n${signed(LOG)}`,
);
refused(
  'base64-stray-bits',
  'Base64 has one spelling.',
  'malformed-checkpoint',
  text(`${ORIGIN}\n8\n${root.slice(0, -2)}h=\n`),
);
