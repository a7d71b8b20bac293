import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export interface Asset {
  readonly mediaType: string;
  readonly content: string;
}

const entry = fileURLToPath(new URL('./browser/main.ts', import.meta.url));

/** Everything the browser loads, by its path. The script is bundled from the same sources as everything else. */
export async function buildAssets(): Promise<ReadonlyMap<string, Asset>> {
  const read = (name: string) => readFile(new URL(`./browser/${name}`, import.meta.url), 'utf8');
  const [page, style, icon, script] = await Promise.all([
    read('index.html'),
    read('style.css'),
    read('icon.svg'),
    buildScript(),
  ]);
  return new Map([
    ['/', { mediaType: 'text/html', content: page }],
    ['/walk.css', { mediaType: 'text/css', content: style }],
    ['/walk.js', { mediaType: 'text/javascript', content: script }],
    ['/icon.svg', { mediaType: 'image/svg+xml', content: icon }],
  ]);
}

async function buildScript(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, target: 'es2022', lib: { entry, formats: ['es'], fileName: 'walk' } },
  });
  const [result] = Array.isArray(output) ? output : [output];
  const chunk = result !== undefined && 'output' in result ? result.output[0] : undefined;
  if (chunk === undefined) throw new Error('the script of the walk was not built');
  return chunk.code;
}
