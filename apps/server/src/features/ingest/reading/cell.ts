/** What cannot be seen: soft hyphens, zero-width characters, marks of direction, byte order marks. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** Somebody took care that a spreadsheet would leave the digits alone: an apostrophe or a tab before them, or ="…" around them. */
const guarded = /^[\u200b-\u200f\ufeff ]*(?:['’‘`\t]|=")/;

export interface Cell {
  /** Full-width letters and digits as usual ones, without what cannot be seen, and without the guard. */
  readonly text: string;
  readonly isGuarded: boolean;
}

/** A cell as its sender meant it. */
export function readCell(raw: string): Cell {
  const isGuarded = guarded.test(raw);
  const plain = raw.normalize('NFKC').replaceAll(invisible, '').replaceAll(/\s+/g, ' ').trim();
  if (!isGuarded) return { text: plain, isGuarded };
  const inner = /^="(.*)"$/.exec(plain)?.[1] ?? plain.replace(/^['’‘`]/, '');
  return { text: inner.trim(), isGuarded };
}
