import { Refusal } from '../src/platform/refusal.ts';

/** The code a function refuses with; `none` when it does not. */
export async function problemOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'none';
}
