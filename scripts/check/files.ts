import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { CHECKOUT } from '../run.ts';

/** A file of the project, its path from the top with `/` between. */
export type TextFile = { path: string; text: string };

const NOT_OURS = new Set(['node_modules', '.git', '.data', '.cache', 'coverage', 'dist']);

/** Paths of all files of the project, sorted, without what was installed or made. */
export async function listFiles(root = CHECKOUT): Promise<string[]> {
  const found: string[] = [];
  const visit = async (dir: string): Promise<void> => {
    for (const entry of await readdir(dir, { withFileTypes: true })) {
      if (NOT_OURS.has(entry.name)) continue;
      const path = join(dir, entry.name);
      if (entry.isDirectory()) await visit(path);
      else if (entry.isFile()) found.push(relative(root, path).split(sep).join('/'));
    }
  };
  await visit(root);
  return found.toSorted();
}

/** The files whose path matches, with their text. */
export async function readFiles(pattern: RegExp): Promise<TextFile[]> {
  const paths = (await listFiles()).filter((path) => pattern.test(path));
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(CHECKOUT, path), 'utf8') })));
}
