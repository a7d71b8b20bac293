import { Check, Errors } from 'typebox/value';
import { provincePrefixes } from '../facts/divisions.ts';
import { PolicyError } from '../policy-error.ts';
import { requireInstant } from '../time/china-time.ts';
import { compilePack, parseRuleExpression } from './compile-pack.ts';
import { judgeRules } from './evaluate.ts';
import { findVarFaults } from './lint-vars.ts';
import { type BilingualText, type Pack, PackSchema } from './pack-schema.ts';
import { expandCase, type PolicyCase } from './policy-case.ts';
import type { ValueSets } from './value-sets.ts';

export type FindingCode =
  | 'schema'
  | 'duplicate-id'
  | 'unknown-source'
  | 'unused-source'
  | 'invalid-expression'
  | 'unknown-var'
  | 'undeclared-input'
  | 'unknown-value-set'
  | 'invalid-division'
  | 'invalid-interval'
  | 'no-green'
  | 'invalid-case'
  | 'never-true'
  | 'never-false';

/** Something an editor has to put right; `path` is a JSON pointer into the pack. */
export interface Finding {
  path: string;
  code: FindingCode;
  message: BilingualText;
}

type Report = (path: string, code: FindingCode, zh: string, en: string) => void;

/** No pack is meant for longer; a longer one has a mistyped year. */
const MAX_YEARS = 20;

function lintForm(pack: Pack, sets: ValueSets, report: Report): void {
  const [from, to] = [requireInstant(pack.validFrom), requireInstant(pack.validTo)];
  if (!(from < to && to - from < MAX_YEARS * 366 * 86_400_000)) {
    report(
      '/validTo',
      'invalid-interval',
      `生效时间须早于失效时间,且不超过 ${MAX_YEARS} 年。`,
      `The pack must end after it begins, within ${MAX_YEARS} years.`,
    );
  }
  pack.divisions.forEach((division, i) => {
    if (provincePrefixes.has(division.slice(0, 2)) && division.length === 6) return;
    report(`/divisions/${i}`, 'invalid-division', `没有行政区划 ${division}。`, `There is no division ${division}.`);
  });
  pack.valueSets.forEach((name, i) => {
    if (Object.hasOwn(sets, name)) return;
    report(`/valueSets/${i}`, 'unknown-value-set', `没有值集 ${name}。`, `There is no value set ${name}.`);
  });
  if (!pack.rules.some(({ colour }) => colour === 'green')) {
    report('/rules', 'no-green', '没有绿码规则,任何人都得不到绿码。', 'Without a green rule nobody can be green.');
  }
}

function lintSources(pack: Pack, report: Report): void {
  const rows = new Set<string>();
  pack.sources.forEach(({ row }, i) => {
    if (rows.has(row)) report(`/sources/${i}/row`, 'duplicate-id', `来源 ${row} 重复。`, `Source ${row} occurs twice.`);
    rows.add(row);
  });
  const used = new Set(pack.rules.flatMap(({ sources }) => sources));
  pack.rules.forEach((rule, i) => {
    rule.sources.forEach((row, k) => {
      if (!rows.has(row)) reportRow(report, `/rules/${i}/sources/${k}`, row);
    });
  });
  pack.sources.forEach(({ row }, i) => {
    if (!used.has(row)) report(`/sources/${i}`, 'unused-source', `没有规则引用 ${row}。`, `No rule rests on ${row}.`);
  });
}

function lintRules(pack: Pack, sets: ValueSets, report: Report): void {
  const ids = new Set<string>();
  const declared = new Set<string>(pack.inputs.map(({ name }) => name));
  pack.rules.forEach((rule, i) => {
    if (ids.has(rule.id))
      report(`/rules/${i}/id`, 'duplicate-id', `规则 ${rule.id} 重复。`, `Rule ${rule.id} occurs twice.`);
    ids.add(rule.id);
    for (const part of ['when', 'until'] as const) {
      if (rule[part] === undefined) continue;
      const path = `/rules/${i}/${part}`;
      try {
        for (const { path: name, fault } of findVarFaults(
          parseRuleExpression(rule[part], pack, sets, path),
          declared,
        )) {
          if (fault === 'unknown-var') report(path, fault, `数据里没有 ${name}。`, `The data has no ${name}.`);
          else
            report(
              path,
              fault,
              `${name} 需要的数据未在 inputs 中声明。`,
              `The inputs do not ask for what ${name} needs.`,
            );
        }
      } catch (error) {
        if (!(error instanceof PolicyError)) throw error;
        report(
          path,
          'invalid-expression',
          `表达式无法使用:${error.message}`,
          `The expression cannot be used: ${error.message}`,
        );
      }
    }
  });
}

function reportRow(report: Report, path: string, row: string): void {
  report(path, 'unknown-source', `来源表中没有 ${row}。`, `The table of sources has no row ${row}.`);
}

/** Every rule needs an example in which it holds and one in which it does not; else nobody has seen it at work. */
function lintCases(pack: Pack, sets: ValueSets, cases: readonly PolicyCase[], report: Report): void {
  const compiled = compilePack(pack, sets);
  const seen = new Map<string, Set<string>>(pack.rules.map(({ id }) => [id, new Set()]));
  const rows = new Set(pack.sources.map(({ row }) => row));
  cases.forEach((policyCase, i) => {
    if (!rows.has(policyCase.source)) reportRow(report, `/cases/${i}/source`, policyCase.source);
    try {
      const { facts, reference } = expandCase(policyCase);
      for (const [id, truth] of judgeRules(compiled, facts, reference, policyCase.at)) seen.get(id)?.add(truth);
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      report(
        `/cases/${i}${error.path}`,
        'invalid-case',
        `案例无法使用:${error.message}`,
        `The case cannot be used: ${error.message}`,
      );
    }
  });
  pack.rules.forEach(({ id }, i) => {
    if (!seen.get(id)?.has('true')) {
      report(`/rules/${i}`, 'never-true', `没有案例使规则 ${id} 成立。`, `No case makes rule ${id} true.`);
    }
    if (!seen.get(id)?.has('false')) {
      report(`/rules/${i}`, 'never-false', `没有案例使规则 ${id} 不成立。`, `No case makes rule ${id} false.`);
    }
  });
}

/**
 * Everything an editor has to put right in a pack before it may be activated: its form, ids, sources, texts,
 * expressions, names, dates, and that its cases show every rule both true and not true. Empty means none.
 */
export function lintPack(value: unknown, sets: ValueSets = {}, cases: readonly PolicyCase[] = []): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (path, code, zh, en) => findings.push({ path, code, message: { zh, en } });
  if (!Check(PackSchema, value)) {
    for (const { instancePath, message } of Errors(PackSchema, value)) {
      report(instancePath, 'schema', `格式不符:${message}`, `The form is wrong: ${message}`);
    }
    return findings;
  }
  lintForm(value, sets, report);
  lintSources(value, report);
  lintRules(value, sets, report);
  if (!findings.some(({ code }) => code !== 'unused-source')) lintCases(value, sets, cases, report);
  return findings;
}
