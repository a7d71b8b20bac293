import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  checkCase,
  compilePack,
  evaluate,
  expandCase,
  lintPack,
  type PolicyCase,
  PolicyError,
  runCase,
  type ValueSets,
} from '@tongxing/rules';
import { diff } from './policy/diff.ts';
import { explainBundle, outcomeInLines, readBundle, waysInLines, words } from './policy/explain.ts';
import { checkFirstReleases } from './policy/first-releases.ts';
import { checkHistories } from './policy/histories.ts';
import { jsonFiles, readJson, readValueSets, type Report, say } from './policy/read.ts';
import { readSimulateArguments, simulate } from './policy/simulate.ts';

const CHECKOUT = dirname(import.meta.dirname);
const POLICIES = join(CHECKOUT, 'policies');

const USAGE = `npm run policy -- check [<division>]      检查规则包并运行全部案例 / lint packs and run all their cases
npm run policy -- explain <file>          说明案例或导出的判定 / explain a case, or an exported decision
npm run policy -- diff <pack> <pack>      用文字说明两个规则包的区别 / say in words how two packs differ
npm run policy -- simulate <pack> [--against <pack>] [--population <file>] [--people <number>] [--seed <word>] [--at <time>]
                                          用虚拟人群试算 / run a pack over people who do not exist`;

function packFolders(policies: string, division: string | undefined): string[] {
  const divisions = readdirSync(policies).filter((name) => /^\d{6}$/.test(name) && (division ?? name) === name);
  return divisions.toSorted().flatMap((name) => {
    const folder = join(policies, name);
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name))
      .toSorted();
  });
}

function readCase(path: string): PolicyCase {
  try {
    return checkCase(readJson(path));
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new Error(`${say(path)}#${error.path}: 案例格式不符 / the case is not in form: ${error.message}`, {
      cause: error,
    });
  }
}

function checkPack(folder: string, sets: ValueSets): Report {
  const packPath = join(folder, 'policy.json');
  const pack = readJson(packPath);
  const casePaths = jsonFiles(join(folder, 'cases'));
  const cases = casePaths.map(readCase);
  const findings = lintPack(pack, sets, cases);
  const lines = findings.map(({ path, message }) => {
    const [, list, position, rest] = /^\/(cases)\/(\d+)(.*)$/.exec(path) ?? [];
    const place =
      list === undefined ? `${say(packPath)}#${path}` : `${say(casePaths[Number(position)] ?? folder)}#${rest}`;
    return `${place}: ${message.zh} ${message.en}`;
  });
  if (findings.length > 0) return { lines, ok: false };
  const compiled = compilePack(pack, sets);
  cases.forEach((policyCase, i) => {
    for (const { field, expected, actual } of runCase(compiled, policyCase)) {
      const values = `应为 expected ${JSON.stringify(expected)}, 实为 actual ${JSON.stringify(actual)}`;
      lines.push(`${say(casePaths[i] ?? folder)}: ${field} ${values}`);
    }
  });
  if (lines.length > 0) return { lines, ok: false };
  const count = `${compiled.pack.rules.length} 条规则 rules, ${cases.length} 个案例 cases`;
  return { lines: [`${say(folder)} ${compiled.pack.version}: ${count}, 通过 in order`], ok: true };
}

/** Lints every pack, or those of one division, runs their cases, and, where those are in order, the histories of all. */
export function check(division: string | undefined, policies = POLICIES): Report {
  const sets = readValueSets(policies);
  const folders = packFolders(policies, division);
  if (folders.length === 0) return { lines: [`没有 ${division} 的规则包 / no packs of ${division}`], ok: false };
  const reports = folders.map((folder) => checkPack(folder, sets));
  const faults = checkFirstReleases(folders);
  reports.push({ lines: faults, ok: faults.length === 0 });
  if (reports.every(({ ok }) => ok)) {
    const packs = packFolders(policies, undefined).map((folder) => readJson(join(folder, 'policy.json')));
    reports.push(
      checkHistories(
        policies,
        packs.map((pack) => compilePack(pack, sets)),
        say,
      ),
    );
  }
  return { lines: reports.flatMap(({ lines }) => lines), ok: reports.every(({ ok }) => ok) };
}

/** Tells the outcome of a case, or of an exported decision, as a person would be told, what it rests on, and what would make it green. */
export function explain(casePath: string): Report {
  const path = resolve(casePath);
  const folder = dirname(dirname(path));
  const bundle = readBundle(readJson(path));
  if (bundle !== undefined) return explainBundle(bundle);
  const policyCase = readCase(path);
  const compiled = compilePack(readJson(join(folder, 'policy.json')), readValueSets(dirname(dirname(folder))));
  const { facts, reference } = expandCase(policyCase);
  const outcome = evaluate(compiled, facts, reference, policyCase.at);
  const lines = [
    policyCase.about.zh,
    policyCase.about.en,
    `${words[outcome.colour]}, ${outcome.decidedAt}, ${outcome.packId} ${outcome.packVersion}`,
  ];
  lines.push(...outcomeInLines(outcome));
  lines.push(
    `下次变化 next change: ${outcome.nextChangeAt}`,
    ...waysInLines(compiled, facts, reference, policyCase.at),
  );
  const differences = runCase(compiled, policyCase);
  for (const { field, expected } of differences)
    lines.push(`与案例不符 not as the case expects: ${field} ${JSON.stringify(expected)}`);
  return { lines, ok: differences.length === 0 };
}

function command([name, argument, ...rest]: readonly string[]): Report {
  if (rest.length === 0 && name === 'check') return check(argument);
  if (rest.length === 0 && name === 'explain' && argument !== undefined) return explain(argument);
  if (rest.length === 1 && name === 'diff' && argument !== undefined) return diff(argument, rest[0]!);
  const asked = name === 'simulate' && argument !== undefined ? readSimulateArguments(rest) : undefined;
  if (asked !== undefined) return simulate(argument!, asked);
  return { lines: [USAGE], ok: false };
}

if (import.meta.main) {
  try {
    const { lines, ok } = command(process.argv.slice(2));
    console.log(lines.join('\n'));
    if (!ok) process.exitCode = 1;
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
