import { createThread, type ThreadLimits, usualLimits, type Work } from '../reading/thread.ts';

/** A JPEG or PNG drawn anew as JPEG: what is seen, and not a byte of what was sent. */
export type RedrawPicture = Work<Uint8Array>;

/** The caller has looked at how large the picture says that it is: four bytes a pixel are needed several times over. */
export function createPictureRedrawer(limits: ThreadLimits = usualLimits): RedrawPicture {
  return createThread(new URL('./worker.ts', import.meta.url), limits);
}
