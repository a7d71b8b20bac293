import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { ValueSets } from '@tongxing/rules';

/** What a command came to: the lines to print, and whether everything is in order. */
export interface Report {
  lines: string[];
  ok: boolean;
}

const CHECKOUT = dirname(dirname(import.meta.dirname));

export const say = (path: string): string => relative(CHECKOUT, path);

/** @throws Error that names the file */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${say(path)}: 无法读取 / cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

export const jsonFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => join(folder, file));

/** The lists of words of a policies folder, by name. @throws Error that names the file which is no such list */
export function readValueSets(policies: string): ValueSets {
  const sets = jsonFiles(join(policies, 'value-sets')).map((path): [string, readonly string[]] => {
    const { id, values } = readJson(path) as { id?: unknown; values?: unknown };
    const words = Array.isArray(values) && values.every((value) => typeof value === 'string');
    if (typeof id !== 'string' || !words || !path.endsWith(`/${id}.json`)) {
      throw new Error(
        `${say(path)}: 须有与文件同名的 id 和文字列表 values / needs the file's name as id and a list of words`,
      );
    }
    return [id, values];
  });
  return Object.fromEntries(sets);
}
