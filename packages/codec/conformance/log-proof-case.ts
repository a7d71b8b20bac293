import type { Case } from './expectation.ts';
import { unhex } from './keys.ts';
import type { Codec, Platform } from './platform.ts';

/** A file of `vectors/valid/log-proofs` or `vectors/invalid/log-proofs`. Hashes and entries are hexadecimal. */
type LogProofVector = { readonly expected: unknown } & (
  | {
      readonly kind: 'inclusion';
      readonly index: number;
      readonly size: number;
      readonly entry: string;
      readonly proof: readonly string[];
      readonly root: string;
    }
  | {
      readonly kind: 'consistency';
      readonly size1: number;
      readonly size2: number;
      readonly proof: readonly string[];
      readonly root1: string;
      readonly root2: string;
    }
  | {
      readonly kind: 'checkpoint';
      readonly note: string;
      readonly origin: string;
      readonly logKey: string;
      readonly witnessKeys: readonly string[];
    }
);

export function logProofCase(codec: Codec, platform: Platform, name: string, content: unknown): Case {
  const vector = content as LogProofVector;
  return { name, expected: vector.expected, run: () => outcomeOf(codec, platform, vector) };
}

function outcomeOf(codec: Codec, platform: Platform, vector: LogProofVector): unknown {
  const { sha256 } = platform;
  switch (vector.kind) {
    case 'inclusion': {
      const leaf = codec.leafHash(unhex(vector.entry), sha256);
      const proof = vector.proof.map(unhex);
      return codec.verifyInclusion(vector.index, vector.size, leaf, proof, unhex(vector.root), sha256);
    }
    case 'consistency': {
      const [root1, root2] = [unhex(vector.root1), unhex(vector.root2)];
      return codec.verifyConsistency(vector.size1, vector.size2, vector.proof.map(unhex), root1, root2, sha256);
    }
    case 'checkpoint':
      return openedCheckpoint(codec, platform, vector);
  }
}

async function openedCheckpoint(
  codec: Codec,
  platform: Platform,
  vector: Extract<LogProofVector, { kind: 'checkpoint' }>,
): Promise<unknown> {
  const keyOf = (text: string) => codec.parseVerifierKey(text, platform.sha256);
  const log = { origin: vector.origin, key: keyOf(vector.logKey) };
  const witnesses = vector.witnessKeys.map(keyOf);
  const opened = await codec.openCheckpoint(vector.note, log, witnesses, platform.verifyEd25519);
  return {
    size: opened.size,
    root: codec.encodeBase64(opened.root),
    extensions: opened.extensions,
    cosignatures: opened.cosignatures.map(({ key, timestamp }) => ({ name: key.name, timestamp })),
  };
}
