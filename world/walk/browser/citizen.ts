import { sha256 } from '@tongxing/codec/es256';
import { ProblemError, routes, type Client, type schemas } from '@tongxing/contract';
import { encodeBase64Url } from '@tongxing/codec';
import type { SideName, WalkPerson } from './installed.ts';
import { wait } from './wait.ts';

const pollMs = 250;
const patienceMs = 20_000;

/** The latest message on a person's telephone, as she reads it. */
export async function readMessage(phone: string): Promise<string | undefined> {
  const answer = await fetch(`/messages?to=${phone}`);
  const { messages } = (await answer.json()) as { messages: { text: string }[] };
  return messages.findLast(({ text }) => text.includes('验证码'))?.text;
}

/** Real-name check at the population registry; nothing to do for whom it was done before. */
export async function verify(client: Client, person: WalkPerson): Promise<schemas.Me> {
  const me = await client.call(routes.getMe, {});
  if (me.verified) return me;
  const { documentNumber, name } = person;
  return client.call(routes.verifyIdentity, { body: { documentType: '10', documentNumber, name } });
}

/** Sends both declarations with the pledge, and waits for the colour decided after them. */
export async function declare(
  client: Client,
  { answers, stays }: WalkPerson['declaration'],
  version: string,
): Promise<schemas.HealthInformation> {
  const pledge = { version, confirmed: true };
  await client.call(routes.declareHealth, { body: { answers, pledge } });
  const { declaredAt } = await client.call(routes.declareItinerary, { body: { stays, pledge } });
  return untilColour(client, (told) => Date.parse(told.decidedAt) >= Date.parse(declaredAt));
}

/** Pending right after declaring means that the sources are still being asked; when it stays so, it is the answer. */
export async function untilColour(
  client: Client,
  isIt: (told: schemas.HealthInformation) => boolean = () => true,
): Promise<schemas.HealthInformation> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const told = await unlessNone(() => client.call(routes.getHealthInformation, {}));
    const late = Date.now() > deadline;
    if (told !== undefined && (late || (told.colour !== 'pending' && isIt(told)))) return told;
    if (late) throw new Error('no colour was decided');
    await wait(pollMs);
  }
}

async function unlessNone<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'no-decision-yet') return undefined;
    throw error;
  }
}

export const consentFields = ['colour', 'reasons', 'release', 'freshness'] as const;

/** Agrees at her own province that another asks about her (authorization code with PKCE, RFC 7636). */
export async function consent(client: Client, audience: string): Promise<schemas.ConversionApplication['consent']> {
  const codeVerifier = encodeBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  const codeChallenge = encodeBase64Url(sha256(new TextEncoder().encode(codeVerifier)));
  const { authorizationCode } = await client.call(routes.grantConsent, {
    body: { audience, purpose: 'conversion', fields: [...consentFields], codeChallenge },
  });
  return { grade: 'origin-session', authorizationCode, codeVerifier };
}

/** Applies for conversion and waits as long as the node is at work; an application that is open already is followed instead. */
export async function convert(client: Client, application: schemas.ConversionApplication): Promise<schemas.Conversion> {
  let standing = await applyOrFollow(client, application);
  const deadline = Date.now() + patienceMs;
  while (['submitted', 'verifying'].includes(standing.state) && Date.now() < deadline) {
    await wait(pollMs);
    standing = await client.call(routes.getConversion, { params: { conversionId: standing.conversionId } });
  }
  return standing;
}

async function applyOrFollow(client: Client, application: schemas.ConversionApplication): Promise<schemas.Conversion> {
  try {
    return await client.call(routes.applyForConversion, { body: application });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'conversion-open') throw error;
    const { conversions } = await client.call(routes.listConversions, {});
    const [latest] = conversions;
    if (latest === undefined) throw error;
    return latest;
  }
}

/** A session that outlives a reload of the page, so that nobody waits for a second message. */
export const sessions = {
  read: (person: WalkPerson, side: SideName) => sessionStorage.getItem(`${person.id}@${side}`) ?? undefined,
  keep: (person: WalkPerson, side: SideName, token: string) => sessionStorage.setItem(`${person.id}@${side}`, token),
  forget: (person: WalkPerson, side: SideName) => sessionStorage.removeItem(`${person.id}@${side}`),
};
