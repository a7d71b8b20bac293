import type { HealthCommission, ItineraryCard, NatLaboratory, NationalPlatform } from '../src/features/facts/index.ts';
import type { MessageChannels, Outgoing, SendOutcome } from '../src/features/notification/index.ts';
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

export type SourceName =
  | 'registry'
  | 'sms'
  | 'card'
  | 'commission'
  | 'laboratory'
  | 'platform'
  | 'wechat'
  | 'alipay'
  | 'notices';

/** What the systems outside know, as a test sets it; a name in `down` does not answer. */
export interface FakeSources extends Sources {
  readonly down: Set<SourceName>;
  readonly sent: { readonly to: string; readonly text: string; readonly clientId: string }[];
  readonly records: Map<string, HealthRecord[]>;
  readonly tests: Map<string, Test[]>;
  readonly stays: Map<string, CardStay[]>;
  areas: Area[];
  /** Messages that a channel took, and those that it was offered and did not take. */
  readonly notices: Notice[];
  /** What a channel says to a message instead of taking it, by `wechat <user>`, `alipay <user>` or `sms <phone>`. */
  readonly refusals: Map<string, SendOutcome>;
  /** Sign-in codes of WeChat and Alipay and whom they stand for; phone codes and the phones. */
  readonly platformCodes: Map<string, string>;
  /** Puts a person into the population registry. */
  admit(person: Person): void;
  /** The digits of the latest message to a phone. */
  codeFor(phone: string): string;
}

export interface Notice extends Outgoing {
  readonly channel: keyof MessageChannels;
  readonly outcome: SendOutcome | 'no-answer';
}

export function createFakeSources(clock: Clock): FakeSources {
  const residents = new Map<string, Person>();
  const down = new Set<SourceName>();
  const asked = (name: SourceName): string => {
    if (down.has(name)) throw new Error(`${name} is down`);
    return clock.now().toISOString();
  };
  const channel = (name: keyof MessageChannels): MessageChannels['sms'] => ({
    perSecond: 100_000,
    receipts: name === 'sms',
    templateIds: name === 'sms' ? {} : { colour: 'c', application: 'a', reminder: 'r', question: 'q' },
    async send(message) {
      const isDown = down.has(name === 'sms' ? 'notices' : name);
      const outcome = isDown ? 'no-answer' : (sources.refusals.get(`${name} ${message.to}`) ?? 'accepted');
      sources.notices.push({ ...message, channel: name, outcome });
      if (outcome === 'no-answer') throw new Error(`${name} is down`);
      return outcome;
    },
  });
  const codes = (name: 'wechat' | 'alipay') => async (code: string) => {
    asked(name);
    return sources.platformCodes.get(code);
  };
  const sources: FakeSources = {
    notices: [],
    refusals: new Map(),
    platformCodes: new Map(),
    wechat: { userOf: codes('wechat'), phoneOf: codes('wechat') },
    alipay: { userOf: codes('alipay'), phoneOf: ({ response }) => codes('alipay')(response) },
    channels: { wechat: channel('wechat'), alipay: channel('alipay'), sms: channel('sms') },
    receiptSignatures: { verify: (headers) => headers['x-sign'] === 'right' },
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
