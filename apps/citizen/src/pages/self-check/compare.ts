import type { schemas } from '@tongxing/contract';

/** A stay as she declared it or as the itinerary card has it; times in milliseconds since 1970. */
export interface Stay {
  readonly division: string;
  readonly from: number;
  readonly to: number;
  readonly source: string;
}

export interface RiskArea {
  readonly division: string;
  readonly level: string;
}

/** What one stay has to do with the list: within an area of it, or in a place that has such areas in it. */
export interface Compared {
  readonly stay: Stay;
  readonly within: readonly RiskArea[];
  readonly around: readonly RiskArea[];
}

export interface Test {
  readonly result: 'negative' | 'positive';
  readonly sampledAt: string;
  readonly reportedAt: string;
}

interface RawStay {
  readonly division: string;
  readonly from: string;
  readonly to?: string;
}
interface RawFact {
  readonly kind: string;
  readonly source: string;
  readonly data: { readonly stays?: readonly RawStay[] } & Partial<Test>;
}
interface RawArea extends RawStay {
  readonly level: string;
}

const dayMs = 86_400_000;

/** Each stay of the last days, the latest first, with the areas of the list that it meets in place and time. */
export function compareStays(bundle: schemas.DecisionBundle, at: number): Compared[] {
  const areas = (bundle.reference as { riskAreas?: readonly RawArea[] } | null)?.riskAreas ?? [];
  return staysOf(bundle, at).map((stay) => {
    const met = areas.filter(
      (area) => startOf(area.from) < stay.to && endOf(area.to, at) > stay.from && area.level !== 'low',
    );
    return {
      stay,
      within: met.filter((area) => covers(area.division, stay.division)),
      around: met.filter((area) => area.division !== stay.division && covers(stay.division, area.division)),
    };
  });
}

/** Her tests, the latest first. */
export function testsOf(bundle: schemas.DecisionBundle): Test[] {
  return (bundle.facts as RawFact[])
    .filter(({ kind }) => kind === 'nat')
    .map(({ data }) => data as Test)
    .sort((a, b) => Date.parse(b.sampledAt) - Date.parse(a.sampledAt));
}

/** When the list of risk areas was received; undefined where there was none. */
export function listReceivedAt(bundle: schemas.DecisionBundle): string | undefined {
  return (bundle.reference as { receivedAt?: string } | null)?.receivedAt;
}

function staysOf(bundle: schemas.DecisionBundle, at: number): Stay[] {
  return (bundle.facts as RawFact[])
    .filter(({ kind }) => kind === 'itinerary-declaration' || kind === 'itinerary-card')
    .flatMap(({ source, data }) =>
      (data.stays ?? []).map(({ division, from, to }) => ({
        division,
        source,
        from: startOf(from),
        to: endOf(to, at),
      })),
    )
    .sort((a, b) => b.to - a.to || a.source.localeCompare(b.source));
}

/** A division covers what lies in it: the zeros at the end of six digits stand for everything. */
function covers(area: string, place: string): boolean {
  const prefix = area.length === 6 ? area.replace(/(00){1,2}$/, '') : area;
  return place.startsWith(prefix);
}

function startOf(text: string): number {
  return Date.parse(text.length === 10 ? `${text}T00:00:00+08:00` : text);
}

/** A day counts to its end; what has none goes on. */
function endOf(text: string | undefined, at: number): number {
  if (text === undefined) return at;
  return text.length === 10 ? startOf(text) + dayMs : Date.parse(text);
}
