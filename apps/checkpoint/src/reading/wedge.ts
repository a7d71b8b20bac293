/** Between two keys of a reader, at most (milliseconds); a hand is slower. */
const pace = 80;
/** What is shorter was no reader; a label may be. */
export const shortest = { code: 8, label: 4 } as const;

/**
 * Hears a handheld scanner, or a document reader, that types like a keyboard: quickly, and Enter at the end. Keys typed into a field
 * are the field's.
 * @param least of how many characters a text is, at least
 * @returns stops listening
 */
export function listenToWedge(
  target: Window,
  heard: (text: string) => void,
  least: number = shortest.code,
): () => void {
  let text = '';
  let last = -Infinity;
  const take = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    if (event.timeStamp - last > pace) text = '';
    last = event.timeStamp;
    // Neither a space nor the Enter of a reader must press the button that has the focus.
    if (event.key.length === 1) {
      if (event.key === ' ' && text !== '') event.preventDefault();
      text += event.key;
      return;
    }
    if (event.key !== 'Enter') return;
    const whole = text;
    text = '';
    if (whole.length < least) return;
    event.preventDefault();
    heard(whole);
  };
  target.addEventListener('keydown', take, true);
  return () => target.removeEventListener('keydown', take, true);
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}
