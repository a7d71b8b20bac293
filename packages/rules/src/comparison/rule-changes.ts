import type { BilingualText, Rule } from '../pack/pack-schema.ts';
import { expressionChanges } from './expression-changes.ts';

const colours: Readonly<Record<Rule['colour'], BilingualText>> = {
  red: { zh: '红码', en: 'red' },
  yellow: { zh: '黄码', en: 'yellow' },
  green: { zh: '绿码', en: 'green' },
};

/** A whole rule in words: what colour, why, and what releases it. */
export function describeRule({ colour, reason, release, documentNumber }: Rule): BilingualText {
  return {
    zh: `${colours[colour].zh}:${reason.zh}${release.zh}(${documentNumber})`,
    en: `${colours[colour].en}: ${reason.en} ${release.en} (${documentNumber})`,
  };
}

/** What changes within a rule, one sentence each; none where it stays as it is. */
export function ruleChanges(before: Rule, after: Rule): BilingualText[] {
  const changes: BilingualText[] = [];
  if (before.colour !== after.colour) {
    const [was, is] = [colours[before.colour], colours[after.colour]];
    changes.push({ zh: `颜色由${was.zh}改为${is.zh}`, en: `the colour changes from ${was.en} to ${is.en}` });
  }
  changes.push(...expressionChanges(before.when, after.when));
  const untils = expressionChanges(before.until ?? null, after.until ?? null);
  // An end that follows the condition is said with it.
  const said = new Set(changes.map(({ en }) => en));
  changes.push(
    ...untils
      .filter(({ en }) => !said.has(en))
      .map(({ zh, en }) => ({ zh: `到期时间:${zh}`, en: `its computed end: ${en}` })),
  );
  for (const [field, name] of [
    ['reason', { zh: '理由', en: 'the reason' }],
    ['release', { zh: '解除条件', en: 'what releases it' }],
    ['authority', { zh: '部门', en: 'the authority' }],
  ] as const) {
    const [was, is] = [before[field], after[field]];
    if (was.zh !== is.zh || was.en !== is.en) {
      changes.push({ zh: `${name.zh}改为“${is.zh}”`, en: `${name.en} now says "${is.en}"` });
    }
  }
  if (before.documentNumber !== after.documentNumber) {
    const is = after.documentNumber;
    changes.push({ zh: `文号改为 ${is}`, en: `the document is now ${is}` });
  }
  return changes;
}
