import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

export class StateFileError extends Error {
  readonly code: 'state-unreadable' | 'state-foreign';

  constructor(code: 'state-unreadable' | 'state-foreign', message: string) {
    super(message);
    this.name = 'StateFileError';
    this.code = code;
  }
}

/** The parsed content of a state file, or undefined where there is none yet. */
export async function readState(path: string): Promise<unknown> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new StateFileError('state-unreadable', `${path} cannot be read: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(content) as unknown;
  } catch {
    throw new StateFileError('state-unreadable', `${path} is not JSON. Move it away to start empty.`);
  }
}

/**
 * A function that makes the state durable and settles when it is. A write that begins while others wait serves them all,
 * so a burst of changes costs two writes and not one each.
 *
 * @param snapshot gives the state at the moment a write begins
 */
export function stateWriter(path: string, snapshot: () => unknown): () => Promise<void> {
  let writing: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  return () => {
    const begin = () => {
      writing = replaceFile(path, JSON.stringify(snapshot()));
      waiting = undefined;
      return writing;
    };
    waiting ??= writing.then(begin, begin);
    return waiting;
  };
}

/** New content first and durable, the name second, the folder last: whoever is killed in between leaves the old file whole. */
async function replaceFile(path: string, content: string): Promise<void> {
  const temporary = `${path}.new`;
  await writeDurably(temporary, content);
  await rename(temporary, path);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function writeDurably(path: string, content: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
