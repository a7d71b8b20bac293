import { mutateText } from './mutate-text.ts';
import { pick, type Random } from './random.ts';

type Members = Record<string, unknown>;

const odd: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  '\0',
  '\ud800',
  'x'.repeat(5000),
  [],
  {},
  [[]],
  [null],
  '2026-02-30T00:00:00+08:00',
  '9999-12-31T23:59:59Z',
  'P99999D',
  '000000',
  '__proto__',
  'constructor',
  { '!': [] },
  { var: '' },
  { var: 'at' },
  { and: [] },
  { in: [1, null] },
  { reduce: [[], 1, 1] },
];

/** One of the seeds, a value of JSON, changed one to four times somewhere. What is returned shares nothing with a seed. */
export function mutateJson(random: Random, seeds: readonly unknown[]): unknown {
  let value = structuredClone(pick(random, seeds));
  for (let left = 1 + random(4); left > 0; left -= 1) value = changedSomewhere(random, value, seeds);
  return value;
}

/** Goes down at random and changes what is there. */
function changedSomewhere(random: Random, value: unknown, seeds: readonly unknown[]): unknown {
  const inside = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (inside.length === 0 || random(6) === 0) return changed(random, value, seeds);
  const name = pick(random, inside);
  const container = value as Members;
  const kind = random(12);
  if (kind === 0) return without(value, name);
  if (kind === 1 && Array.isArray(value)) return [...(value as unknown[]), structuredClone(container[name])];
  if (kind === 1) {
    const { [name]: moved, ...others } = container;
    return { ...others, [mutateText(random, inside)]: moved };
  }
  container[name] = changedSomewhere(random, container[name], seeds);
  return value;
}

function without(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.filter((_item, at) => String(at) !== name);
  return Object.fromEntries(Object.entries(value as Members).filter(([other]) => other !== name));
}

function changed(random: Random, value: unknown, seeds: readonly unknown[]): unknown {
  switch (random(6)) {
    case 0:
      return nested(value, 1 + random(400));
    case 1:
      return someIn(random, structuredClone(pick(random, seeds)));
    case 2:
      return [value, value];
    case 3:
      if (typeof value === 'number') return value + pick(random, [-1, 1, 0.5, 1e6, -1e6]);
      return typeof value === 'string' ? mutateText(random, [value]) : structuredClone(pick(random, odd));
    default:
      return structuredClone(pick(random, odd));
  }
}

/** A part of a value. */
function someIn(random: Random, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || random(4) === 0) return value;
  const inside = Object.values(value) as unknown[];
  return inside.length === 0 ? value : someIn(random, inside[random(inside.length)]);
}

function nested(value: unknown, levels: number): unknown {
  let outer = value;
  for (let level = 0; level < levels; level += 1) outer = level % 2 === 0 ? [outer] : { '!': [outer] };
  return outer;
}
