import { createHash, randomBytes } from 'node:crypto';
import { createClient, routes, ProblemError, type Client, type Transport, type schemas } from '@tongxing/contract';
import type { Person } from '../people/person.ts';
import { manage } from '../simulators/ask.ts';
import { submitInTurn, type InTurn } from './in-turn.ts';
import { until } from './until.ts';

const daySeconds = 86_400;

/** A person at one province's node, as a client of its public HTTP and of nothing else. */
export interface Citizen {
  readonly person: Person;
  readonly client: Client;
  /** Real-name check at the population registry. */
  verify(): Promise<schemas.Me>;
  /** Health without symptoms and fourteen days at home, unless told otherwise, with the pledge. */
  declare(declaration?: Partial<Declaration>): Promise<void>;
  /** Waits for the colour that follows the latest declaration. */
  colour(): Promise<schemas.HealthInformation>;
  /** Consents, at her own province, that another asks about her: what she carries there. */
  consent(audience: string, renewalDays?: number): Promise<schemas.ConversionApplication['consent']>;
  /** Applies for conversion, in her turn where the node is too busy. */
  apply(application: schemas.ConversionApplication, inTurn?: InTurn): Promise<schemas.Conversion>;
}

export interface Declaration {
  readonly answers: schemas.HealthAnswers;
  readonly stays: schemas.Stay[];
}

export interface NodeUnderTest {
  readonly url: string;
  readonly smsManagementUrl: string;
  /** The network between her and the node; without faults of its own where absent. */
  readonly transport?: Transport;
}

/** Signs somebody in by the code that arrives on the phone. */
export async function signInCitizen(node: NodeUnderTest, person: Person): Promise<Citizen> {
  const anonymous = createClient(node.url, node.transport ?? fetch);
  await anonymous.call(routes.sendPhoneCode, { body: { phone: person.phone } });
  const code = await readPhoneCode(node.smsManagementUrl, person.phone);
  const { token } = await anonymous.call(routes.signIn, { body: { phone: person.phone, code } });
  return citizenOf(person, anonymous.as(token));
}

export function citizenOf(person: Person, client: Client): Citizen {
  return {
    person,
    client,
    verify: () => {
      const { documentNumber, name } = person;
      return client.call(routes.verifyIdentity, { body: { documentType: '10', documentNumber, name } });
    },
    async declare(declaration = {}) {
      const { answers, stays } = { ...usual(person), ...declaration };
      const pledge = await confirmedPledge(client);
      await client.call(routes.declareHealth, { body: { answers, pledge } });
      await client.call(routes.declareItinerary, { body: { stays, pledge } });
    },
    colour: () => until('the colour is decided', () => settledColour(client)),
    async consent(audience, renewalDays) {
      const codeVerifier = randomBytes(32).toString('base64url');
      const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
      const { authorizationCode } = await client.call(routes.grantConsent, {
        body: {
          audience,
          purpose: 'conversion',
          fields: ['colour', 'reasons', 'release', 'freshness'],
          codeChallenge,
          ...(renewalDays === undefined ? {} : { renewalDays }),
        },
      });
      return { grade: 'origin-session', authorizationCode, codeVerifier };
    },
    apply: (body, inTurn) =>
      submitInTurn((again) => client.call(routes.applyForConversion, { body, ...again }), inTurn),
  };
}

/** What most people declare: well, and at home for fourteen days. */
export function usual(person: Person, now = new Date()): Declaration {
  const from = new Date(now.getTime() - 14 * daySeconds * 1000).toISOString();
  return {
    answers: { symptoms: [], contactWithCase: false, temperature: 36.5 },
    stays: [{ division: person.residenceDivision, from, to: now.toISOString() }],
  };
}

export async function confirmedPledge(client: Client): Promise<schemas.HealthDeclaration['pledge']> {
  const { version } = await client.call(routes.getPledge, {});
  return { version, confirmed: true };
}

/** The code in the latest message to a phone, as its owner would read it. */
export async function readPhoneCode(smsManagementUrl: string, phone: string): Promise<string> {
  return until('the message arrives', async () => {
    const { body } = await manage(smsManagementUrl, 'GET /messages', { to: phone });
    const { messages } = body as { messages: { text: string }[] };
    const codes = messages.flatMap(({ text }) => /验证码 (\d{6})/.exec(text)?.[1] ?? []);
    return codes.at(-1);
  });
}

/** Pending means, right after declaring, that the sources are still being asked. */
async function settledColour(client: Client): Promise<schemas.HealthInformation | undefined> {
  try {
    const information = await client.call(routes.getHealthInformation, {});
    return information.colour === 'pending' ? undefined : information;
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'no-decision-yet') return undefined;
    throw error;
  }
}
