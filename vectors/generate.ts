import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildVectors } from '../packages/codec/test/vectors/build.ts';

/**
 * Writes the vectors of codes, presentations, place codes and trust lists; with `--check` compares instead and exits 1 where a file
 * differs. Signatures are deterministic (RFC 6979), so the files are the same every time.
 */
const check = process.argv.includes('--check');
let differing = 0;
for (const [path, text] of await buildVectors()) {
  const file = join(import.meta.dirname, path);
  if (check) {
    if (readOrEmpty(file) === text) continue;
    console.error(`${path} differs from what vectors/generate.ts makes`);
    differing += 1;
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
process.exitCode = differing === 0 ? 0 : 1;

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
