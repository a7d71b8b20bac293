import type { Expression, Operation } from '../logic/expression.ts';
import type { Compiler, EvaluateValue } from '../three-valued/compiler.ts';
import type { Context } from '../three-valued/context.ts';
import { searchOf } from '../three-valued/reduce.ts';
import { FALSE } from '../three-valued/truth.ts';
import { isUnknown } from '../three-valued/unknown.ts';

/** Rules that one look at the document can rule out together: what `pick` leaves out is false. */
export interface RuleGroup<Rule> {
  pick(document: unknown, context: Context): readonly Rule[];
}

const none: readonly never[] = [];

type Test = { path: Operation<'var'>; value: string };

/** The test that a rule begins with: `path === text`, alone or as the first part of a conjunction. */
function leadingTest(when: Expression): Test | undefined {
  const first = when.op === 'and' ? (when.operands[0] as Expression) : when;
  if (first.op !== '===' || first.left.op !== 'var' || first.right.op !== 'literal') return undefined;
  const { value } = first.right;
  return typeof value === 'string' ? { path: first.left, value } : undefined;
}

/** The list that a rule searches and nothing else, so that it is false while the list is empty. */
function searchedList(when: Expression): Operation<'var'> | undefined {
  if (when.op !== 'reduce' || when.operand.op !== 'var') return undefined;
  return searchOf(when)?.otherwise === FALSE ? when.operand : undefined;
}

/** Rules that begin with a test of the same path, by the text they ask for. */
function groupByText<Rule>(read: EvaluateValue, rules: readonly [string, Rule][]): RuleGroup<Rule> {
  const all = rules.map(([, rule]) => rule);
  const byText = new Map<string, Rule[]>();
  for (const [text, rule] of rules) byText.set(text, [...(byText.get(text) ?? []), rule]);
  return {
    pick(document, context) {
      const value = read(document, context);
      if (typeof value === 'string') return byText.get(value) ?? none;
      return isUnknown(value) ? all : none;
    },
  };
}

function groupByList<Rule>(read: EvaluateValue, rules: readonly Rule[]): RuleGroup<Rule> {
  return {
    pick(document, context) {
      const list = read(document, context);
      return Array.isArray(list) && list.length === 0 ? none : rules;
    },
  };
}

/** Divides rules into groups, so that of the rules of a hundred cities only those of a person's own are judged. */
export function groupRules<Rule>(
  rules: readonly { when: Expression; rule: Rule }[],
  compiler: Compiler,
): RuleGroup<Rule>[] {
  const ungrouped: Rule[] = [];
  const byText = new Map<string, { read: EvaluateValue; rules: [string, Rule][] }>();
  const byList = new Map<string, { read: EvaluateValue; rules: Rule[] }>();
  for (const { when, rule } of rules) {
    const test = leadingTest(when);
    const list = searchedList(when);
    if (test !== undefined) {
      const group = byText.get(test.path.path) ?? { read: compiler.value(test.path), rules: [] };
      group.rules.push([test.value, rule]);
      byText.set(test.path.path, group);
    } else if (list !== undefined) {
      const group = byList.get(list.path) ?? { read: compiler.raw(list), rules: [] };
      group.rules.push(rule);
      byList.set(list.path, group);
    } else {
      ungrouped.push(rule);
    }
  }
  return [
    { pick: () => ungrouped },
    ...[...byText.values()].map((group) => groupByText(group.read, group.rules)),
    ...[...byList.values()].map((group) => groupByList(group.read, group.rules)),
  ];
}
