export interface Question {
  readonly id: number;
  readonly image: ImageBitmap;
  readonly sought: Sought;
}

/** QR codes; or the bars on labels of tubes as well, which take longer to look for. */
export type Sought = 'codes' | 'codes-and-bars';

export type Answer =
  | { readonly id: number; readonly texts: readonly string[] }
  | { readonly id: number; readonly failure: string };

/** Reads the codes of a picture, each text once. @throws Error when the reader could not be loaded */
export type Decode = (image: ImageBitmap, sought?: Sought) => Promise<readonly string[]>;

/** The reader, in a worker of its own. */
export function openDecoder(): Decode {
  const worker = new Worker(new URL('./decoder-worker.ts', import.meta.url), { type: 'module' });
  const asked = new Map<number, { resolve(texts: readonly string[]): void; reject(error: Error): void }>();
  let next = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    const question = asked.get(data.id);
    asked.delete(data.id);
    if ('texts' in data) question?.resolve(data.texts);
    else question?.reject(new Error(data.failure));
  });
  worker.addEventListener('error', ({ message }) => {
    for (const { reject } of asked.values()) reject(new Error(message));
    asked.clear();
  });
  return (image, sought = 'codes') =>
    new Promise((resolve, reject) => {
      const id = next++;
      asked.set(id, { resolve, reject });
      worker.postMessage({ id, image, sought } satisfies Question, [image]);
    });
}
