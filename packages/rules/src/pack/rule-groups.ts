import type { Expression } from '../logic/expression.ts';
import type { Compiler, EvaluateValue } from '../three-valued/compiler.ts';
import type { Context } from '../three-valued/context.ts';
import { FALSE, truthOf } from '../three-valued/truth.ts';
import { isUnknown } from '../three-valued/unknown.ts';
import { plainText, step } from '../three-valued/var.ts';
import { leadingConditionOf, leadingSearchOf, leadingTestOf } from './leading-test.ts';

/** Rules that one look at the document can rule out together: what `pick` leaves out is false. */
export interface RuleGroup<Rule> {
  pick(document: unknown, context: Context): readonly Rule[];
}

const none: readonly never[] = [];

/** Rules by the texts they ask for. */
class RulesByText<Rule> {
  readonly all: Rule[] = [];
  readonly #byText = new Map<string, Rule[]>();

  add(texts: readonly string[], rule: Rule): void {
    this.all.push(rule);
    for (const text of new Set(texts)) {
      const rules = this.#byText.get(text);
      if (rules === undefined) this.#byText.set(text, [rule]);
      else rules.push(rule);
    }
  }

  of(value: unknown): readonly Rule[] {
    if (typeof value === 'string') return this.#byText.get(value) ?? none;
    return isUnknown(value) ? this.all : none;
  }

  /** The rules that ask for a text which is in a list; a list that is missing may hold any. */
  ofMembers(list: unknown): readonly Rule[] {
    if (!Array.isArray(list)) return this.all;
    let found: readonly Rule[] = none;
    for (let i = 0; i < list.length; i += 1) found = this.#join(found, list[i]);
    return found;
  }

  /** The rules that ask for a text which some item has in a field. */
  ofItems(list: unknown, name: string): readonly Rule[] {
    if (!Array.isArray(list)) return list === null ? none : this.all;
    let found: readonly Rule[] = none;
    let last: unknown;
    for (let i = 0; i < list.length; i += 1) {
      const value = plainText(step(list[i], name));
      if (value === last) continue;
      last = value;
      found = this.#join(found, value);
    }
    return found;
  }

  #join(found: readonly Rule[], value: unknown): readonly Rule[] {
    const more = this.of(value);
    if (more.length === 0) return found;
    return found.length === 0 ? more : [...new Set([...found, ...more])];
  }
}

/** One group per key, made when its first rule comes. */
class Groups<Rule> {
  readonly #groups = new Map<string, { rules: RulesByText<Rule>; group: RuleGroup<Rule> }>();

  add(key: string, texts: readonly string[], rule: Rule, pick: (rules: RulesByText<Rule>) => RuleGroup<Rule>): void {
    let entry = this.#groups.get(key);
    if (entry === undefined) {
      const rules = new RulesByText<Rule>();
      entry = { rules, group: pick(rules) };
      this.#groups.set(key, entry);
    }
    entry.rules.add(texts, rule);
  }

  list(): RuleGroup<Rule>[] {
    return [...this.#groups.values()].map(({ group }) => group);
  }
}

const isEmpty = (list: unknown): boolean => Array.isArray(list) && list.length === 0;

/** Divides rules into groups, so that of the rules of a hundred cities only those of a person's own are judged. */
export function groupRules<Rule>(
  rules: readonly { when: Expression; rule: Rule }[],
  compiler: Compiler,
): RuleGroup<Rule>[] {
  const ungrouped: Rule[] = [];
  const groups = new Groups<Rule>();
  for (const { when, rule } of rules) {
    const test = leadingTestOf(when);
    const search = leadingSearchOf(when);
    const condition = leadingConditionOf(when);
    if (test !== undefined) {
      groups.add(`text ${test.path.path}`, test.texts, rule, (byText) => {
        const read: EvaluateValue = compiler.value(test.path);
        return { pick: (document, context) => byText.of(read(document, context)) };
      });
    } else if (search !== undefined) {
      const { list, field } = search;
      groups.add(`list ${list.path} ${field?.name ?? ''}`, field?.texts ?? [], rule, (byText) => {
        const read: EvaluateValue = compiler.raw(list);
        if (field === null) {
          return { pick: (document, context) => (isEmpty(read(document, context)) ? none : byText.all) };
        }
        return { pick: (document, context) => byText.ofItems(read(document, context), field.name) };
      });
    } else if (condition !== undefined) {
      const { path, text } = condition;
      groups.add(`${text === null ? 'truth' : 'member'} ${path.path}`, text === null ? [] : [text], rule, (byText) => {
        const read: EvaluateValue = compiler.value(path);
        if (text !== null) return { pick: (document, context) => byText.ofMembers(read(document, context)) };
        return { pick: (document, context) => (truthOf(read(document, context)) === FALSE ? none : byText.all) };
      });
    } else {
      ungrouped.push(rule);
    }
  }
  return [{ pick: () => ungrouped }, ...groups.list()];
}
