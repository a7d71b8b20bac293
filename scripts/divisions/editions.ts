import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A dated edition of GB/T 2260 as the Ministry of Civil Affairs published it: six-digit codes and names. */
export type Edition = { day: string; names: Readonly<Record<string, string>> };

/** The editions of the package gb2260, oldest first; each is of the last day of its month. */
export async function readEditions(folder: string): Promise<Edition[]> {
  const files = (await readdir(join(folder, 'lib'))).filter((name) => /^\d{6}\.json$/.test(name)).toSorted();
  return Promise.all(
    files.map(async (name) => {
      const [year, month] = [Number(name.slice(0, 4)), Number(name.slice(4, 6))];
      const day = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
      return { day, names: JSON.parse(await readFile(join(folder, 'lib', name), 'utf8')) as Record<string, string> };
    }),
  );
}
