import type { Result } from './platform.ts';

/** A case that is right when it returns the expected value, both as JSON. */
export interface Case {
  readonly name: string;
  readonly expected: unknown;
  run(): unknown;
}

/** Runs one case. An error counts as the outcome `{ error: <its code> }`, because refusing is often what is expected. */
export async function judge({ name, expected, run }: Case): Promise<Result> {
  const actual = asJson(await outcome(run));
  const ok = actual === asJson(expected);
  return { name, ok, detail: ok ? '' : `expected ${asJson(expected)}, got ${actual}` };
}

async function outcome(run: () => unknown): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    const { code, name } = error as { code?: unknown; name?: unknown };
    // Only the library's own errors have its name: a foreign error must not look like a refusal.
    return { error: name === 'CodecError' ? code : `foreign error: ${String(error)}` };
  }
}

/** One text for equal values: object keys in order. */
function asJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (isRecord(part) ? sorted(part) : part)) ?? 'undefined';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
