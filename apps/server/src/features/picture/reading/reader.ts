import type { Reading } from './reading.ts';
import { createThread, type ThreadLimits, usualLimits, type Work } from './thread.ts';

export type ReadPicture = Work<Reading>;

/** Reads pictures in a thread of their own; with the library that reads texts it holds 200 MB. */
export function createPictureReader(limits: ThreadLimits = usualLimits): ReadPicture {
  return createThread(new URL('./worker.ts', import.meta.url), limits);
}
