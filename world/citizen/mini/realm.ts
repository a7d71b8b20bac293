import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createContext, Script, type Context } from 'node:vm';

/** A realm with ECMAScript, timers and a console: what a mini-program has beside its platform. Nothing of Node, nothing of a browser. */
export interface Realm {
  /** Runs a file of the bundle, with those it requires; each once. */
  require(name: string): unknown;
  /** Bytes as the realm's own ArrayBuffer. */
  bufferOf(bytes: Uint8Array): ArrayBuffer;
  /** What was written to the console. */
  readonly written: readonly string[];
  /** No timer goes off any more. */
  close(): void;
}

/**
 * Standard objects newer than ECMAScript 2017, taken out: phones of that time have none of them. BigInt, which ES256 is computed with,
 * stays (iOS 14 and Android's engine of WeChat and Alipay have it).
 */
const tooNew: Readonly<Record<string, readonly string[]>> = {
  '': [
    'globalThis',
    'WeakRef',
    'FinalizationRegistry',
    'AggregateError',
    'Iterator',
    'AsyncDisposableStack',
    'DisposableStack',
  ],
  Array: ['fromAsync'],
  'Array.prototype': [
    'flat',
    'flatMap',
    'at',
    'findLast',
    'findLastIndex',
    'toSorted',
    'toReversed',
    'toSpliced',
    'with',
  ],
  Object: ['fromEntries', 'hasOwn', 'groupBy'],
  Map: ['groupBy'],
  'Map.prototype': ['getOrInsert', 'getOrInsertComputed'],
  'Set.prototype': [
    'union',
    'intersection',
    'difference',
    'symmetricDifference',
    'isSubsetOf',
    'isSupersetOf',
    'isDisjointFrom',
  ],
  'String.prototype': ['matchAll', 'replaceAll', 'trimStart', 'trimEnd', 'at', 'isWellFormed', 'toWellFormed'],
  Promise: ['allSettled', 'any', 'withResolvers', 'try'],
  'Promise.prototype': ['finally'],
  Symbol: ['asyncIterator', 'matchAll', 'dispose', 'asyncDispose'],
  'Uint8Array.prototype': ['toHex', 'toBase64', 'setFromHex', 'setFromBase64'],
  Uint8Array: ['fromHex', 'fromBase64'],
  'Object.getPrototypeOf(Uint8Array.prototype)': ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'with'],
  'ArrayBuffer.prototype': ['transfer', 'transferToFixedLength', 'resize'],
  Error: ['isError'],
  JSON: ['rawJSON', 'isRawJSON'],
  RegExp: ['escape'],
};

/** @param globals what the platform gives */
export function openRealm(folder: string, globals: Readonly<Record<string, unknown>>): Realm {
  const written: string[] = [];
  const timers = timersOf();
  const note = (...words: unknown[]) => written.push(words.map(String).join(' '));
  const console = Object.fromEntries(['log', 'info', 'warn', 'error', 'debug'].map((name) => [name, note]));
  const context = createContext({ ...globals, ...timers.globals, console });
  for (const [owner, names] of Object.entries(tooNew)) {
    for (const name of names) new Script(`delete ${owner === '' ? 'this' : owner}.${name}`).runInContext(context);
  }
  const RealmBuffer = new Script('ArrayBuffer').runInContext(context) as typeof ArrayBuffer;
  const loaded = new Map<string, { exports: unknown }>();

  const requireFile = (path: string): unknown => {
    const known = loaded.get(path);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    loaded.set(path, module);
    wrap(path, context)(
      (name: string) => requireFile(`${join(dirname(path), name.replace(/\.js$/, ''))}.js`),
      module,
      module.exports,
    );
    return module.exports;
  };

  return {
    written,
    require: (name) => requireFile(join(folder, `${name}.js`)),
    bufferOf(bytes) {
      const buffer = new RealmBuffer(bytes.length);
      new Uint8Array(buffer).set(bytes);
      return buffer;
    },
    close: timers.stop,
  };
}

type Program = (require: (name: string) => unknown, module: object, exports: object) => void;

function wrap(path: string, context: Context): Program {
  const source = `(function (require, module, exports) {${readFileSync(path, 'utf8')}\n})`;
  return new Script(source, { filename: path }).runInContext(context) as Program;
}

/** Timers are numbers, as on the platforms. */
function timersOf() {
  const running = new Map<number, NodeJS.Timeout>();
  let last = 0;
  const stop = (id?: number) => {
    clearTimeout(running.get(id ?? 0));
    running.delete(id ?? 0);
  };
  const globals = {
    setTimeout(work: (...given: unknown[]) => void, milliseconds?: number, ...given: unknown[]) {
      const id = (last += 1);
      running.set(
        id,
        setTimeout(() => (running.delete(id), work(...given)), milliseconds),
      );
      return id;
    },
    setInterval(work: (...given: unknown[]) => void, milliseconds?: number, ...given: unknown[]) {
      const id = (last += 1);
      running.set(id, setInterval(work, milliseconds, ...given));
      return id;
    },
    clearTimeout: stop,
    clearInterval: stop,
  };
  return { globals, stop: () => [...running.keys()].forEach(stop) };
}
