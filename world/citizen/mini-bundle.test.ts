import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from './build.ts';
import { pagesOf, type AppJson } from './mini/base-library.ts';
import { demandsOf, type Demands } from './mini/ecmascript.ts';

/** What the app brings for phones that lack it. */
const brought = ['Object.hasOwn', 'flatMap'];
/** What a library of it looks for before it uses it. */
const lookedFor = ['Uint8Array.fromHex'];
/** ECMAScript 2017, as far as it is used; BigInt, without which there is no ES256; timers and the console. */
const everywhere = [
  'Array',
  'ArrayBuffer',
  'BigInt',
  'Boolean',
  'DataView',
  'Date',
  'Error',
  'EvalError',
  'Function',
  'Infinity',
  'JSON',
  'Map',
  'Math',
  'NaN',
  'Number',
  'Object',
  'Promise',
  'Proxy',
  'RangeError',
  'ReferenceError',
  'Reflect',
  'RegExp',
  'Set',
  'String',
  'Symbol',
  'SyntaxError',
  'TypeError',
  'URIError',
  'Uint16Array',
  'Uint32Array',
  'Int32Array',
  'Int8Array',
  'Uint8Array',
  'WeakMap',
  'WeakSet',
  'arguments',
  'decodeURIComponent',
  'encodeURI',
  'encodeURIComponent',
  'escape',
  'isFinite',
  'isNaN',
  'parseFloat',
  'parseInt',
  'undefined',
  'clearInterval',
  'clearTimeout',
  'console',
  'setInterval',
  'setTimeout',
  'require',
  'module',
  'exports',
];
const ofPlatforms = ['App', 'Page', 'Component', 'getApp', 'getCurrentPages', 'requirePlugin'];
/** On ways that are never gone: Taro's for a platform that is not built for, a GIF by the library that draws the QR code. */
const elsewhere = ['tt', 'btoa'];

describe.each([
  { name: 'weapp' as const, title: 'WeChat', own: ['wx'] },
  { name: 'alipay' as const, title: 'Alipay', own: ['my', 'navigator'] },
])('what is built for $title', ({ name, own }) => {
  let folder: string;
  const demands = new Map<string, Demands>();
  beforeAll(async () => {
    [folder = ''] = await buildApp([name]);
    for (const file of globSync('**/*.js', { cwd: folder }))
      demands.set(file, demandsOf(await readFile(join(folder, file), 'utf8')));
  }, 300_000);

  test('names every page, and each of them is there', async () => {
    const pages = pagesOf(JSON.parse(await readFile(join(folder, 'app.json'), 'utf8')) as AppJson);
    const built = globSync('{pages,guard}/**/*.js', { cwd: folder }).map((file) => file.replace(/\.js$/, ''));
    expect(pages[0]).toBe('pages/code/index');
    expect(pages.toSorted()).toEqual(built.toSorted());
  });

  test('has what only a guard needs in the part that is fetched when a guard opens it', async () => {
    const finding = 'untrusted-issuer';
    const having: string[] = [];
    for (const file of demands.keys())
      if ((await readFile(join(folder, file), 'utf8')).includes(finding)) having.push(file);
    expect(having).toEqual(['guard/check/index.js']);
  });

  test('is written in ECMAScript 2017, but for BigInt', () => {
    const newer = [...demands].filter(([, { syntax }]) => syntax !== undefined);
    expect(newer.map(([file, { syntax }]) => `${file}: ${syntax}`)).toEqual([]);
  });

  test('calls no function of a later ECMAScript that it does not bring with it', () => {
    const called = new Set([...demands.values()].flatMap(({ functions }) => functions));
    expect([...called].filter((each) => ![...brought, ...lookedFor].includes(each))).toEqual([]);
  });

  test('uses nothing that the platform does not have: no window, no URL, no fetch, no process', () => {
    const known = new Set([...everywhere, ...ofPlatforms, ...elsewhere, ...own]);
    const unknown = [...demands].flatMap(([file, { globals }]) =>
      globals.filter((each) => !known.has(each)).map((each) => `${file}: ${each}`),
    );
    expect(unknown).toEqual([]);
  });
});
