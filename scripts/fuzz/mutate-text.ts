import { pick, type Random } from './random.ts';

/** Pieces that parsers of text trip over. */
const pieces = [
  '',
  ' ',
  '\n',
  '\n\n',
  '\r',
  '\t',
  '\0',
  '"',
  '\\',
  ',',
  ';',
  '=',
  ':',
  '(',
  ')',
  '+',
  '-',
  '.',
  '..',
  '/',
  '%',
  '*',
  '0',
  '9',
  '-1',
  '1e999',
  '99999999999999999999',
  '\u2014 ',
  '\ufeff',
  '\u200b',
  '王',
  '😀',
  '\ud800',
  '\udc00',
  'A',
  'Z',
  '_',
  '?1',
  '@method',
  '__proto__',
  'x'.repeat(9000),
];

type Change = (random: Random, text: string, seeds: readonly string[]) => string;

const changes: readonly Change[] = [
  (random, text) => cut(text, random(text.length + 1), 0, pick(random, pieces)),
  (random, text) => cut(text, random(text.length + 1), 1, pick(random, pieces)),
  (random, text) => cut(text, random(text.length + 1), 1, String.fromCharCode(random(random(4) === 0 ? 65_536 : 128))),
  (random, text) => cut(text, random(text.length + 1), 1 + random(16), ''),
  (random, text) => text.slice(0, random(text.length + 1)),
  (random, text) => {
    const from = random(text.length + 1);
    return text.slice(0, from + random(40)) + text.slice(from);
  },
  (random, text, seeds) => {
    const other = pick(random, seeds);
    return text.slice(0, random(text.length + 1)) + other.slice(random(other.length + 1));
  },
  (random, text) => cut(text, random(text.length + 1), 0, pick(random, ['(', '[', '{', '"']).repeat(1 + random(2000))),
  otherNumber,
  (random, text) => {
    const at = random(text.length + 1);
    const character = text.charAt(at);
    return cut(text, at, 1, random(2) === 0 ? character.toUpperCase() : character.toLowerCase());
  },
];

/** A number written otherwise, or another. */
function otherNumber(random: Random, text: string): string {
  const numbers = [...text.matchAll(/\d+/g)];
  if (numbers.length === 0) return text;
  const { 0: digits, index } = pick(random, numbers);
  const written = [
    `0${digits}`,
    `${digits}0`,
    `-${digits}`,
    `+${digits}`,
    `${digits}.0`,
    '9'.repeat(20),
    '0',
    String(Number(digits) + 1),
  ];
  return cut(text, index, digits.length, pick(random, written));
}

/** One of the seeds, changed one to three times. */
export function mutateText(random: Random, seeds: readonly string[]): string {
  let text = pick(random, seeds);
  for (let left = 1 + random(3); left > 0; left -= 1) text = pick(random, changes)(random, text, seeds);
  return text;
}

function cut(text: string, at: number, removed: number, inserted: string): string {
  return text.slice(0, at) + inserted + text.slice(at + removed);
}
