import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VectorFile } from '../conformance/platform.ts';

const VECTORS = join(import.meta.dirname, '../../../vectors');

/** Every vector file under `vectors/valid` and `vectors/invalid`, in the order of their paths. */
export function vectorFiles(): VectorFile[] {
  return ['invalid', 'valid']
    .flatMap((folder) =>
      readdirSync(join(VECTORS, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
    )
    .filter((path) => path.endsWith('.json'))
    .sort()
    .map((path) => ({ path, content: JSON.parse(readFileSync(join(VECTORS, path), 'utf8')) as unknown }));
}
