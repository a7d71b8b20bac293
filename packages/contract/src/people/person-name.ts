/** Zero-width characters and marks of direction: nobody sees them, so they say nothing. */
const invisible = /\p{Cf}/gu;
/** The dots that keyboards write between the parts of a name, all meant as U+00B7. */
const dots = /[\u2022\u2027\u22c5\u30fb\uff65\u00b7\u16eb\u2219\uff0e]/g;
const letters = /^[\p{L}\p{M}\u3007·.' -]+$/u;
/** More marks on one letter than any script writes. */
const pile = /\p{M}{3,}|^\p{M}|[ ·.'-]\p{M}/u;

/**
 * A name as it is kept: NFC, full-width letters as ASCII, one kind of dot and apostrophe, single spaces, nothing invisible.
 * Undefined where something other than a name remains (digits, symbols, piled-up marks, nothing).
 */
export function readPersonName(text: string): string | undefined {
  const name = text
    .normalize('NFC')
    .replaceAll(/[\uff01-\uff0d\uff0f-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll(invisible, '')
    .replaceAll(/[\s\u3000]+/g, ' ')
    .replaceAll(dots, '·')
    .replaceAll(/[\u2018\u2019\u02bc`]/g, "'")
    .replaceAll(/[<,]+/g, ' ')
    .replaceAll(/ +/g, ' ')
    .replaceAll(/ ?· ?/g, '·')
    // Spaces between Han characters are typography.
    .replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    .trim();
  return letters.test(name) && /\p{L}/u.test(name) && !pile.test(name) ? name : undefined;
}

/**
 * Two spellings of one name have the same key. Han names: spaces dropped. Others: upper case, spaces and hyphens alike (as `<` in a
 * machine-readable zone, which {@link readPersonName} has made a space), apostrophes and dots dropped, any order of the parts;
 * accents are kept, since they tell names apart.
 * @param name as {@link readPersonName} gives it
 */
export function nameKey(name: string): string {
  if (/\p{Script=Han}/u.test(name)) return name.replaceAll(' ', '');
  const parts = name
    .toUpperCase()
    .normalize('NFC')
    .replaceAll(/['.]/g, '')
    .split(/[ ·-]+/)
    .filter((part) => part !== '');
  return parts.toSorted().join(' ');
}
