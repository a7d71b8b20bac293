import { permissionMarkdown } from '../apps/server/test/permissions/markdown.ts';
import { liveKillPoints } from '../world/kill-points/live.ts';
import { failures, renderKillPoints } from '../world/kill-points/table.ts';
import { badInput } from './tables/bad-input.ts';

interface Table {
  readonly markdown: string;
  /** False where what the table shows is not as it should be. */
  readonly ok: boolean;
}

/** Tables that a test holds, each printed from the data the test reads, or from what happens now as it does in the test. */
const TABLES: Record<string, () => Promise<Table>> = {
  permissions: async () => ({ markdown: permissionMarkdown(), ok: true }),
  'bad-input': async () => ({ markdown: await badInput(), ok: true }),
  async 'kill-points'() {
    const lived = await liveKillPoints('full', ({ deed, machine, point }) =>
      console.error(`${deed.title}: ${machine.role} ${point}`),
    );
    return { markdown: renderKillPoints(lived), ok: failures(lived).length === 0 };
  },
};

/** `npm run tables [-- <name>…]`: prints tables in Markdown; no name: all. Exit 1 for a name that is none and for a table that is not ok. */
async function main(names: readonly string[]): Promise<boolean> {
  const unknown = names.find((name) => !Object.hasOwn(TABLES, name));
  if (unknown !== undefined) {
    console.error(`There is no table "${unknown}": ${Object.keys(TABLES).join(', ')}.`);
    return false;
  }
  let allOk = true;
  for (const [name, make] of Object.entries(TABLES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const { markdown, ok } = await make();
    console.log(markdown);
    allOk &&= ok;
  }
  return allOk;
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
