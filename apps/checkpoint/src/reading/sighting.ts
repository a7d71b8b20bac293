/** How long a code must be out of sight before the same text counts as shown anew (milliseconds). */
const forgottenAfter = 3000;

/** What a frame means to a guard. */
export type Sighting =
  | { readonly kind: 'nothing' }
  /** What was taken already is still held up. */
  | { readonly kind: 'same' }
  | { readonly kind: 'code'; readonly text: string }
  /** Nobody can say whose is meant. */
  | { readonly kind: 'several' };

/**
 * Makes one sighting of the many frames in which a code is held up. Of a health code beside another code, a poster's say, the health
 * code is meant.
 * @returns takes the texts of a frame and the time, in milliseconds of any clock that only goes forward
 */
export function createSightings(): (texts: readonly string[], at: number) => Sighting {
  let last: { readonly text: string; at: number } | undefined;
  return (texts, at) => {
    const ours = texts.filter((text) => text.startsWith('TX'));
    const [text, another] = ours.length > 0 ? ours : texts;
    if (text === undefined) return { kind: 'nothing' };
    if (another !== undefined) return { kind: 'several' };
    const same = last?.text === text && at - last.at < forgottenAfter;
    if (same && last !== undefined) last.at = at;
    else last = { text, at };
    return same ? { kind: 'same' } : { kind: 'code', text };
  };
}
