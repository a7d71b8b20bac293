import { permissionMarkdown } from '../apps/server/test/permissions/markdown.ts';
import { badInput } from './tables/bad-input.ts';

/** Tables that a test holds, each printed from the data the test reads. */
const TABLES: Record<string, () => string | Promise<string>> = {
  permissions: permissionMarkdown,
  'bad-input': badInput,
};

/** `npm run tables [-- <name>…]`: prints tables in Markdown; no name: all. Exit 1 for a name that is none. */
async function main(names: readonly string[]): Promise<boolean> {
  const unknown = names.find((name) => !Object.hasOwn(TABLES, name));
  if (unknown !== undefined) {
    console.error(`There is no table "${unknown}": ${Object.keys(TABLES).join(', ')}.`);
    return false;
  }
  for (const [name, print] of Object.entries(TABLES)) {
    if (names.length === 0 || names.includes(name)) console.log(await print());
  }
  return true;
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
