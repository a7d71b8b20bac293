import type { FactReference } from '../facts/assemble.ts';
import type { Freshness } from '../facts/freshness.ts';
import type { Colour } from '../facts/terms.ts';
import type { Reading } from '../three-valued/context.ts';
import type { BilingualText } from './pack-schema.ts';

/** A rule that made the colour. All instants are texts with +08:00. */
export interface Reason {
  ruleId: string;
  colour: Colour;
  reason: BilingualText;
  authority: BilingualText;
  documentNumber: string;
  /** When the ground ends by itself; null where only its release ends it. */
  until: string | null;
  release: BilingualText;
  /** The facts behind the inputs the rule read, source reports included. */
  facts: readonly FactReference[];
  trace: readonly Reading[];
}

/** An input that could not be judged, and the rules that wait for it. */
export interface UnknownInput {
  input: string;
  source: string;
  ruleIds: readonly string[];
  lastReceivedAt: string | null;
}

/** Something true of a person that is shown beside the colour and makes none. */
export interface Attribute {
  id: string;
  text: BilingualText;
}

export interface Outcome {
  /** `pending` (待核) where the rules cannot tell; never a guess. */
  colour: Colour | 'pending';
  reasons: readonly Reason[];
  unknown: readonly UnknownInput[];
  /** The age of every source asked. */
  freshness: readonly Freshness[];
  decidedAt: string;
  /**
   * The earliest instant at which the same facts may give another outcome: an end of a period, of freshness, of the
   * pack. It may come early, never late; ask again then.
   */
  nextChangeAt: string;
  /**
   * Until when the colour holds even if no source ever answers again: `nextChangeAt`, but where that is an end of
   * freshness, the pack's grace is added (see `decide`). Nothing signed for offline use should outlast it.
   */
  standsUntil: string;
  packId: string;
  packVersion: string;
  /** Only where the pack has attributes: those that are known to be true. */
  attributes?: readonly Attribute[];
}
