import { parseArgs } from 'node:util';
import { backUp, ensurePostgres, restoreBackup } from '@tongxing/server/embedded-postgres';

const usage = `npm run backup -- <folder> [--name demo]            copies the running demo's database into an empty folder
npm run backup -- <folder> --restore [--name demo]  puts it back where there is no data`;

/** Backs up the embedded server of a demo, or restores it. Keys and secrets are not in it: they are kept apart on purpose. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { name: { type: 'string', default: 'demo' }, restore: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [folder] = positionals;
  if (folder === undefined || positionals.length !== 1) throw new Error(usage);
  if (values.restore) {
    await restoreBackup(folder, { name: values.name });
    console.log(`restored ${values.name} from ${folder}; npm start goes on from there`);
    return;
  }
  const server = await ensurePostgres({ instance: values.name });
  try {
    const { files, endsAt } = await backUp(server, folder);
    console.log(`${files} files in ${folder}; everything committed before ${endsAt} is in them`);
  } finally {
    await server.release();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
