/** A run of asterisks beside a letter and beside no digit: numbers are masked in the same way. */
const masked = /(?<before>[\p{L}·]?)(?<![*\d])\*{1,6}(?![*\d])(?<after>[\p{L}·]?)/gu;

/** What a page says of a name: whether it can be that one, and what stands there. */
export interface NameOnPage {
  /** Null where no masked name was read. */
  readonly fits: boolean | null;
  readonly found: string | null;
}

/**
 * Can the masked name on a page be this one? Provinces hide different characters: 王秀英 is 王*英 in one, 王** or *秀英 in another. Of
 * hidden characters as many asterisks stand, or two. `masked` is how this province masks it, the only form that is known of other scripts.
 */
export function nameOnPage(lines: readonly string[], name: string, maskedHere: string): NameOnPage {
  const names = lines.flatMap((line) =>
    [...line.matchAll(masked)].filter(({ groups }) => groups?.['before'] !== '' || groups?.['after'] !== ''),
  );
  const forms = /\p{Script=Han}/u.test(name) ? formsOf([...name]) : [];
  const all = [name, ...forms, maskedHere].map((form) => form.replaceAll(/\s+/g, ''));
  const fitting = all.find((form) => lines.some((line) => stands(line, form)));
  if (fitting !== undefined) return { fits: true, found: fitting };
  const [first] = names;
  return first === undefined ? { fits: null, found: null } : { fits: false, found: first[0] };
}

/** Every way of hiding one run of characters of a name. */
function formsOf(characters: readonly string[]): string[] {
  const forms: string[] = [];
  for (let from = 0; from < characters.length; from++) {
    for (let to = from + 1; to <= characters.length; to++) {
      if (to - from === characters.length) continue;
      const [begin, end] = [characters.slice(0, from).join(''), characters.slice(to).join('')];
      for (const asterisks of new Set([to - from, Math.min(2, to - from)])) {
        forms.push(`${begin}${'*'.repeat(asterisks)}${end}`);
      }
    }
  }
  return forms.toSorted((a, b) => b.replaceAll('*', '').length - a.replaceAll('*', '').length);
}

/** Does it stand there, its run of asterisks no longer than it is? A form that ends in asterisks is followed by no name's character. */
function stands(line: string, form: string): boolean {
  const pattern = form
    .split(/(\*+)/)
    .map((part) =>
      part.startsWith('*') ? `(?<!\\*)\\*{${part.length}}(?!\\*)` : part.replaceAll(/[^\p{L}\p{N}]/gu, '\\$&'),
    )
    .join('');
  return new RegExp(pattern, 'u').test(line);
}
