import type { TextFile } from './files.ts';
import { readFiles } from './files.ts';
import type { Finding } from './finding.ts';
import { parseSource } from './source.ts';

const PAGE = 'docs/requirements.md';
const STATES = ['done', 'partly', 'open'];

/** First and last number of each group of requirements. */
const GROUPS: readonly (readonly [letter: string, first: number, last: number])[] = [
  ['M', 1, 6],
  ['M', 10, 15],
  ['M', 20, 29],
  ['M', 30, 34],
  ['M', 40, 45],
  ['M', 50, 57],
  ['M', 60, 64],
  ['M', 70, 72],
  ['W', 1, 14],
];

/** Every requirement there is: M01…M72 with gaps, W01…W14. */
export const REQUIREMENT_IDS: readonly string[] = GROUPS.flatMap(([letter, first, last]) =>
  Array.from({ length: last - first + 1 }, (_, index) => letter + String(first + index).padStart(2, '0')),
);

/**
 * Holds the page of requirements, a table `| id | requirement | state | tests |`, against the tests: every requirement
 * in one row; who says done has a test whose name (or a story's step) bears the id in square brackets.
 */
export function requirementFindings(page: string | undefined, tests: readonly TextFile[]): Finding[] {
  if (page === undefined) return [{ place: PAGE, message: 'does not exist' }];
  const tested = new Set(tests.flatMap(bornIds));
  const seen = new Set<string>();
  const findings: Finding[] = [];
  page.split('\n').forEach((line, index) => {
    const [, id, , state] = line.split('|').map((cell) => cell.trim());
    if (id === undefined || !/^[A-Z]\d+$/.test(id)) return;
    const object = (message: string) => findings.push({ place: `${PAGE}:${index + 1}`, message });
    if (!REQUIREMENT_IDS.includes(id)) object(`${id} is not a requirement`);
    if (seen.has(id)) object(`${id} has a row already`);
    seen.add(id);
    if (state === undefined || !STATES.includes(state)) object(`${id}: the state is one of ${STATES.join(', ')}`);
    if (state === 'done' && !tested.has(id)) object(`${id} says done, and no test bears [${id}]`);
  });
  const missing = REQUIREMENT_IDS.filter((id) => !seen.has(id));
  return [...findings, ...missing.map((id) => ({ place: PAGE, message: `${id} has no row` }))];
}

/** The ids in the texts of a file; one in a comment is no test. `[M41]` and `[M41, M42]` are both read. */
function bornIds(file: TextFile): string[] {
  const texts = parseSource(file).nodes.flatMap(({ type, value }) => {
    if (type === 'Literal' && typeof value === 'string') return [value];
    return type === 'TemplateElement' ? [(value as { cooked?: string }).cooked ?? ''] : [];
  });
  const brackets = texts.flatMap((text) => text.match(/\[[MW]\d\d(?:[, ]+[MW]\d\d)*\]/g) ?? []);
  return brackets.flatMap((bracket) => bracket.match(/[MW]\d\d/g) ?? []);
}

export async function check(): Promise<Finding[]> {
  const [page] = await readFiles(/^docs\/requirements\.md$/);
  const tests = await readFiles(/^(?!scripts\/check\/).*\.test\.ts$|^world\/stories\/.*\.ts$/);
  return requirementFindings(page?.text, tests);
}
