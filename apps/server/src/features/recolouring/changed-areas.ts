import type { RiskPublication } from '../facts/index.ts';
import { readEdge, type Whereabouts } from '../sojourn/index.ts';

type Area = RiskPublication['areas'][number];

/**
 * Where and when two lists of risk areas differ: areas that were added, raised, lowered or lifted, or whose time was changed. Each is
 * named for the whole of its time, of before and of now: who is there also looks forward to its end.
 */
export function changedAreas(before: readonly Area[], now: readonly Area[]): Whereabouts[] {
  const [known, listed] = [new Map(before.map(keyed)), new Map(now.map(keyed))];
  const gone = before.filter((area) => !listed.has(keyed(area)[0]));
  const come = now.filter((area) => !known.has(keyed(area)[0]));
  const places = [...gone, ...come].map(({ division, place, from, to }: Area & { place?: string }) => {
    const [start, end] = [readEdge(from, 'start'), readEdge(to, 'end')];
    return { division, place, from: finite(start), to: finite(end) };
  });
  return [...new Map(places.map((each) => [JSON.stringify(each), each])).values()];
}

/** What an area is to the rules: its name is for people. */
function keyed(area: Area): [string, Area] {
  const { name: _name, ...rest } = area;
  const entries = Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [JSON.stringify(entries), area];
}

function finite(milliseconds: number): number | null {
  return Number.isFinite(milliseconds) ? milliseconds : null;
}
