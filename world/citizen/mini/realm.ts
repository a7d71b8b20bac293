import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createContext, Script, type Context } from 'node:vm';
import { newerThan2017 } from './newer-than-2017.ts';

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
 * @param globals what the platform gives
 * @param slowness so many times longer every timer takes
 */
export function openRealm(folder: string, globals: Readonly<Record<string, unknown>>, slowness = 1): Realm {
  const written: string[] = [];
  const timers = timersOf(slowness);
  const note = (...words: unknown[]) => written.push(words.map(String).join(' '));
  const console = Object.fromEntries(['log', 'info', 'warn', 'error', 'debug'].map((name) => [name, note]));
  const context = createContext({ ...globals, ...timers.globals, console });
  for (const [owner, names] of Object.entries(newerThan2017)) {
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
function timersOf(slowness: number) {
  const running = new Map<number, NodeJS.Timeout>();
  let last = 0;
  const stop = (id?: number) => {
    clearTimeout(running.get(id ?? 0));
    running.delete(id ?? 0);
  };
  const globals = {
    setTimeout(work: (...given: unknown[]) => void, milliseconds = 0, ...given: unknown[]) {
      const id = (last += 1);
      running.set(
        id,
        setTimeout(() => (running.delete(id), work(...given)), milliseconds * slowness),
      );
      return id;
    },
    setInterval(work: (...given: unknown[]) => void, milliseconds = 0, ...given: unknown[]) {
      const id = (last += 1);
      running.set(id, setInterval(work, milliseconds * slowness, ...given));
      return id;
    },
    clearTimeout: stop,
    clearInterval: stop,
  };
  return { globals, stop: () => [...running.keys()].forEach(stop) };
}
