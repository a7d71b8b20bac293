import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { check, explain } from '../policy.ts';
import type { Report } from './read.ts';

const checkout = join(import.meta.dirname, '../..');
const page = readFileSync(join(checkout, 'docs/policy.md'), 'utf8');
const [, steps = ''] = /\n## Add a rule, step by step\n(.*?)\n## /s.exec(page) ?? [];

/** One thing the page tells a reader to do, where it stands in the text. */
interface Instruction {
  position: number;
  follow: () => void;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'policy-steps-'));
  cpSync(join(checkout, 'policies'), join(folder, 'policies'), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (path: string): string => join(folder, path);

function addTo(path: string, list: string, snippet: string): void {
  const file = JSON.parse(readFileSync(at(path), 'utf8')) as Record<string, unknown[]>;
  file[list]!.push(JSON.parse(snippet));
  writeFileSync(at(path), JSON.stringify(file, null, 2));
}

/** Spaces and line breaks are left to whoever types. */
function change(path: string, from: string, to: string): void {
  const text = readFileSync(at(path), 'utf8');
  const pattern = new RegExp(
    from.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(' ', String.raw`\s+`),
    'g',
  );
  expect(text.match(pattern), `${from} in ${path}`).toHaveLength(1);
  writeFileSync(at(path), text.replace(pattern, to));
}

function run(command: string): Report {
  const [, name, argument = ''] = /^npm run policy -- (\w+) (\S+)$/.exec(command) ?? [];
  if (name === 'check') return check(argument, at('policies'));
  if (name === 'explain') return explain(at(argument));
  throw new Error(`the page names a command that does not exist: ${command}`);
}

function runs(command: string, order: string, said: string): void {
  const { lines, ok } = run(command);
  expect(lines.join('\n')).toContain(said);
  expect(ok).toBe(order !== 'It is not in order yet: it');
}

/** Every sentence of the page that tells to do something, in one of four forms. */
function instructionsOf(text: string): Instruction[] {
  const found: Instruction[] = [];
  const all = (pattern: RegExp, follow: (parts: string[]) => void) => {
    for (const match of text.matchAll(pattern)) {
      found.push({ position: match.index, follow: () => follow(match.slice(1)) });
    }
  };
  all(/^In `([^`]+)`, add to `([^`]+)`:\n```json\n(.*?)```/gms, ([path, list, json]) => addTo(path!, list!, json!));
  all(/^Make the file `([^`]+)`:\n```json\n(.*?)```/gms, ([path, json]) =>
    writeFileSync(at(path!), json!, { flag: 'wx' }),
  );
  all(/^In `([^`]+)`, change `([^`]+)` to `([^`]+)`/gm, ([path, from, to]) => change(path!, from!, to!));
  all(
    /Run `([^`]+)`\. (It is not in order yet: it|Now it is in order: it|It)\s+says\s+`([^`]+)`/g,
    ([command, order, said]) => runs(command!, order!, said!),
  );
  return found.toSorted((a, b) => a.position - b.position);
}

describe('the steps on the page about rules', () => {
  test('are seven, and each tells to do something that can be followed', () => {
    const parts = steps.split(/^\*\*\d+\. /m).slice(1);
    expect(parts).toHaveLength(7);
    for (const part of parts) expect(instructionsOf(part).length, part.slice(0, 30)).toBeGreaterThan(0);
  });

  test('followed in their order, they lead to a new rule with its cases, in order', () => {
    for (const { follow } of instructionsOf(steps)) follow();
    const line = check('370000', at('policies')).lines.find((said) => said.includes(join('370000', 'resident')));
    expect(line).toContain('1.2.0: 15 条规则 rules, 66 个案例 cases, 通过 in order');
  });

  test('show on the page what a node of this version would read', () => {
    const { packs } = JSON.parse(readFileSync(at('policies/370000/release.json'), 'utf8')) as { packs: object[] };
    expect(packs).toContainEqual({ id: 'sd-resident', version: '1.2.0' });
  });
});
