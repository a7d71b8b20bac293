import type { Bilingual } from './language.ts';

/**
 * What the node said was wrong, in the words of its problem; or what to say when it did not answer.
 * @param error a ProblemError, or what the network throws
 */
export function troubleOf(error: unknown, noAnswer: Bilingual): Bilingual {
  const { problem } = error as { problem?: { titles: Bilingual; cure: Bilingual } };
  if (problem === undefined) return noAnswer;
  const { titles, cure } = problem;
  return { zh: `${titles.zh}。${cure.zh}`, en: `${titles.en}. ${cure.en}` };
}
