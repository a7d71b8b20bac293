import type { FallbackOrder, FallbackWord } from './fallback-order.ts';

export interface FallbackInForce {
  /** The node said so, or nothing was heard of it for the order's time. */
  readonly why: 'word' | 'silence';
  /** Seconds since 1970; it applies from `since` on and no longer at `until`. */
  readonly since: number;
  readonly until: number;
}

/** What a device knows of its node. Seconds since 1970. */
export interface NodeContact {
  readonly now: number;
  /** When the node last answered this device with something it could verify; undefined if it never has. */
  readonly lastContact: number | undefined;
  /** The newest word of the node that is held. */
  readonly word: FallbackWord | undefined;
}

/**
 * Whether a verified order applies now. Comparisons are written so that a missing or absurd number fails them: nothing starts by
 * accident, and everything that starts has an end.
 */
export function fallbackInForce(
  order: FallbackOrder,
  { now, lastContact, word }: NodeContact,
): FallbackInForce | undefined {
  const { validFrom, validTo, afterSeconds, longestSeconds } = order;
  if (!(validFrom <= now && now < validTo)) return undefined;
  const said = word?.division === order.division ? word : undefined;
  if (said?.state === 'started') {
    const until = Math.min(said.until, said.at + longestSeconds, validTo);
    if (said.at <= now && now < until) return { why: 'word', since: said.at, until };
  }
  const heard = lastHeard(lastContact, said, now);
  if (heard === undefined) return undefined;
  const since = Math.max(heard + afterSeconds, validFrom);
  const until = Math.min(heard + afterSeconds + longestSeconds, validTo);
  return since <= now && now < until ? { why: 'silence', since, until } : undefined;
}

/** A word proves that the node lived when it was said, whoever has brought it. */
function lastHeard(lastContact: number | undefined, word: FallbackWord | undefined, now: number): number | undefined {
  const said = word !== undefined && word.at <= now ? word.at : undefined;
  if (lastContact === undefined || said === undefined) return lastContact ?? said;
  return Math.max(lastContact, said);
}
