import type { Decode } from './decoder.ts';

/** Why there is no picture: nobody allowed it, there is no camera, or another program has it. */
export type CameraTrouble = 'refused' | 'none' | 'busy';

export interface Camera {
  stop(): void;
}

const wanted = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } };

/**
 * Shows what the camera sees and reads every frame it can: the next one is taken as soon as the one before has been read.
 * @param seen told of every frame: the texts in it, none included
 * @throws CameraTroubleError
 */
export async function openCamera(
  video: HTMLVideoElement,
  decode: (image: ImageBitmap) => ReturnType<Decode>,
  seen: (texts: readonly string[]) => void,
  failed: (error: unknown) => void,
): Promise<Camera> {
  const stream = await openStream();
  let open = true;
  const stop = () => {
    open = false;
    for (const track of stream.getTracks()) track.stop();
  };
  video.srcObject = stream;
  try {
    await video.play();
  } catch (error) {
    stop();
    throw error;
  }
  const look = async () => {
    const image = await createImageBitmap(video);
    const texts = await decode(image);
    if (!open) return;
    seen(texts);
    next();
  };
  const next = () => video.requestVideoFrameCallback(() => void look().catch(failed));
  next();
  return { stop };
}

export class CameraTroubleError extends Error {
  override readonly name = 'CameraTroubleError';
  readonly trouble: CameraTrouble;

  constructor(trouble: CameraTrouble, cause: unknown) {
    super(`no camera: ${trouble}`, { cause });
    this.trouble = trouble;
  }
}

async function openStream(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
  } catch (error) {
    const { name } = error as DOMException;
    if (name === 'NotAllowedError') throw new CameraTroubleError('refused', error);
    throw new CameraTroubleError(name === 'NotReadableError' ? 'busy' : 'none', error);
  }
}
