import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { nodePlatform } from '../conformance/node-platform.ts';
import type { Result } from '../conformance/platform.ts';
import { runConformance } from '../conformance/suite.ts';
import * as codec from '../src/index.ts';
import { bundle } from './bundle.ts';
import { vectorFiles } from './vector-files.ts';

/** Globals that a new V8 context has besides those of ECMA-262. */
const NOT_ECMASCRIPT = ['console', 'Intl', 'WebAssembly'];
/** Clock and randomness are ECMAScript, but the library takes both as arguments. */
const POISON = `{
  const refuse = (what) => () => { throw new Error(what + ' was used'); };
  Math.random = refuse('Math.random');
  Date.now = refuse('Date.now');
  globalThis.Date = new Proxy(Date, {
    apply: refuse('Date()'),
    construct: (target, args) => (args.length === 0 ? refuse('new Date()')() : new target(...args)),
  });
}`;

function bareRealm(): object {
  const realm = createContext(Object.create(null) as object);
  for (const name of NOT_ECMASCRIPT) runInContext(`delete globalThis.${name}`, realm);
  runInContext(POISON, realm);
  return realm;
}

const script = await bundle('bare-realm');
const vectors = vectorFiles();

async function run(files: unknown): Promise<Result[]> {
  const realm = bareRealm();
  runInContext(script, realm);
  const text = JSON.stringify(JSON.stringify(files));
  return JSON.parse(await (runInContext(`conformance.run(${text})`, realm) as Promise<string>)) as Result[];
}

const results = await run(vectors);

it('a bare realm has nothing but ECMAScript', () => {
  const realm = bareRealm();
  const names = ['TextEncoder', 'TextDecoder', 'URL', 'crypto', 'setTimeout', 'queueMicrotask', 'console', 'Buffer'];
  for (const name of [...names, 'process', 'Intl', 'WebAssembly', 'atob', 'performance', 'structuredClone']) {
    expect(runInContext(`typeof ${name}`, realm)).toBe('undefined');
  }
  expect(() => runInContext('Date.now()', realm)).toThrow('Date.now was used');
  expect(() => runInContext('new Date()', realm)).toThrow('new Date() was used');
  expect(() => runInContext('Math.random()', realm)).toThrow('Math.random was used');
});

it('in a bare realm the suite has the same cases as in Node', async () => {
  const inNode = await runConformance(codec, nodePlatform, vectors);
  expect(results.length).toBeGreaterThan(vectors.length);
  expect(results.map(({ name }) => name)).toEqual(inNode.map(({ name }) => name));
});

it.each(results)('in a bare realm with pure JavaScript: $name', ({ ok, detail }) => {
  expect(detail).toBe('');
  expect(ok).toBe(true);
});

describe('the suite', () => {
  it('reports a vector whose expectation is wrong, and a kind of vector that nobody reads', async () => {
    const [inclusion] = vectors.filter(({ path }) => path.endsWith('valid/log-proofs/inclusion-5-of-8.json'));
    const wrong = { path: inclusion!.path, content: { ...(inclusion!.content as object), expected: false } };
    const unread = { path: 'valid/horoscopes/leo.json', content: {} };
    const failed = (await run([wrong, unread])).filter(({ ok }) => !ok);
    expect(failed.map(({ detail }) => detail)).toEqual([
      'expected false, got true',
      'expected "a known kind of vector", got "horoscopes"',
    ]);
  });
});
