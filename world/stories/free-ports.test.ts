import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { freePorts } from './free-ports.ts';

/** Begins at the same block as all others, and lives until its input ends: what it holds is free again once it is gone. */
const program = `import { freePorts } from ${JSON.stringify(import.meta.resolve('./free-ports.ts'))};
process.stdout.write(JSON.stringify(await freePorts(70, 7)));
process.stdin.on('end', () => process.exit()).resume();`;

test('no two processes are given the same port, and none that the kernel gives away by itself', async () => {
  const others = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  const told = await Promise.all(others.map(async ({ stdout }) => String((await once(stdout, 'data'))[0])));
  const given = [
    await freePorts(70, 7),
    await freePorts(3, 7),
    ...told.map((text) => JSON.parse(text) as number[]),
  ].flat();
  for (const { stdin } of others) stdin.end();
  expect(given).toHaveLength(353);
  expect(new Set(given).size).toBe(given.length);
  expect(Math.max(...given)).toBeLessThan(32_768);
});
