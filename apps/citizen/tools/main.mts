import { buildApp, targets, type Target } from './build.mts';
import { installApp } from './install.mts';
import { alone } from './lock.mts';

/**
 * usage: node apps/citizen/tools/main.mts [weapp | alipay | h5 …]
 *
 * Installs what the app is built with and builds the targets that are named, as far as that has not been done; prints the folder of each.
 */
const asked = process.argv.slice(2);
const isTarget = (word: string): word is Target => targets.some((target) => target === word);
const unknown = asked.find((word) => !isTarget(word));
// What was started on the way ends with this program.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(1));
if (unknown === undefined) {
  await alone(async () => {
    await installApp();
    for (const target of asked.filter(isTarget)) console.log(await buildApp(target));
  });
} else {
  console.error(`There is no target ${unknown}: ${targets.join(', ')}.`);
  process.exitCode = 2;
}
