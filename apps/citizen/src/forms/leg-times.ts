/** A leg of a trip as it is entered: whole days, each as its midnight in China in milliseconds since 1970. */
export interface LegEntered {
  readonly division: string;
  readonly arrive: number;
  readonly leave: number;
  readonly kind: 'stay' | 'transit';
  /** The declaration may be handed on to that province. */
  readonly handOn: boolean;
}

export interface LegTimes {
  readonly arriveAt: number;
  readonly leaveAt: number;
}

const dayMs = 86_400_000;

/**
 * When each leg begins and ends. She enters days; where one leg ends on the day on which the next begins, she has left the one in the
 * middle of what remains of that day, so that they come one after the other.
 */
export function legTimes(legs: readonly LegEntered[], now: number): LegTimes[] {
  let free = now;
  return legs.map(({ arrive, leave }, position) => {
    const arriveAt = Math.max(arrive, free);
    const next = legs[position + 1];
    const end = leave + dayMs;
    const leaveAt = next !== undefined && next.arrive <= leave ? middleOf(Math.max(arriveAt, next.arrive), end) : end;
    free = leaveAt;
    return { arriveAt, leaveAt };
  });
}

function middleOf(from: number, to: number): number {
  return Math.floor((from + to) / 2000) * 1000;
}
