import type { Rule } from '../pack/pack-schema.ts';

/** `contact-red` of `sx9-contact-red`: packs put a word of their own before the names of their rules. */
const stemOf = ({ id }: Rule): string => id.slice(id.indexOf('-') + 1);

/**
 * For each rule of a pack the one of the pack before that it takes the place of: of the same id, else of the same name behind a pack's
 * own first word. None stands for two.
 */
export function sameRules(before: readonly Rule[], after: readonly Rule[]): ReadonlyMap<Rule, Rule> {
  const pairs = new Map<Rule, Rule>();
  const left = new Set(before);
  const pair = (isSame: (was: Rule, is: Rule) => boolean) => {
    for (const rule of after) {
      const was = pairs.has(rule) ? undefined : [...left].find((candidate) => isSame(candidate, rule));
      if (was === undefined) continue;
      pairs.set(rule, was);
      left.delete(was);
    }
  };
  pair((was, is) => was.id === is.id);
  pair((was, is) => stemOf(was) === stemOf(is));
  return pairs;
}
