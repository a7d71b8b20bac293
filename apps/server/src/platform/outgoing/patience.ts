import { addSeconds, type Clock } from '../clock.ts';

/** What is outside begins later than the node, restarts, is slow for a moment; what is silent for longer is for somebody to look at. */
const patienceSeconds = 180;

const silences = new Set(['SourcePaused', 'OriginBusy', 'AbortError', 'TimeoutError']);
const connecting =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|UND_ERR_.*)$/;

/** Errors of what had not been silent for long when they were thrown. */
const passing = new WeakSet<object>();

/** Puts a question to something outside of the node, which is known by its name: a source, a channel, the division of a peer. */
export type Patience = <T>(whom: string, question: () => Promise<T>) => Promise<T>;

/**
 * Remembers, for one process, since when each system outside has been silent; whatever it answers ends that. What it throws in the first
 * three minutes {@link isPassing passes by itself}, as far as anybody can tell.
 */
export function createPatience(clock: Clock): Patience {
  const silentSince = new Map<string, Date>();
  return async (whom, question) => {
    try {
      const answer = await question();
      silentSince.delete(whom);
      return answer;
    } catch (error) {
      if (!isSilence(error)) silentSince.delete(whom);
      else {
        const now = clock.now();
        const since = silentSince.get(whom) ?? now;
        silentSince.set(whom, since);
        if (now < addSeconds(since, patienceSeconds)) passing.add(error);
      }
      throw error;
    }
  };
}

/** True of the error of something outside that has begun to be silent only now. */
export function isPassing(error: unknown): boolean {
  return error instanceof Error && passing.has(error);
}

/** No connection, no answer in time, or the answer that there is none for the moment; what is answered otherwise is no silence. */
function isSilence(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code, status } = error as { code?: unknown; status?: unknown };
  if (silences.has(error.name) || (typeof status === 'number' && status >= 500)) return true;
  // What fetch throws names no code; what it was caused by does.
  return (typeof code === 'string' && connecting.test(code)) || isSilence(error.cause);
}
