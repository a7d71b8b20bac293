import { SourcePaused } from '../features/facts/index.ts';
import { addSeconds, type Clock } from '../platform/clock.ts';

/** So many failures in a row, and the source is left in peace for a while. */
const failuresAllowed = 5;
const pauseSeconds = 30;
/** An answer that took longer is used, and counts as a failure: whoever waits for it holds up the others. */
const slowMs = 1500;

/**
 * A circuit breaker for one source in one process. Closed, it lets every question through; after five failures in a row it is open
 * for half a minute, and who asks hears at once that the source is paused; then one question is let through to see, and its outcome
 * closes it or opens it for as long again. That a source refuses one question (status 4xx) says nothing of the next.
 */
export function createBreaker(clock: Clock): <T>(question: () => Promise<T>) => Promise<T> {
  let failures = 0;
  let pausedUntil: Date | undefined;
  let probing = false;
  const failed = () => {
    failures += 1;
    if (probing || failures >= failuresAllowed) pausedUntil = addSeconds(clock.now(), pauseSeconds);
  };
  const answered = () => {
    failures = 0;
    pausedUntil = undefined;
  };
  return async (question) => {
    const began = clock.now();
    const isProbe = pausedUntil !== undefined;
    if (pausedUntil !== undefined) {
      if (probing || began < pausedUntil) throw new SourcePaused(pausedUntil);
      probing = true;
    }
    try {
      const answer = await question();
      if (clock.now().getTime() - began.getTime() > slowMs) failed();
      else answered();
      return answer;
    } catch (error) {
      if (isRefusal(error)) answered();
      else failed();
      throw error;
    } finally {
      if (isProbe) probing = false;
    }
  };
}

function isRefusal(error: unknown): boolean {
  const { status } = error as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500;
}

/** The same port, every question of which goes through `ask`. */
export function throughEach<P extends object>(port: P, ask: <T>(question: () => Promise<T>) => Promise<T>): P {
  const asked = Object.entries(port as Record<string, (...question: unknown[]) => Promise<unknown>>).map(
    ([name, method]) => [name, (...question: unknown[]) => ask(() => method(...question))] as const,
  );
  return Object.fromEntries(asked) as P;
}
