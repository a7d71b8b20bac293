/** `count` at once; what was used comes back evenly over `seconds`. */
export interface Limit {
  readonly count: number;
  readonly seconds: number;
}

export interface Taken {
  readonly allowed: boolean;
  /** Until when the limit is used, in milliseconds, to be handed in at the next call. */
  readonly usedUntil: number;
  /** How many more there are now. */
  readonly remaining: number;
  /** Milliseconds until one is allowed again; 0 when it was allowed. */
  readonly waitMs: number;
  /** Milliseconds until all of it is back. */
  readonly resetMs: number;
}

/**
 * The generic cell rate algorithm (ITU-T I.371 annex A, virtual scheduling): one number for each caller, no window at whose edge
 * twice as much would pass. Within any `seconds` at most 2 × `count` − 1 are allowed, and `count` in each further ones.
 * A `usedUntil` further ahead than the limit reaches comes of a clock that was set back and counts as all used.
 */
export function take({ count, seconds }: Limit, usedUntil: number, nowMs: number): Taken {
  const window = seconds * 1000;
  const step = window / count;
  const start = Math.max(nowMs, Math.min(usedUntil, nowMs + window));
  const next = start + step;
  // Steps of a third of a second do not add up exactly.
  const allowed = next <= nowMs + window + 0.001;
  const end = allowed ? next : start;
  return {
    allowed,
    usedUntil: end,
    remaining: Math.max(0, Math.floor((nowMs + window - end) / step + 0.001)),
    waitMs: allowed ? 0 : next - nowMs - window,
    resetMs: end - nowMs,
  };
}
