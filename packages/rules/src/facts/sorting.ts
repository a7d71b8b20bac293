import { inputIndex } from './document.ts';
import type { CompiledRequest } from './freshness.ts';
import { readers } from './readers.ts';
import type { FactReader } from './reading.ts';

/** Where facts of one kind belong. There is one for each kind. */
export interface FactPlace extends FactReader {
  /** The place of the input in `inputNames`. */
  index: number;
}

/** What becomes of facts of one kind. */
interface Kind {
  /** Null for a source report, which only tells that its source answered. */
  place: FactPlace | null;
  /** The positions of the requests that such a fact answers, by its source. */
  requests: ReadonlyMap<string, readonly number[]>;
}

/** What a set of requests makes of facts, found out once: a decision looks each of its facts up by its kind. */
export interface Sorting {
  /** What each request asks for: the input as one bit, by its place in `inputNames`. */
  bits: readonly number[];
  kinds: ReadonlyMap<string, Kind>;
}

const places = [...readers].map(([kind, reader]) => [kind, { ...reader, index: inputIndex[reader.input] }] as const);

/** A fact answers requests for its input from its source; a source report all of its source. The list of areas is no fact. */
export function createSorting(requests: readonly CompiledRequest[]): Sorting {
  const kindOf = (place: FactPlace | null): Kind => {
    const answered = requests.flatMap(({ input, source }, position) =>
      input !== 'riskAreas' && (place === null || place.input === input) ? [{ source, position }] : [],
    );
    const bySource = Map.groupBy<string, (typeof answered)[number]>(answered, ({ source }) => source);
    return {
      place,
      requests: new Map([...bySource].map(([source, of]) => [source, of.map(({ position }) => position)])),
    };
  };
  const kinds = new Map(places.map(([kind, place]) => [kind, kindOf(place)]));
  kinds.set('source-report', kindOf(null));
  return { bits: requests.map(({ input }) => 1 << inputIndex[input]), kinds };
}
