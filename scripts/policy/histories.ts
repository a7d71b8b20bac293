import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkHistory, type CompiledPack, PolicyError, runHistory } from '@tongxing/rules';

/** What the tables of one folder come to: a line each, and what is not as they say. */
export interface Tables {
  lines: string[];
  ok: boolean;
}

function checkTable(path: string, place: string, packs: readonly CompiledPack[]): Tables {
  try {
    const history = checkHistory(JSON.parse(readFileSync(path, 'utf8')));
    const lines = runHistory(packs, history).map(({ person, at, field, expected, actual }) => {
      const values = `应为 expected ${JSON.stringify(expected)}, 实为 actual ${JSON.stringify(actual)}`;
      return `${place}#/people/${person} ${at} ${history.people[person]?.about.zh}: ${field} ${values}`;
    });
    if (lines.length > 0) return { lines, ok: false };
    const days = history.people.reduce((sum, { days: of }) => sum + of.length, 0);
    return { lines: [`${place}: ${history.people.length} 人 people, ${days} 天 days, 通过 in order`], ok: true };
  } catch (error) {
    if (!(error instanceof PolicyError) && !(error instanceof SyntaxError)) throw error;
    return { lines: [`${place}: 无法使用 / cannot be used: ${error.message}`], ok: false };
  }
}

/** Runs policies/histories/*.json: the same people before and after each change, by whichever pack is in force for them. */
export function checkHistories(
  policies: string,
  packs: readonly CompiledPack[],
  say: (path: string) => string,
): Tables {
  const folder = join(policies, 'histories');
  if (!existsSync(folder)) return { lines: [], ok: true };
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const tables = files.toSorted().map((file) => checkTable(join(folder, file), say(join(folder, file)), packs));
  return { lines: tables.flatMap(({ lines }) => lines), ok: tables.every(({ ok }) => ok) };
}
