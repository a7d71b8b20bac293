import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { VectorFile } from '../conformance/platform.ts';

const VECTORS = join(import.meta.dirname, '../../../vectors');

/** What the codec does not read: statements between servers, which are JWS. */
const OF_THE_SERVER = 'attestations';

/** Every vector file of the codec under `vectors/valid` and `vectors/invalid`, in the order of their paths. */
export function vectorFiles(): VectorFile[] {
  return ['invalid', 'valid']
    .flatMap((folder) =>
      readdirSync(join(VECTORS, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
    )
    .filter((path) => path.endsWith('.json') && basename(dirname(path)) !== OF_THE_SERVER)
    .sort()
    .map((path) => ({ path, content: JSON.parse(readFileSync(join(VECTORS, path), 'utf8')) as unknown }));
}
