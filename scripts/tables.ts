import { badInput } from './tables/bad-input.ts';

/** Tables that tests hold the node to, printed from the data of those tests. */
const TABLES: Record<string, () => Promise<string>> = {
  'bad-input': badInput,
};

/** `npm run tables [-- <name>…]`; no name: all. */
async function main(): Promise<number> {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !Object.hasOwn(TABLES, name));
  if (unknown !== undefined) {
    console.error(`There is no table "${unknown}": ${Object.keys(TABLES).join(', ')}.`);
    return 1;
  }
  for (const [name, print] of Object.entries(TABLES)) {
    if (names.length === 0 || names.includes(name)) console.log(await print());
  }
  return 0;
}

process.exitCode = await main();
