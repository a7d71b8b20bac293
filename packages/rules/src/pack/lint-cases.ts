import type { Expression } from '../logic/expression.ts';
import { operandsOf } from '../logic/operands.ts';
import { PolicyError } from '../policy-error.ts';
import { isPresent } from '../three-valued/instants.ts';
import { readInstant } from '../time/china-time.ts';
import { formatInstant } from '../time/format-instant.ts';
import { compilePack, type CompiledPack, parseRuleExpression } from './compile-pack.ts';
import { judgeRules } from './evaluate.ts';
import { type Report, reportRow } from './finding.ts';
import type { Pack, Rule } from './pack-schema.ts';
import { expandCase, type PolicyCase } from './policy-case.ts';
import type { ValueSets } from './value-sets.ts';

const MINUTE = 60_000;

/** What the cases show of a rule. */
interface Shown {
  true: boolean;
  false: boolean;
  /** True in a case, and no longer a minute later: the minute before the end. */
  lastMinute: boolean;
  /** Not true in a case, and true a minute earlier: the end itself. */
  end: boolean;
  /** The same of the beginning, for rules that time begins and something else ends. */
  minuteBefore: boolean;
  beginning: boolean;
}

function showsOf(compiled: CompiledPack, policyCase: PolicyCase, seen: ReadonlyMap<string, Shown>): void {
  const { facts, reference } = expandCase(policyCase);
  const at = readInstant(policyCase.at);
  const judgedAt = (milliseconds: number) => judgeRules(compiled, facts, reference, formatInstant(milliseconds));
  const [before, now, after] = [judgedAt(at - MINUTE), judgedAt(at), judgedAt(at + MINUTE)];
  for (const [id, shown] of seen) {
    const truth = now.get(id);
    if (truth === 'true') {
      shown.true = true;
      if (after.get(id) !== 'true') shown.lastMinute = true;
      if (before.get(id) !== 'true') shown.beginning = true;
    } else {
      if (truth === 'false') shown.false = true;
      if (before.get(id) === 'true') shown.end = true;
      if (after.get(id) === 'true') shown.minuteBefore = true;
    }
  }
}

const comparesPresent = (expression: Expression): boolean =>
  isPresent(expression) || operandsOf(expression).some(comparesPresent);

/**
 * Whether a rule ends by the clock: it says until when, or it is a worse colour that compares something with the
 * present. A green rule without an end is mostly the denial of the worse ones, which show their own.
 */
const hasDeadline = ({ colour, when, until }: Rule, pack: Pack, sets: ValueSets): boolean =>
  until !== undefined || (colour !== 'green' && comparesPresent(parseRuleExpression(when, pack, sets, '')));

function reportUnseen(rule: Rule, i: number, shown: Shown | undefined, deadline: boolean, report: Report): void {
  const { id } = rule;
  const path = `/rules/${i}`;
  if (shown?.true !== true) report(path, 'never-true', `没有案例使规则 ${id} 成立。`, `No case makes rule ${id} true.`);
  if (shown?.false !== true) {
    report(path, 'never-false', `没有案例使规则 ${id} 不成立。`, `No case makes rule ${id} false.`);
  }
  if (!deadline || (rule.until === undefined && shown?.minuteBefore === true && shown.beginning)) return;
  if (shown?.lastMinute !== true) {
    report(
      path,
      'no-edge-case',
      `规则 ${id} 有期限,但没有到期前一分钟的案例。`,
      `Rule ${id} has a deadline and no case in the minute before it.`,
    );
  }
  if (shown?.end !== true) {
    report(
      path,
      'no-edge-case',
      `规则 ${id} 有期限,但没有到期当时的案例。`,
      `Rule ${id} has a deadline and no case at that very minute.`,
    );
  }
}

/**
 * Every rule needs an example in which it holds and one in which it does not, else nobody has seen it at work; one that
 * ends by the clock needs one in its last minute and one at its end, one that only begins by it the same of its beginning.
 */
export function lintCases(pack: Pack, sets: ValueSets, cases: readonly PolicyCase[], report: Report): void {
  const compiled = compilePack(pack, sets);
  const seen = new Map(
    pack.rules.map(({ id }): [string, Shown] => [
      id,
      { true: false, false: false, lastMinute: false, end: false, minuteBefore: false, beginning: false },
    ]),
  );
  const rows = new Set(pack.sources.map(({ row }) => row));
  cases.forEach((policyCase, i) => {
    if (!rows.has(policyCase.source)) reportRow(report, `/cases/${i}/source`, policyCase.source);
    try {
      showsOf(compiled, policyCase, seen);
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
  pack.rules.forEach((rule, i) => reportUnseen(rule, i, seen.get(rule.id), hasDeadline(rule, pack, sets), report));
  lintAttributeCases(pack, cases, report);
}

function lintAttributeCases(pack: Pack, cases: readonly PolicyCase[], report: Report): void {
  const expected = cases.map((policyCase) => policyCase.expected.attributes);
  (pack.attributes ?? []).forEach(({ id }, i) => {
    if (!expected.some((ids) => ids?.includes(id) === true)) {
      report(`/attributes/${i}`, 'never-true', `没有案例显示 ${id}。`, `No case shows ${id}.`);
    }
    if (!expected.some((ids) => ids?.includes(id) === false)) {
      report(`/attributes/${i}`, 'never-false', `没有案例不显示 ${id}。`, `No case goes without ${id}.`);
    }
  });
}
