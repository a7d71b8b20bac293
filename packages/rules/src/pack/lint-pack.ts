import { Check, Errors } from 'typebox/value';
import { usualSource } from '../facts/fact-data.ts';
import { provincePrefixes } from '../facts/divisions.ts';
import { PolicyError } from '../policy-error.ts';
import { requireInstant } from '../time/china-time.ts';
import { FORESEEN, parseRuleExpression } from './compile-pack.ts';
import { type Finding, type Report, reportRow } from './finding.ts';
import { lintCases } from './lint-cases.ts';
import { findVarFaults } from './lint-vars.ts';
import { type Pack, PackSchema } from './pack-schema.ts';
import type { PolicyCase } from './policy-case.ts';
import type { ValueSets } from './value-sets.ts';

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

/**
 * Who scanned a place code was somewhere, or was sent a picture by somebody who was: that alone is no ground for a colour. A stay at a
 * venue counts only where the control office lists it, by name, with a ground and two people.
 */
function lintVenues(pack: Pack, report: Report): void {
  pack.inputs.forEach(({ name, source }, i) => {
    if (name !== 'venues' || source === usualSource['venue-stay']) return;
    report(
      `/inputs/${i}/source`,
      'visit-as-ground',
      '场所停留只能取自防控办经两人审批的名单;扫场所码的到访登记不能作为赋码依据。',
      'Stays at venues come from lists of the control office that two people approved; a visit registered with a place code is no ground for a colour.',
    );
  });
}

function lintSources(pack: Pack, report: Report): void {
  const rows = new Set<string>();
  pack.sources.forEach(({ row }, i) => {
    if (rows.has(row)) report(`/sources/${i}/row`, 'duplicate-id', `来源 ${row} 重复。`, `Source ${row} occurs twice.`);
    rows.add(row);
  });
  const used = new Set<string>();
  for (const { path, sources } of statementsOf(pack)) {
    sources.forEach((row, k) => {
      used.add(row);
      if (!rows.has(row)) reportRow(report, `${path}/sources/${k}`, row);
    });
  }
  pack.sources.forEach(({ row }, i) => {
    if (!used.has(row)) report(`/sources/${i}`, 'unused-source', `没有规则引用 ${row}。`, `No rule rests on ${row}.`);
  });
}

/** Rules and attributes alike: what has an id, expressions and sources. */
const statementsOf = (pack: Pack) => [
  ...pack.rules.map(({ id, when, until, sources }, i) => ({ path: `/rules/${i}`, id, when, until, sources })),
  ...(pack.attributes ?? []).map(({ id, when, sources }, i) => ({
    path: `/attributes/${i}`,
    id,
    when,
    until: undefined,
    sources,
  })),
];

function lintExpression(expression: unknown, pack: Pack, sets: ValueSets, path: string, report: Report): void {
  const declared = new Set<string>(pack.inputs.map(({ name }) => name));
  try {
    for (const { path: name, fault } of findVarFaults(parseRuleExpression(expression, pack, sets, path), declared)) {
      const [zh, en] =
        fault === 'unknown-var'
          ? [`数据里没有 ${name}。`, `The data has no ${name}.`]
          : [`${name} 需要的数据未在 inputs 中声明。`, `The inputs do not ask for what ${name} needs.`];
      report(path, fault, zh, en);
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

function lintStatements(pack: Pack, sets: ValueSets, report: Report): void {
  const ids = new Set<string>();
  for (const { path, id, when, until } of statementsOf(pack)) {
    if (ids.has(id)) report(`${path}/id`, 'duplicate-id', `规则 ${id} 重复。`, `Rule ${id} occurs twice.`);
    ids.add(id);
    lintExpression(when, pack, sets, `${path}/when`, report);
    if (until !== undefined && until !== FORESEEN) lintExpression(until, pack, sets, `${path}/until`, report);
  }
}

/**
 * Everything an editor has to put right in a pack before it may be activated: its form, ids, sources, texts,
 * expressions, names, dates, that its cases show every rule both true and not true, and that they show every deadline at
 * the minute before and the minute itself. Empty means none.
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
  lintVenues(value, report);
  lintStatements(value, sets, report);
  if (!findings.some(({ code }) => code !== 'unused-source')) lintCases(value, sets, cases, report);
  return findings;
}
