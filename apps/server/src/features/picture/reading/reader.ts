import { Worker } from 'node:worker_threads';
import type { Reading } from './reading.ts';

/** Reads a picture. `unreadable`: it is none, or broken. `too-long`: it was given up, and so was the thread that read it. */
export type ReadPicture = (bytes: Uint8Array) => Promise<Reading | 'unreadable' | 'too-long'>;

export interface ReaderLimits {
  /** A picture that takes longer is given up; it takes about a second. */
  readonly milliseconds: number;
  /** After so long without a picture the thread ends, and with it the 200 MB that it holds. */
  readonly idleMilliseconds: number;
}

const usualLimits: ReaderLimits = { milliseconds: 60_000, idleMilliseconds: 60_000 };

/**
 * Pictures are read in a thread of their own, one after the other: reading one takes about a second of computing, in which this process
 * would do nothing else. The thread is begun with the first picture and kept warm for the next.
 */
export function createPictureReader(limits: ReaderLimits = usualLimits): ReadPicture {
  let thread: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;
  const end = (ended: Worker) => {
    if (thread === ended) thread = undefined;
    void ended.terminate();
  };
  const read: ReadPicture = async (bytes) => {
    clearTimeout(idle);
    const reader = (thread ??= begin());
    const answer = await answerOf(reader, bytes, limits.milliseconds);
    // What was given up is still at work, and what has failed may hold anything: neither reads another picture.
    if (answer === 'too-long') end(reader);
    idle = setTimeout(() => end(reader), limits.idleMilliseconds).unref();
    return answer;
  };
  return (bytes) => {
    const turn = last.then(() => read(bytes));
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** The libraries complain on the output; what they say of a picture is not for the log of the node. */
function begin(): Worker {
  const thread = new Worker(new URL('./worker.ts', import.meta.url), {
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64 },
  });
  thread.stdout.resume();
  thread.stderr.resume();
  // Nobody waits for a thread that has nothing to read.
  thread.unref();
  return thread;
}

function answerOf(thread: Worker, bytes: Uint8Array, milliseconds: number): ReturnType<ReadPicture> {
  const { promise, resolve } = Promise.withResolvers<Reading | 'unreadable' | 'too-long'>();
  const answered = (reading: Reading | undefined) => resolve(reading ?? 'unreadable');
  const failed = () => resolve('too-long');
  const timer = setTimeout(failed, milliseconds);
  thread.once('message', answered).once('error', failed).once('exit', failed);
  thread.ref();
  thread.postMessage(bytes, []);
  return promise.finally(() => {
    clearTimeout(timer);
    thread.off('message', answered).off('error', failed).off('exit', failed);
    thread.unref();
  });
}
