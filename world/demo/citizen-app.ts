import { buildApp } from '../citizen/build.ts';
import type { World } from '../world.ts';

/**
 * Builds the citizen's app while everything else runs already: the nodes serve it from the moment at which it is there.
 * @returns ends the build where it is
 */
export function buildCitizenApp(world: World, progress: (step: string) => void): () => Promise<void> {
  const ending = new AbortController();
  progress("building the citizen's app, a minute or two the first time / 正在构建居民端,首次约一两分钟");
  const built = buildApp(['h5'], ending.signal).then(
    () => {
      for (const node of Object.values(world.nodes)) progress(`the citizen's app / 居民端: ${node.url}/app/`);
    },
    (error: unknown) => {
      if (!ending.signal.aborted)
        console.error(`the citizen's app could not be built / 居民端未能构建\n${String(error)}`);
    },
  );
  return async () => {
    ending.abort();
    await built;
  };
}
