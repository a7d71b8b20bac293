import { people } from '@tongxing/contract';
import type {
  HealthCommission,
  ItineraryCard,
  NatLaboratory,
  NationalCode,
  NationalPlatform,
} from '../src/features/facts/index.ts';
import type { MessageChannels, Outgoing, SendOutcome } from '../src/features/notification/index.ts';
import type { FaceAsked } from '../src/features/face/index.ts';
import type { Visitor } from '../src/features/sign-on/index.ts';
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
  | 'exit-entry'
  | 'sms'
  | 'card'
  | 'commission'
  | 'laboratory'
  | 'platform'
  | 'codes'
  | 'wechat'
  | 'alipay'
  | 'provincial-app'
  | 'faces'
  | 'notices';

/** What the systems outside know, as a test sets it; a name in `down` does not answer. */
export interface Child {
  readonly name: string;
  readonly documentNumber: string;
  readonly certificate?: string;
  /** YYYY-MM-DD */
  readonly born: string;
}

export interface FakeSources extends Sources {
  readonly down: Set<SourceName>;
  readonly sent: { readonly to: string; readonly text: string; readonly clientId: string }[];
  readonly records: Map<string, HealthRecord[]>;
  readonly tests: Map<string, Test[]>;
  readonly stays: Map<string, CardStay[]>;
  areas: Area[];
  /** National codes by document number, and whose were asked for. */
  readonly codes: Map<string, NationalCode & { readonly observedAt?: string }>;
  readonly codesAsked: string[];
  /** What the exit-entry registry holds, by {@link people.documentKey}; those with one `owner` are the same person's. */
  readonly documents: Map<string, people.DocumentReference & { readonly name: string; readonly owner: string }>;
  /** Whose children the population registry knows: guardian's number, then the child. */
  readonly children: Map<string, Child[]>;
  /** Messages that a channel took, and those that it was offered and did not take. */
  readonly notices: Notice[];
  /** What a channel says to a message instead of taking it, by `wechat <user>`, `alipay <user>` or `sms <phone>`. */
  readonly refusals: Map<string, SendOutcome>;
  /** Sign-in codes of WeChat and Alipay and whom they stand for; phone codes and the phones. */
  readonly platformCodes: Map<string, string>;
  /** Who comes back from the app of the province, by the code. */
  readonly visitors: Map<string, Visitor>;
  /** Face checks that were begun, by the platform's id, and whether they were passed. */
  readonly facesBegun: Map<string, { readonly about: string; passed: boolean }>;
  /** Puts a person into the population registry. */
  admit(person: Person): void;
  /** The digits of the latest message to a phone. */
  codeFor(phone: string): string;
}

export interface Notice extends Outgoing {
  readonly channel: keyof MessageChannels;
  readonly outcome: SendOutcome | 'no-answer';
}

function aboutOf(channel: 'wechat' | 'alipay', { order, user, certificate }: FaceAsked): string {
  return [channel, order, user, certificate.name, certificate.number].join(' ');
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
    onTheWire: 32,
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
  const facesOf = (name: 'wechat' | 'alipay'): Sources['faces']['wechat'] => ({
    async begin(check) {
      asked('faces');
      const verifyId = `verify-${sources.facesBegun.size + 1}`;
      sources.facesBegun.set(verifyId, { about: aboutOf(name, check), passed: false });
      return verifyId;
    },
    addressOf: (verifyId) => (name === 'alipay' ? `https://gateway.example/?${verifyId}` : undefined),
    async passed({ verifyId, ...check }) {
      asked('faces');
      const face = sources.facesBegun.get(verifyId);
      if (face?.about !== aboutOf(name, check)) throw new Error('the platform is asked about something else');
      return face.passed;
    },
  });
  const sources: FakeSources = {
    notices: [],
    refusals: new Map(),
    platformCodes: new Map(),
    wechat: { userOf: codes('wechat'), phoneOf: codes('wechat') },
    alipay: { userOf: codes('alipay'), phoneOf: ({ response }) => codes('alipay')(response) },
    visitors: new Map(),
    facesBegun: new Map(),
    faces: { wechat: facesOf('wechat'), alipay: facesOf('alipay') },
    provincialApp: {
      async addressOf({ state, nonce, codeChallenge }) {
        asked('provincial-app');
        return `https://app.example/authorize?${new URLSearchParams({ state, nonce, codeChallenge }).toString()}`;
      },
      async visitorOf({ code }) {
        asked('provincial-app');
        return sources.visitors.get(code);
      },
    },
    channels: { wechat: channel('wechat'), alipay: channel('alipay'), sms: channel('sms') },
    receiptSignatures: { verify: (headers) => headers['x-sign'] === 'right' },
    down,
    sent: [],
    records: new Map(),
    tests: new Map(),
    stays: new Map(),
    areas: [],
    codes: new Map(),
    codesAsked: [],
    documents: new Map(),
    children: new Map(),
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
      async verifyChild({ guardianNumber, documentNumber, name }) {
        asked('registry');
        const child = sources.children
          .get(guardianNumber)
          ?.find((one) => one.name === name && [one.documentNumber, one.certificate].includes(documentNumber));
        return child === undefined ? { match: false } : { match: true, born: child.born, residenceDivision: '140105' };
      },
    },
    exitEntry: {
      async verify(claim) {
        asked('exit-entry');
        const held = sources.documents.get(people.documentKey(claim));
        if (held === undefined || people.nameKey(held.name) !== people.nameKey(claim.name)) return { match: false };
        const samePerson = [...sources.documents.values()].filter(({ owner }) => owner === held.owner);
        return {
          match: true,
          nationality: claim.issuingCountry ?? null,
          samePerson: samePerson.map(({ documentType, documentNumber, issuingCountry }) => ({
            documentType,
            documentNumber,
            ...(issuingCountry === undefined ? {} : { issuingCountry }),
          })),
        };
      },
    },
    sms: {
      async send({ to, text, clientId }) {
        asked('sms');
        sources.sent.push({ to, text, clientId });
      },
    },
    itineraryCard: {
      async staysOf(phone) {
        const observedAt = asked('card');
        // The carriers refuse what is no mainland number in 11 digits.
        if (!/^1\d{10}$/.test(phone)) throw new Error('no number of a carrier');
        return { known: true, observedAt, stays: sources.stays.get(phone) ?? [] };
      },
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
    nationalPlatform: {
      riskAreas: async () => ({ publishedAt: asked('platform'), areas: sources.areas }),
      async codeOf(documentNumber) {
        sources.codesAsked.push(documentNumber);
        const observedAt = asked('codes');
        const code = sources.codes.get(documentNumber);
        return code === undefined ? { known: false } : { known: true, observedAt, ...code };
      },
    },
  };
  return sources;
}
