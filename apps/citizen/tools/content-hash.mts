import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const sources = [
  'apps/citizen/{src,config,web,tools}/**/*',
  'apps/citizen/{package-lock.json,babel.config.js,project.config.json}',
  'packages/{codec,contract,device,rules}/src/**/*.ts',
];

/** Over everything that a build depends on. */
export async function contentHash(target: string): Promise<string> {
  const cwd = join(import.meta.dirname, '../../..');
  const files = globSync(sources, { cwd, withFileTypes: true }).filter((entry) => entry.isFile());
  const hash = createHash('sha256').update(`${target} ${process.version} ${process.env['TARO_APP_NODE_URL'] ?? ''}`);
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).toSorted()) {
    if (!path.endsWith('.test.ts'))
      hash
        .update(path.slice(cwd.length))
        .update('\0')
        .update(await readFile(path))
        .update('\0');
  }
  return hash.digest('hex');
}
