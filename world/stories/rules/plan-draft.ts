import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { schemas } from '@tongxing/contract';
import { shanxi } from '../../provinces.ts';

const folder = join(import.meta.dirname, `../../../policies/${shanxi}/twenty-measures`);
const measuresBegan = '2022-11-11';
const dayMs = 86_400_000;
/** New in the node, since the pack of 2022 lies there under its own version. */
const version = '1.1.0';
const daysInForce = 58;

/**
 * The twenty measures of 2022-11-11 as a pack that begins at a midnight of today's world, with its examples moved by as many days.
 * @param begins midnight in China, as YYYY-MM-DD
 */
export async function twentyMeasures(begins: string): Promise<schemas.PackDraft> {
  const pack = JSON.parse(await readFile(join(folder, 'policy.json'), 'utf8')) as Record<string, unknown>;
  const files = (await readdir(join(folder, 'cases'))).toSorted();
  const cases = await Promise.all(files.map((file) => readFile(join(folder, 'cases', file), 'utf8')));
  const days = (Date.parse(begins) - Date.parse(measuresBegan)) / dayMs;
  const validTo = new Date(Date.parse(begins) + daysInForce * dayMs).toISOString().slice(0, 10);
  const dates = { validFrom: `${begins}T00:00:00+08:00`, validTo: `${validTo}T00:00:00+08:00` };
  return {
    division: shanxi,
    pack: JSON.stringify({ ...pack, version, ...dates }),
    cases: cases.map((text) => moved(text, days)),
    valueSets: [],
  };
}

/** A text in which every date is so many days later. */
function moved(text: string, days: number): string {
  return text.replaceAll(/\d{4}-\d{2}-\d{2}/g, (date) =>
    new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10),
  );
}

/** The same draft with a close contact held for seven days, as an editor in a hurry might leave it. */
export function inAHurry(draft: schemas.PackDraft): schemas.PackDraft {
  const pack = JSON.parse(draft.pack) as { rules: { id: string; when: unknown }[] };
  const rules = pack.rules.map((rule) =>
    rule.id === 'sx20-contact-red' ? { ...rule, when: withSeven(rule.when) } : rule,
  );
  return { ...draft, pack: JSON.stringify({ ...pack, rules }) };
}

const withSeven = (when: unknown): unknown => JSON.parse(JSON.stringify(when).replace('5,"day"', '7,"day"'));
