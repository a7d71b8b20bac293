import { join } from 'node:path';
import { build } from 'vite';

/**
 * Bundles an entry of the conformance suite with the library into one script that defines `conformance.run`, as a build for
 * phones and browsers would: no module loader, no platform shims.
 */
export async function bundle(entry: 'bare-realm' | 'browser'): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2020',
      lib: {
        entry: join(import.meta.dirname, `../conformance/${entry}.ts`),
        formats: ['iife'],
        name: 'conformance',
      },
    },
  });
  const [result] = Array.isArray(output) ? output : [output];
  if (result === undefined || !('output' in result)) throw new Error('vite is watching instead of building');
  const [chunk, ...more] = result.output;
  if (more.length > 0) throw new Error('the bundle is not one file');
  return chunk.code;
}
