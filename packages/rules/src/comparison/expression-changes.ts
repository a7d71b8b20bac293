import type { BilingualText } from '../pack/pack-schema.ts';

type Node = Readonly<Record<string, unknown>>;

const units: Readonly<Record<string, BilingualText>> = {
  year: { zh: '年', en: 'years' },
  month: { zh: '个月', en: 'months' },
  day: { zh: '天', en: 'days' },
  hour: { zh: '小时', en: 'hours' },
  minute: { zh: '分钟', en: 'minutes' },
  second: { zh: '秒', en: 'seconds' },
};

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const asPeriod = (value: unknown): { of: unknown; amount: number; unit: string } | undefined => {
  if (!isNode(value) || !Array.isArray(value['plusTime'])) return undefined;
  const [of, amount, unit] = value['plusTime'] as [unknown, number, string];
  return { of, amount, unit };
};

const say = ({ amount, unit }: { amount: number; unit: string }): BilingualText => ({
  zh: `${amount}${units[unit]?.zh ?? unit}`,
  en: `${amount} ${units[unit]?.en ?? unit}`,
});

const rewritten: BilingualText = { zh: '条件已改写', en: 'the condition was rewritten' };

/**
 * How two CertLogic expressions differ, in words: periods and values where the form is the same, or that the form is another. Each is
 * said once, however often it occurs.
 */
export function expressionChanges(before: unknown, after: unknown): BilingualText[] {
  const changes = new Map<string, BilingualText>();
  const add = (change: BilingualText) => void changes.set(change.en, change);
  compare(before, after, add);
  // Of an expression that is another, what its parts were no longer says anything.
  return changes.has(rewritten.en) ? [rewritten, ...readChanges(before, after)] : [...changes.values()];
}

function compare(before: unknown, after: unknown, add: (change: BilingualText) => void): void {
  const [was, is] = [asPeriod(before), asPeriod(after)];
  if (was !== undefined && is !== undefined) {
    if (was.amount !== is.amount || was.unit !== is.unit) add(periodChange(say(was), say(is)));
    compare(was.of, is.of, add);
  } else if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    before.forEach((value, i) => compare(value, after[i], add));
  } else if (
    isNode(before) &&
    isNode(after) &&
    operatorOf(before) === operatorOf(after) &&
    operatorOf(before) !== 'var'
  ) {
    compare(before[operatorOf(before)], after[operatorOf(after)], add);
  } else if (isValue(before) && isValue(after)) {
    if (before !== after) add({ zh: `“${before}”改为“${after}”`, en: `"${before}" becomes "${after}"` });
  } else if (JSON.stringify(before) !== JSON.stringify(after)) {
    add(rewritten);
  }
}

const operatorOf = (node: Node): string => Object.keys(node)[0] ?? '';

const isValue = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const periodChange = (was: BilingualText, is: BilingualText): BilingualText => ({
  zh: `期限由${was.zh}改为${is.zh}`,
  en: `the period changes from ${was.en} to ${is.en}`,
});

/** What a rewritten condition reads more, and no longer. */
function readChanges(before: unknown, after: unknown): BilingualText[] {
  const [was, is] = [readsOf(before), readsOf(after)];
  const more = [...is].filter((name) => !was.has(name)).toSorted();
  const less = [...was].filter((name) => !is.has(name)).toSorted();
  return [
    ...(more.length === 0 ? [] : [{ zh: `现在还看 ${more.join('、')}`, en: `it now also reads ${more.join(', ')}` }]),
    ...(less.length === 0 ? [] : [{ zh: `不再看 ${less.join('、')}`, en: `it no longer reads ${less.join(', ')}` }]),
  ];
}

function readsOf(expression: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(expression)) for (const value of expression) readsOf(value, found);
  else if (isNode(expression)) {
    const operator = operatorOf(expression);
    const operand = expression[operator];
    if (operator === 'var' && typeof operand === 'string') {
      if (operand !== 'accumulator' && !operand.endsWith('at')) found.add(operand);
    } else readsOf(operand, found);
  }
  return found;
}
