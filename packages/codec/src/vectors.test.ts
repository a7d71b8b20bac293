import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeOf, rejectionCodeOf } from '../test/codec-error.ts';
import {
  type Key,
  readBase45,
  readCbor,
  readPresentation,
  readStrip,
  readTrustList,
} from '../test/independent-reader.ts';
import { independentVerifier } from '../test/independent-verifier.ts';
import type { CodeVector } from '../test/vectors/codes.ts';
import { base64, bytes, readContext } from '../test/vectors/context.ts';
import type { PresentationVector } from '../test/vectors/presentations.ts';
import type { TrustListVector } from '../test/vectors/trust-lists.ts';
import { decodeCode } from './code.ts';
import { verifyTrustList } from './trust-list-verify.ts';
import { verifyCode } from './verification.ts';

const ROOT = join(import.meta.dirname, '../../../vectors');

function load<Vector>(folder: string): [name: string, vector: Vector][] {
  const files = ['valid', 'invalid'].flatMap((side) =>
    readdirSync(join(ROOT, side, folder)).map((file) => `${side}/${folder}/${file}`),
  );
  return files.map((file) => [file, JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as Vector]);
}

test('the files are what the generator makes', () => {
  const run = () => execFileSync(process.execPath, [join(ROOT, 'generate.ts'), '--check'], { encoding: 'utf8' });
  expect(run()).toBe('');
});

describe('presentations', () => {
  const vectors = load<PresentationVector>('presentations');

  test('there are some of both sides', () => {
    expect(vectors.filter(([name]) => name.startsWith('valid/')).length).toBeGreaterThanOrEqual(8);
    expect(vectors.filter(([name]) => name.startsWith('invalid/')).length).toBeGreaterThanOrEqual(30);
  });

  test.each(vectors)('%s', async (name, { text, context, expected }) => {
    const { verdict, step, findings } = await verifyCode(text, await readContext(context), independentVerifier);
    expect({ verdict, step, findings }).toEqual(expected);
    expect(verdict === 'pass').toBe(name.startsWith('valid/'));
  });

  const readable = vectors.filter(([, { text }]) => text.startsWith('TX1:'));
  test.each(readable)(
    '%s: cborg, OpenSSL and sm-crypto agree about the signatures',
    (_, { text, context, expected }) => {
      const { strip, isSignedByHolder } = readPresentation(text);
      const found = expected.findings.map(({ code }) => code);
      expect(isSignedByHolder).toBe(!found.includes('bad-holder-signature'));
      const key = context.trustList === null ? undefined : listedKey(context.trustList, strip.kid);
      expect(key === undefined).toBe(
        found.some((code) => ['trust-list-missing', 'trust-list-behind', 'unknown-key'].includes(code)),
      );
      if (key) expect(strip.isSignedBy(key)).toBe(!found.includes('bad-issuer-signature'));
    },
  );

  function listedKey(list: string, kid: Uint8Array): Key | undefined {
    const nodes = readTrustList(bytes(list), []).content.get('nodes') as Map<string, Map<string, Uint8Array>[]>[];
    const keys = nodes.flatMap((node) => node.get('keys') as Map<string, Uint8Array>[]);
    const key = keys.find((candidate) => Buffer.compare(candidate.get('kid') as Uint8Array, kid) === 0);
    const suite = key?.get('suite') as unknown as string;
    return key && { suite, x: key.get('x') as Uint8Array, y: key.get('y') as Uint8Array };
  }
});

describe('codes', () => {
  const vectors = load<CodeVector>('codes');

  const valid = vectors.flatMap(([name, { text, expected }]) =>
    'error' in expected ? [] : [[name, text, expected] as const],
  );
  test.each(valid)('%s', (_, text, expected) => {
    const code = decodeCode(text);
    const json = JSON.parse(
      JSON.stringify(code.strip.claims, (_key, value: unknown) =>
        value instanceof Uint8Array ? base64(value) : value,
      ),
    );
    expect({ kind: code.kind, claims: json }).toEqual(expected);
  });

  test.each(valid)('%s: cborg reads the same name and the same last four', (_, text, { claims }) => {
    const { maskedName, lastFour } = claims as { maskedName: string; lastFour: string };
    const data = readBase45(text.slice(text.indexOf(':') + 1));
    const strip = text.startsWith('TXP1:') ? readStrip(data) : readPresentation(text).strip;
    expect((strip.claims.get(-65537) as unknown[]).slice(4)).toEqual([maskedName, lastFour]);
  });

  const invalid = vectors.flatMap(([name, { text, expected }]) =>
    'error' in expected ? [[name, text, expected.error] as const] : [],
  );
  test.each(invalid)('%s', (_, text, error) => {
    expect(codeOf(() => decodeCode(text))).toBe(error);
  });

  const badCbor = invalid.filter(([, , error]) =>
    ['cbor-trailing-bytes', 'cbor-truncated', 'cbor-indefinite-length', 'cbor-non-minimal'].includes(error),
  );
  test.each(badCbor)('%s: cborg refuses it too', (_, text) => {
    expect(() => readCbor(readBase45(text.slice(4)))).toThrow(/CBOR/);
  });
});

describe('trust lists', () => {
  const vectors = load<TrustListVector>('trust-lists');

  test.each(vectors)('%s', async (_, { list, roots, threshold, now, minimumVersion, expected }) => {
    const pinned = roots.map(({ kid, suite, x, y }) => ({ kid: bytes(kid), key: { suite, x: bytes(x), y: bytes(y) } }));
    const verified = verifyTrustList(
      bytes(list),
      { roots: pinned, threshold, now, minimumVersion },
      independentVerifier,
    );
    if ('error' in expected) {
      expect(await rejectionCodeOf(verified)).toBe(expected.error);
      return;
    }
    const { version, nodes } = await verified;
    expect({
      version,
      divisions: nodes.map(({ division }) => division),
      kids: nodes.flatMap(({ keys }) => keys.map(({ kid }) => base64(kid))),
    }).toEqual(expected);
  });

  test.each(vectors)('%s: cborg and OpenSSL count the same signatures', (_, { list, roots, threshold, expected }) => {
    const pinned = roots.map(({ kid, suite, x, y }) => ({ kid: bytes(kid), suite, x: bytes(x), y: bytes(y) }));
    const { content, signatures } = readTrustList(bytes(list), pinned);
    expect(signatures >= threshold).toBe(!('error' in expected && expected.error === 'trust-list-threshold'));
    expect(content.get('version')).toBe(7);
  });
});
