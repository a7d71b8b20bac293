import type { Verdict } from '../telling/tell.ts';
import type { Member } from './roster.ts';

/** Who needs something done comes first. */
export const ranks: readonly Verdict[] = ['stop', 'cannot-tell', 'pass'];

const byName = new Intl.Collator('zh-CN');

/** By answer, and by name within one. */
export function inOrder(members: readonly Member[]): readonly Member[] {
  return members.toSorted(
    (one, other) => ranks.indexOf(one.verdict) - ranks.indexOf(other.verdict) || byName.compare(one.name, other.name),
  );
}

/** Dots between the parts of a name, spaces and capitals are written in many ways, and say nothing. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s·•・.]/g, '');

/** Whether a name has in it what was typed. */
export function matches(name: string, typed: string): boolean {
  return plain(name).includes(plain(typed));
}
