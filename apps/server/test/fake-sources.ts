import type { HealthCommission, ItineraryCard, NatLaboratory, NationalPlatform } from '../src/features/facts/index.ts';
import type { Clock } from '../src/platform/clock.ts';
import type { Sources } from '../src/sources/connect.ts';
import type { Person } from './people.ts';

type Said<P extends (...parameters: never[]) => Promise<unknown>, K extends string> =
  Awaited<ReturnType<P>> extends infer A
    ? A extends { known: true } & Record<K, readonly (infer I)[]>
      ? I
      : never
    : never;

export type HealthRecord = Said<HealthCommission['recordsOf'], 'records'>;
export type Test = Said<NatLaboratory['resultsOf'], 'results'>;
export type CardStay = Said<ItineraryCard['staysOf'], 'stays'>;
export type Area = Awaited<ReturnType<NationalPlatform['riskAreas']>>['areas'][number];

export type SourceName = 'registry' | 'sms' | 'card' | 'commission' | 'laboratory' | 'platform';

/** What the systems outside know, as a test sets it; a name in `down` does not answer. */
export interface FakeSources extends Sources {
  readonly down: Set<SourceName>;
  readonly sent: { readonly to: string; readonly text: string; readonly clientId: string }[];
  readonly records: Map<string, HealthRecord[]>;
  readonly tests: Map<string, Test[]>;
  readonly stays: Map<string, CardStay[]>;
  areas: Area[];
  /** Puts a person into the population registry. */
  admit(person: Person): void;
  /** The digits of the latest message to a phone. */
  codeFor(phone: string): string;
}

export function createFakeSources(clock: Clock): FakeSources {
  const residents = new Map<string, Person>();
  const down = new Set<SourceName>();
  const asked = (name: SourceName): string => {
    if (down.has(name)) throw new Error(`${name} is down`);
    return clock.now().toISOString();
  };
  const sources: FakeSources = {
    down,
    sent: [],
    records: new Map(),
    tests: new Map(),
    stays: new Map(),
    areas: [],
    admit: (person) => void residents.set(person.documentNumber, person),
    codeFor(phone) {
      const message = sources.sent.findLast(({ to }) => to === phone);
      return /(?<!\d)\d{6}(?!\d)/.exec(message?.text ?? '')?.[0] ?? 'none';
    },
    registry: {
      async verify({ documentNumber, name }) {
        asked('registry');
        const resident = residents.get(documentNumber);
        if (resident?.name !== name) return { match: false };
        return { match: true, residenceDivision: resident.residence };
      },
    },
    sms: {
      async send({ to, text, clientId }) {
        asked('sms');
        sources.sent.push({ to, text, clientId });
      },
    },
    itineraryCard: {
      staysOf: async (phone) => ({ known: true, observedAt: asked('card'), stays: sources.stays.get(phone) ?? [] }),
    },
    healthCommission: {
      async recordsOf(documentNumber) {
        return { known: true, observedAt: asked('commission'), records: sources.records.get(documentNumber) ?? [] };
      },
    },
    natLaboratory: {
      async resultsOf(documentNumber) {
        return { known: true, observedAt: asked('laboratory'), results: sources.tests.get(documentNumber) ?? [] };
      },
    },
    nationalPlatform: { riskAreas: async () => ({ publishedAt: asked('platform'), areas: sources.areas }) },
  };
  return sources;
}
