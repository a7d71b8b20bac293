import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../run.ts';

export type PackageSource = { package: string; version: string; licence: string; integrity: string };

/** Fetches a package of the npm registry into a temporary folder, without installing it, for as long as `use` takes. */
export async function unpack(
  { name, version }: { name: string; version: string },
  use: (unpacked: { folder: string; source: PackageSource }) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tongxing-divisions-'));
  try {
    await must('npm', ['pack', `${name}@${version}`, '--pack-destination', folder]);
    const tarball = join(folder, `${name}-${version}.tgz`);
    await must('tar', ['-xzf', tarball, '-C', folder]);
    const integrity = `sha512-${createHash('sha512')
      .update(await readFile(tarball))
      .digest('base64')}`;
    const manifest = JSON.parse(await readFile(join(folder, 'package/package.json'), 'utf8')) as { license: string };
    await use({
      folder: join(folder, 'package'),
      source: { package: name, version, licence: manifest.license, integrity },
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function must(program: string, args: readonly string[]): Promise<void> {
  const { exitCode, output } = await run(program, args);
  if (exitCode !== 0) throw new Error(output);
}
