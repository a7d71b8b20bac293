import * as codec from '../src/index.ts';
import type { VectorFile } from './platform.ts';
import { runConformance } from './suite.ts';
import { webPlatform } from './web-platform.ts';

/** Entry of the bundle for a browser. Takes and gives JSON. */
export async function run(vectors: string): Promise<string> {
  return JSON.stringify(await runConformance(codec, webPlatform, JSON.parse(vectors) as VectorFile[]));
}
