import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { readAreaLine, type Division } from './division.ts';
import { createDivisions, type Divisions } from './divisions.ts';

/** The same for every node: it comes with the release and is no part of a configuration. */
const shipped = fileURLToPath(new URL('../../../../../divisions/', import.meta.url));

/**
 * Reads the divisions of the country: `areas/` (province to county), `streets/` and `villages/`, a file for each province.
 * About 3 MB; lines of streets and villages are taken apart only when somebody asks for them.
 */
export async function readDivisions(folder: string = shipped): Promise<Divisions> {
  const [areas, streets, villages] = await Promise.all(
    ['areas', 'streets', 'villages'].map((name) => lines(folder, name)),
  );
  const { current } = JSON.parse(await readFile(join(folder, 'source.json'), 'utf8')) as {
    current: { dataOf: string };
  };
  return createDivisions({
    dataOf: current.dataOf,
    areas: (areas ?? []).map((line): Division => readAreaLine(line)),
    inside: new Map([...(streets ?? []), ...(villages ?? [])].map((line) => splitParent(line))),
  });
}

async function lines(folder: string, name: string): Promise<string[]> {
  const files = (await readdir(join(folder, name))).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, name, file), 'utf8')));
  return texts.flatMap((text) => text.split('\n').filter((line) => line !== ''));
}

function splitParent(line: string): readonly [parent: string, rest: string] {
  const tab = line.indexOf('\t');
  return [line.slice(0, tab), line.slice(tab + 1)];
}
