import { liveKillPoints } from '../world/kill-points/live.ts';
import { failures, renderKillPoints } from '../world/kill-points/table.ts';

/** Each table is made from what happens now, and answers its Markdown and whether it is as it should be. */
const tables: Readonly<Record<string, () => Promise<{ markdown: string; ok: boolean }>>> = {
  async 'kill-points'() {
    const lived = await liveKillPoints('full', ({ deed, machine, point }) =>
      console.error(`${deed.title}: ${machine.role} ${point}`),
    );
    return { markdown: renderKillPoints(lived), ok: failures(lived).length === 0 };
  },
};

const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : Object.keys(tables);
for (const name of names) {
  const make = tables[name];
  if (make === undefined) {
    console.error(`there is no table ${name}; there are: ${Object.keys(tables).join(', ')}`);
    process.exit(2);
  }
  const { markdown, ok } = await make();
  console.log(`## ${name}\n\n${markdown}\n`);
  if (!ok) process.exitCode = 1;
}
