import * as codec from '../src/index.ts';
import type { VectorFile } from './platform.ts';
import { purePlatform } from './pure-platform.ts';
import { runConformance } from './suite.ts';

/** Entry of the bundle for a realm with ECMAScript built-ins only. Takes and gives JSON, so that no object crosses realms. */
export async function run(vectors: string): Promise<string> {
  return JSON.stringify(await runConformance(codec, purePlatform, JSON.parse(vectors) as VectorFile[]));
}
