import { CodecError } from '../src/index.ts';

/** The code of the CodecError that `action` throws; anything else it throws is passed on, and fails the test. */
export function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof CodecError) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

/** As `codeOf`, for a promise. */
export async function rejectionCodeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof CodecError) return error.code;
    throw error;
  }
  return 'nothing thrown';
}
