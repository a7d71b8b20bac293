import { isDeepStrictEqual } from 'node:util';
import * as codec from '../../packages/codec/src/index.ts';
import { sha256, verifyEd25519 } from '../../packages/codec/test/node-ed25519.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateText } from './mutate-text.ts';
import { pick, type Random } from './random.ts';
import { equal, texts, unhex, vectors } from './seeds.ts';
import { mustBe, refusing, subject, type Outcome, type Subject } from './subject.ts';

const own = ['CodecError'];

const proofs = vectors('log-proofs');
const valid = vectors('log-proofs', ['valid']);
const notes = texts(proofs, 'note');
const checkpoints = notes.map((note) => note.slice(0, note.lastIndexOf('\n\n') + 1));
const keys = [...texts(proofs, 'logKey'), ...proofs.flatMap(({ witnessKeys }) => (witnessKeys ?? []) as string[])];
const hashes = Array.from({ length: 7 }, (_, at) => sha256(Uint8Array.of(at)));
const tile = Uint8Array.from(Buffer.concat(hashes));
const bundle = codec.encodeEntries(['', 'one', 'two entries'].map((text) => codec.encodeUtf8(text)));
const paths = ['tile/0/000', 'tile/1/x001/234.p/7', 'tile/entries/x001/x234/067', 'tile/63/255.p/255'];

function textSubject(name: string, share: number, seeds: readonly string[], read: (text: string) => unknown): Subject {
  return subject<string>({
    name,
    share,
    mutate: (random) => mutateText(random, seeds),
    judge: (text) => refusing(own, () => read(text)),
  });
}

interface SignedVector {
  readonly note: string;
  readonly origin: string;
  readonly logKey: string;
  readonly witnessKeys: readonly string[];
}

const signed = valid.filter(({ kind }) => kind === 'checkpoint') as unknown as SignedVector[];

function open({ note, origin, logKey, witnessKeys }: SignedVector): Promise<codec.OpenedCheckpoint> {
  const keyOf = (text: string) => codec.parseVerifierKey(text, sha256);
  return codec.openCheckpoint(note, { origin, key: keyOf(logKey) }, witnessKeys.map(keyOf), verifyEd25519);
}

/** Whatever is added beside it, an opened checkpoint says what the log signed. */
async function sameCheckpoint(vector: SignedVector): Promise<void> {
  const { size, root, extensions } = await open(vector);
  const same = await Promise.all(
    signed.map(async (one) => {
      const opened = await open(one);
      return opened.size === size && equal(opened.root, root) && isDeepStrictEqual(opened.extensions, extensions);
    }),
  );
  mustBe(same.includes(true), 'a checkpoint that no log signed');
}

interface Proof {
  readonly numbers: readonly [number, number];
  readonly hashes: readonly Uint8Array[];
  readonly proof: readonly Uint8Array[];
}

interface ProofVector {
  readonly kind: string;
  readonly index: number;
  readonly size: number;
  readonly size1: number;
  readonly size2: number;
  readonly entry: string;
  readonly root: string;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[];
}

const ofKind = (kind: string) => valid.filter((vector) => vector['kind'] === kind) as unknown as ProofVector[];

const inclusions = ofKind('inclusion').map(({ index, size, entry, root, proof }): Proof => ({
  numbers: [index, size],
  hashes: [codec.leafHash(unhex(entry), sha256), unhex(root)],
  proof: proof.map(unhex),
}));
// Every tree is consistent with the empty one, so a proof from there binds nothing.
const consistencies = ofKind('consistency')
  .filter(({ size1 }) => size1 > 0)
  .map(({ size1, size2, root1, root2, proof }): Proof => ({
    numbers: [size1, size2],
    hashes: [unhex(root1), unhex(root2)],
    proof: proof.map(unhex),
  }));

const oddNumbers = [0, 1, 2, 3, 7, 8, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, -1, 0.5, NaN, Infinity];

function mutateProof(random: Random, seeds: readonly Proof[]): Proof {
  const { numbers, hashes: ends, proof } = pick(random, seeds);
  const other = pick(random, seeds);
  const list = [...proof];
  switch (random(7)) {
    case 0:
      return {
        numbers: random(2) === 0 ? [pick(random, oddNumbers), numbers[1]] : [numbers[0], pick(random, oddNumbers)],
        hashes: ends,
        proof,
      };
    case 1:
      return { numbers: [numbers[0] + pick(random, [-1, 1]), numbers[1] + random(2)], hashes: ends, proof };
    case 2:
      return { numbers, hashes: ends.map((hash) => mutateBytes(random, [hash])), proof };
    case 3:
      list.splice(random(list.length + 1), random(2), mutateBytes(random, [...hashes]));
      return { numbers, hashes: ends, proof: list };
    case 4:
      return { numbers, hashes: ends, proof: list.toReversed() };
    case 5:
      return { numbers, hashes: ends, proof: Array.from({ length: random(3000) }, () => pick(random, hashes)) };
    default:
      return { numbers, hashes: ends, proof: [...list.slice(0, random(list.length + 1)), ...other.proof] };
  }
}

/**
 * The same hashes lead to the same roots. The size of the larger tree is not bound by them (a way of one hash leads from 4 leaves to
 * 7 as to 8, RFC 6962 §2.1.2): the checkpoint binds size and root together.
 */
function provesTheSame(seed: Proof, { numbers, hashes: ends, proof }: Proof): boolean {
  return seed.numbers[0] === numbers[0] && isDeepStrictEqual([seed.hashes, seed.proof], [ends, proof]);
}

/** A tree is consistent with itself, whatever tree it is. */
function isTrivial({ numbers: [size1, size2], hashes: [root1, root2], proof }: Proof): boolean {
  return size1 === size2 && isDeepStrictEqual(root1, root2) && proof.length === 0;
}

function proofSubject(name: string, seeds: readonly Proof[], check: (proof: Proof) => boolean): Subject {
  return subject<Proof>({
    name,
    share: 2,
    mutate: (random) => mutateProof(random, seeds),
    judge(proof): Outcome {
      if (!check(proof)) return 'refused';
      mustBe(seeds.some((seed) => provesTheSame(seed, proof)) || isTrivial(proof), 'a proof of something else');
      return 'taken';
    },
  });
}

/** Readers of the transparency log. */
export const logSubjects: readonly Subject[] = [
  textSubject('note', 4, notes, (text) => mustBe(codec.formatNote(codec.parseNote(text)) === text, 'another note')),
  textSubject('checkpoint', 4, checkpoints, (text) =>
    mustBe(codec.formatCheckpoint(codec.parseCheckpoint(text)) === text, 'another checkpoint'),
  ),
  textSubject('verifier key', 2, keys, (text) =>
    mustBe(codec.formatVerifierKey(codec.parseVerifierKey(text, sha256)) === text, 'another key'),
  ),
  textSubject('tile path', 2, paths, (text) =>
    mustBe(codec.formatTilePath(codec.parseTilePath(text)) === text, 'another path'),
  ),
  subject<SignedVector>({
    name: 'signed checkpoint',
    share: 2,
    mutate(random) {
      const vector = pick(random, signed);
      return { ...vector, note: mutateText(random, [vector.note, ...notes]) };
    },
    judge: (vector) => refusing(own, () => sameCheckpoint(vector)),
  }),
  subject<{ bytes: Uint8Array; width: number }>({
    name: 'tile',
    share: 1,
    mutate: (random) => ({ bytes: mutateBytes(random, [tile]), width: pick(random, [7, 6, 8, ...oddNumbers]) }),
    judge: ({ bytes, width }) =>
      refusing(own, () => mustBe(equal(Buffer.concat(codec.decodeTile(bytes, width)), bytes), 'another tile')),
  }),
  subject<{ bytes: Uint8Array; width: number }>({
    name: 'entries',
    share: 2,
    mutate: (random) => ({ bytes: mutateBytes(random, [bundle]), width: pick(random, [3, 3, 3, ...oddNumbers]) }),
    judge: ({ bytes, width }) =>
      refusing(own, () =>
        mustBe(equal(codec.encodeEntries(codec.decodeEntries(bytes, width)), bytes), 'other entries'),
      ),
  }),
  proofSubject('inclusion', inclusions, ({ numbers: [index, size], hashes: [leaf, root], proof }) =>
    codec.verifyInclusion(index, size, leaf as Uint8Array, proof, root as Uint8Array, sha256),
  ),
  proofSubject('consistency', consistencies, ({ numbers: [size1, size2], hashes: [root1, root2], proof }) =>
    codec.verifyConsistency(size1, size2, proof, root1 as Uint8Array, root2 as Uint8Array, sha256),
  ),
];
