import { ProblemError } from '@tongxing/contract';

const firstMs = 400;
const growth = 1.6;
const longestMs = 8000;

/** Milliseconds before the next question: longer each time, and never at the same instant for everybody. */
export function pauseBefore(tried: number, most = longestMs): number {
  const pause = Math.min(firstMs * growth ** tried, most);
  return pause * (0.75 + Math.random() / 2);
}

/**
 * Asks until there is an answer or patience ends; what is wrong with the question itself is not asked again.
 * @returns undefined where there was none in time
 */
export async function patiently<T>(ask: () => Promise<T | undefined>, limitMs = 60_000): Promise<T | undefined> {
  const until = Date.now() + limitMs;
  for (let tried = 0; ; tried += 1) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      if (!isPassing(error) || Date.now() > until) throw error;
    }
    if (Date.now() > until) return undefined;
    await new Promise<void>((resolve) => setTimeout(resolve, pauseBefore(tried)));
  }
}

/** No answer, or one that asks for a moment of patience. */
function isPassing(error: unknown): boolean {
  return !(error instanceof ProblemError) || error.problem.status === 429 || error.problem.status >= 500;
}
