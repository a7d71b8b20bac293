/** How far a subscription has come, and what has come too early. */
export interface Progress<E> {
  /** Of the last event that was applied. */
  readonly sequence: number;
  /** Events after a gap, in no order. */
  readonly waiting: readonly E[];
}

export interface Received<E> {
  readonly outcome: 'taken' | 'known' | 'waiting';
  /** The sequence that is missing; null where none is. */
  readonly from: number | null;
  /** What is to be applied now, in order. */
  readonly apply: readonly E[];
  readonly progress: Progress<E>;
}

/** So many events of one person may wait for the one before them; one more is asked for again later. */
export const mostWaiting = 16;

/**
 * Puts an event where it belongs in its subscription, whatever order they come in and however often: one that was applied is known, the
 * next is applied with all that has waited for it, one after a gap waits.
 */
export function receive<E extends { readonly sequence: number }>(progress: Progress<E>, event: E): Received<E> {
  const { sequence, waiting } = progress;
  if (event.sequence <= sequence) return { outcome: 'known', from: null, apply: [], progress };
  const early = [event, ...waiting.filter((other) => other.sequence !== event.sequence)].toSorted(
    (a, b) => a.sequence - b.sequence,
  );
  const apply = early.filter((other, position) => other.sequence === sequence + 1 + position);
  const still = early.slice(apply.length);
  const outcome = apply.length > 0 ? 'taken' : 'waiting';
  return {
    outcome,
    from: outcome === 'waiting' ? sequence + 1 : null,
    apply,
    progress: { sequence: sequence + apply.length, waiting: still.slice(0, mostWaiting) },
  };
}

/**
 * The missing one has not come in time. Every event says all there is to say, so the last one that is here stands for those before it.
 */
export function stopWaiting<E extends { readonly sequence: number }>({ sequence, waiting }: Progress<E>): Received<E> {
  const last = waiting.toSorted((a, b) => a.sequence - b.sequence).at(-1);
  const progress = { sequence: last?.sequence ?? sequence, waiting: [] };
  return { outcome: 'taken', from: null, apply: last === undefined ? [] : [last], progress };
}
