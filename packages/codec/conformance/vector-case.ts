import { codeCase, presentationCase, trustListCase } from './code-case.ts';
import type { Case } from './expectation.ts';
import { logProofCase } from './log-proof-case.ts';
import { placeCodeCase } from './place-code-case.ts';
import type { Codec, Platform, VectorFile } from './platform.ts';
import { statusListCase } from './status-list-case.ts';

const READERS: Readonly<Record<string, (codec: Codec, platform: Platform, name: string, content: unknown) => Case>> = {
  codes: codeCase,
  presentations: presentationCase,
  'place-codes': placeCodeCase,
  'trust-lists': trustListCase,
  'status-lists': statusListCase,
  'log-proofs': logProofCase,
};

/** The case that a vector file describes. Its folder says what it is about; a folder that nobody reads is a wrong case. */
export function vectorCase(codec: Codec, platform: Platform, { path, content }: VectorFile): Case {
  const [, kind = ''] = path.split('/');
  const read = READERS[kind];
  return read?.(codec, platform, path, content) ?? { name: path, expected: 'a known kind of vector', run: () => kind };
}
