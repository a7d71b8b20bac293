import { Worker } from 'node:worker_threads';

/** What a thread makes of a picture. `unreadable`: it is none, or broken. `too-long`: it was given up, and so was the thread. */
export type Work<Made> = (bytes: Uint8Array) => Promise<Made | 'unreadable' | 'too-long'>;

export interface ThreadLimits {
  /** A picture that takes longer is given up; it takes about a second. */
  readonly milliseconds: number;
  /** After so long without a picture the thread ends, and with it the memory that it holds. */
  readonly idleMilliseconds: number;
}

export const usualLimits: ThreadLimits = { milliseconds: 60_000, idleMilliseconds: 60_000 };

/**
 * Work on pictures in a thread of its own, one after the other: each takes about a second of computing, in which this process would do
 * nothing else. The thread is begun with the first picture and kept warm for the next.
 * @param program answers each picture that it is sent with what it makes of it, or with undefined for what is none
 */
export function createThread<Made>(program: URL, limits: ThreadLimits): Work<Made> {
  let thread: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;
  const end = (ended: Worker) => {
    if (thread === ended) thread = undefined;
    void ended.terminate();
  };
  const work: Work<Made> = async (bytes) => {
    clearTimeout(idle);
    const worker = (thread ??= begin(program));
    const answer = await answerOf<Made>(worker, bytes, limits.milliseconds);
    // What was given up is still at work, and what has failed may hold anything: neither takes another picture.
    if (answer === 'too-long') end(worker);
    idle = setTimeout(() => end(worker), limits.idleMilliseconds).unref();
    return answer;
  };
  return (bytes) => {
    const turn = last.then(() => work(bytes));
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** The libraries complain on the output; what they say of a picture is not for the log of the node. */
function begin(program: URL): Worker {
  const thread = new Worker(program, {
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64 },
  });
  thread.stdout.resume();
  thread.stderr.resume();
  // Nobody waits for a thread that has nothing to do.
  thread.unref();
  return thread;
}

function answerOf<Made>(thread: Worker, bytes: Uint8Array, milliseconds: number): ReturnType<Work<Made>> {
  const { promise, resolve } = Promise.withResolvers<Made | 'unreadable' | 'too-long'>();
  const answered = (made: Made | undefined) => resolve(made ?? 'unreadable');
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
