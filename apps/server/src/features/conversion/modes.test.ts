import { routes, type schemas } from '@tongxing/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ago, atHome, citizenWithCode, pledgeOf, verifiedCitizen, well, type Citizen } from '../../../test/citizen.ts';
import { apply, arrive, consentAt, openFederation, stateOf, type Federation } from '../../../test/federation.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { inventPerson } from '../../../test/people.ts';
import { modesFor } from './modes.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await openFederation();
});
afterAll(() => federation.close());

const recognition = () => federation.destination.context.province.recognition;
const asIs = () => structuredClone(recognition());
let before: ReturnType<typeof asIs> | undefined;

/** What the profile of the destination says for one test. */
function profile(
  modes: Partial<(typeof before & {})['modes']>,
  nationalCode: Partial<(typeof before & {})['nationalCode']> = {},
) {
  before ??= asIs();
  Object.assign(recognition(), {
    modes: { ...before.modes, ...modes },
    nationalCode: { ...before.nationalCode, ...nationalCode },
  });
}
afterEach(async () => {
  vi.restoreAllMocks();
  const { context, sources } = federation.destination;
  sources.down.clear();
  sources.codes.clear();
  sources.codesAsked.length = 0;
  await context.db.deleteFrom('peer_breaker').execute();
  const withdrawn = { state: 'withdrawn', due_at: null };
  await context.db.updateTable('conversion').set(withdrawn).where('state', '=', 'waiting-for-origin').execute();
  if (before !== undefined) Object.assign(recognition(), before);
});

const shanxi = '140000';
const through = (...modes: ('attestation' | 'bridge' | 'national')[]) => ({ byOrigin: { [shanxi]: modes } });
const asserted: schemas.ConsentEvidence = { grade: 'asserted' };

type Code = Parameters<Federation['destination']['sources']['codes']['set']>[1];

/** Somebody from Shanxi of whom the national platform says so; she has applied, and the node has done what it can. */
async function applicant(code?: Partial<Code>, consent = asserted): Promise<{ her: Citizen; conversionId: string }> {
  const her = await verifiedCitizen(federation.destination, inventPerson('140105'));
  if (code !== undefined) platformSays(her, code);
  const { conversionId } = await apply(federation, her, consent);
  await federation.destination.settle();
  return { her, conversionId };
}

function platformSays({ person }: Citizen, code: Partial<Code>): void {
  const usual = { colour: 'green' as const, decidedBy: shanxi, decidedAt: ago(federation.destination, 2 * hour) };
  federation.destination.sources.codes.set(person.documentNumber, { ...usual, ...code });
}

async function later(seconds: number): Promise<void> {
  federation.destination.clock.forward(seconds);
  for (const node of [federation.origin, federation.destination]) await node.tick('facts.risk-areas');
  await federation.destination.tick('conversion.due');
}

/** The origin's node does not answer; counts the questions to it. */
function silence() {
  return vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('connection refused'));
}

const reasonsOf = async ({ client }: Citizen) =>
  (await client.call(routes.getHealthInformation, {})).reasons.map(({ ruleId }) => ruleId);
const secondsLeft = async ({ client }: Citizen) =>
  (Date.parse((await client.call(routes.getCode, {})).validTo) - federation.destination.clock.now().getTime()) / 1000;

async function originCodeOf(conversionId: string) {
  const { db } = federation.destination.context;
  const row = await db
    .selectFrom('fact')
    .innerJoin('conversion', 'conversion.person_id', 'fact.person_id')
    .select('fact.data')
    .where('conversion_id', '=', conversionId)
    .where('fact.kind', '=', 'origin-code')
    .where('superseded_by', 'is', null)
    .executeTakeFirst();
  return row?.data as Record<string, unknown> | undefined;
}

describe('the ways to the status of somebody from another province', () => {
  const province = {
    division: '370000',
    recognition: {
      modes: { peers: ['attestation'], others: ['bridge'], byOrigin: { '540000': ['attestation', 'national'] } },
    },
  };
  const from = (origin: string, isPeer: boolean) => modesFor(province as never, origin, isPeer);

  it('are what the profile says for that origin, else for provinces with a node or without one', () => {
    expect(from('140000', true)).toEqual(['attestation']);
    expect(from('650000', false)).toEqual(['bridge']);
    expect(from('540000', true)).toEqual(['attestation', 'national']);
  });

  it('do not ask a node that there is not, nor this province about its own', () => {
    expect(from('540000', false)).toEqual(['national']);
    expect(from('370000', false)).toEqual([]);
  });
});

describe('the national platform as a bridge', () => {
  it('relays the origin: green by a rule that says so, for a day, and the origin is not asked', async () => {
    profile(through('bridge'));
    const network = silence();
    const { her, conversionId } = await applicant({});
    const told = await stateOf(her, conversionId);
    expect(told).toMatchObject({ state: 'approved', colour: 'green', grade: { code: 'relayed' } });
    expect(told.grade?.text.en).toContain('shorter');
    expect(await reasonsOf(her)).toEqual(['sd-e-national-green']);
    // The profile of Shandong.
    expect(await secondsLeft(her)).toBe(24 * hour);
    expect(await originCodeOf(conversionId)).toMatchObject({
      grade: 'relayed',
      verified: false,
      consentGrade: 'asserted',
    });
    expect(network).not.toHaveBeenCalled();
    // Nothing but the number of her document is told.
    expect(federation.destination.sources.codesAsked).toEqual([her.person.documentNumber]);
  });

  it.each(['yellow', 'red'] as const)(
    'that says %s ends the application with cause and cure, and no code',
    async (colour) => {
      profile(through('bridge'));
      const { her, conversionId } = await applicant({ colour });
      const told = await stateOf(her, conversionId);
      expect(told).toMatchObject({ state: 'rejected', cause: { code: 'origin-not-green' }, codeId: null });
    },
  );

  it('keeps what a province said through it against her: a green of another province does not hide it', async () => {
    profile({ ...through('bridge'), others: ['bridge'] });
    const { her } = await applicant({ colour: 'red' });
    platformSays(her, { colour: 'green', decidedBy: '510000' });
    const body = {
      originDivision: '510000',
      scope: '370000',
      consent: asserted,
      answers: well,
      pledge: pledgeOf(federation.destination),
    };
    const stays = atHome(federation.destination, her.person);
    const { conversionId } = await her.client.call(routes.applyForConversion, { body: { ...body, stays } });
    await federation.destination.settle();
    expect((await stateOf(her, conversionId)).state).not.toBe('approved');
    // Shanxi itself takes it back.
    platformSays(her, { colour: 'green' });
    await her.client.call(routes.withdrawConversion, { params: { conversionId } });
    const again = await apply(federation, her, asserted);
    await federation.destination.settle();
    expect((await stateOf(her, again.conversionId)).state).toBe('approved');
  });

  const wrong = {
    'of an hour and a minute ago': () => ({ observedAt: ago(federation.destination, 61 * minute) }),
    'from the future': () => ({ observedAt: ago(federation.destination, -minute) }),
    'about a decision of the future': () => ({ decidedAt: ago(federation.destination, -minute) }),
  };
  it.each(Object.entries(wrong))(
    'is not believed with an answer %s: she waits, and it is asked again',
    async (_, code) => {
      profile(through('bridge'));
      const { her, conversionId } = await applicant(code());
      const told = await stateOf(her, conversionId);
      expect(told).toMatchObject({ state: 'waiting-for-origin', cause: { code: 'national-unreachable' }, grade: null });
      platformSays(her, {});
      await later(15);
      expect((await stateOf(her, conversionId)).state).toBe('approved');
    },
  );

  it.each([
    ['another province', '440000'],
    ['this province itself', '370000'],
  ])('is not the word of the origin where %s decided', async (_, decidedBy) => {
    profile(through('bridge'));
    const { her, conversionId } = await applicant({ decidedBy });
    const told = await stateOf(her, conversionId);
    expect(told).toMatchObject({ state: 'waiting-for-origin', cause: { code: 'national-other-province' } });
    expect(await originCodeOf(conversionId)).toBeUndefined();
  });

  it('that has no record of her yet is asked again by the node', async () => {
    profile(through('bridge'));
    const { her, conversionId } = await applicant();
    expect(await stateOf(her, conversionId)).toMatchObject({ cause: { code: 'national-no-record' } });
    platformSays(her, {});
    await later(15);
    expect((await stateOf(her, conversionId)).state).toBe('approved');
  });

  it('that is down is left in peace after three failures, and all who waited go on once it answers', async () => {
    profile(through('bridge'));
    const { sources } = federation.destination;
    sources.down.add('codes');
    const waiting = [await applicant({})];
    for (const seconds of [13, 76]) await later(seconds);
    expect(sources.codesAsked).toHaveLength(3);
    waiting.push(await applicant({}), await applicant({}));
    expect(sources.codesAsked).toHaveLength(3);
    for (const { her, conversionId } of waiting) {
      const told = await stateOf(her, conversionId);
      expect(told).toMatchObject({ cause: { code: 'national-unreachable' }, estimate: { known: false } });
    }
    sources.down.clear();
    await later(13);
    for (const { her, conversionId } of waiting) expect((await stateOf(her, conversionId)).state).toBe('approved');
  });

  it('makes nobody green where the profile wants the word of the origin, and says so; red still counts', async () => {
    profile(through('bridge'), { makesGreen: false });
    const { her, conversionId } = await applicant({});
    const told = await stateOf(her, conversionId);
    expect(told).toMatchObject({ state: 'waiting-for-origin', cause: { code: 'national-not-enough' }, codeId: null });
    expect(await originCodeOf(conversionId)).toBeUndefined();
    platformSays(her, { colour: 'red' });
    await later(15);
    expect(await stateOf(her, conversionId)).toMatchObject({ state: 'rejected', cause: { code: 'origin-not-green' } });
  });

  it('is not asked any more once her consent has ended', async () => {
    profile(through('bridge'));
    const { her, conversionId } = await applicant();
    await later(day);
    expect(await stateOf(her, conversionId)).toMatchObject({ cause: { code: 'consent-expired' } });
    await later(hour);
    // Once, when she applied.
    expect(federation.destination.sources.codesAsked).toHaveLength(1);
  });
});

describe('the national code of somebody whose province has none', () => {
  it('counts whoever decided it, except this province', async () => {
    profile(through('national'));
    const { her, conversionId } = await applicant({ decidedBy: '440000' });
    expect(await stateOf(her, conversionId)).toMatchObject({ state: 'approved', grade: { code: 'national' } });
    expect(await originCodeOf(conversionId)).toMatchObject({ grade: 'national', division: '440000' });
    const own = await applicant({ decidedBy: '370102' });
    expect(await stateOf(own.her, own.conversionId)).toMatchObject({ cause: { code: 'national-other-province' } });
  });
});

describe('an origin with the platform behind it', () => {
  /** Green at home, here, and has applied with a consent of her own. */
  async function traveller(modes: ReturnType<typeof through>, consent?: schemas.ConsentEvidence) {
    const home = await citizenWithCode(federation.origin);
    const granted = consent ?? (await consentAt(home.client));
    profile(modes);
    const her = await arrive(federation, home.person);
    platformSays(her, {});
    return { home, her, granted };
  }

  async function applyNow({ her, granted }: Awaited<ReturnType<typeof traveller>>) {
    const { conversionId } = await apply(federation, her, granted);
    await federation.destination.settle();
    return stateOf(her, conversionId);
  }

  it('that answers is believed, and nobody else is asked', async () => {
    const told = await applyNow(await traveller(through('attestation', 'bridge')));
    expect(told).toMatchObject({ state: 'approved', grade: { code: 'attested' } });
    expect(federation.destination.sources.codesAsked).toEqual([]);
  });

  it('that is silent lets the platform speak, from the first failure on and while nobody asks it', async () => {
    const first = await traveller(through('attestation', 'bridge'));
    const network = silence();
    expect(await applyNow(first)).toMatchObject({ state: 'approved', grade: { code: 'relayed' } });
    for (let failure = 0; failure < 2; failure += 1) await applicant({});
    expect(network).toHaveBeenCalledTimes(3);
    const { her, conversionId } = await applicant({});
    expect(network).toHaveBeenCalledTimes(3);
    expect(await stateOf(her, conversionId)).toMatchObject({ state: 'approved', grade: { code: 'relayed' } });
  });

  it('that is silent is what she waits for where the platform knows nothing of her', async () => {
    profile(through('attestation', 'bridge'));
    silence();
    const { her, conversionId } = await applicant();
    expect(await stateOf(her, conversionId)).toMatchObject({ cause: { code: 'origin-unreachable' } });
  });

  it('that refuses the consent is not got round', async () => {
    const stolen = await consentAt((await citizenWithCode(federation.origin)).client);
    const told = await applyNow(await traveller(through('attestation', 'bridge'), stolen));
    expect(told).toMatchObject({ state: 'rejected', cause: { code: 'consent-refused' } });
    expect(federation.destination.sources.codesAsked).toEqual([]);
  });
});

describe('the renewal of a code that rests on the platform', () => {
  const renew = ({ client }: Citizen, conversionId: string) =>
    client.call(routes.renewConversion, {
      params: { conversionId },
      body: { pledge: pledgeOf(federation.destination) },
    });

  it('is one tap, asks again, and is good for another day', async () => {
    profile(through('bridge'));
    const { her, conversionId } = await applicant({});
    await later(20 * hour);
    const { conversionId: renewal } = await renew(her, conversionId);
    await federation.destination.settle();
    expect(await stateOf(her, renewal)).toMatchObject({ state: 'approved', grade: { code: 'relayed' } });
    expect(await secondsLeft(her)).toBe(24 * hour);
    const { codesAsked } = federation.destination.sources;
    expect(codesAsked.filter((number) => number === her.person.documentNumber)).toHaveLength(2);
  });

  it('is refused with its cause where she has turned red meanwhile; what she holds is not made longer', async () => {
    profile(through('bridge'));
    const { her, conversionId } = await applicant({});
    await later(20 * hour);
    platformSays(her, { colour: 'red' });
    const { conversionId: renewal } = await renew(her, conversionId);
    await federation.destination.settle();
    expect(await stateOf(her, renewal)).toMatchObject({ state: 'rejected', cause: { code: 'origin-not-green' } });
    expect(await secondsLeft(her)).toBe(4 * hour);
  });

  it('does not shorten a code that the origin itself stands for', async () => {
    const home = await citizenWithCode(federation.origin);
    const her = await arrive(federation, home.person);
    await apply(federation, her, await consentAt(home.client));
    await federation.destination.settle();
    expect(await secondsLeft(her)).toBe(7 * day);
    await later(minute);
    profile(through('attestation', 'bridge'));
    platformSays(her, {});
    silence();
    const { conversionId } = await apply(federation, her, asserted);
    await federation.destination.settle();
    expect(await stateOf(her, conversionId)).toMatchObject({ state: 'approved', grade: { code: 'relayed' } });
    expect(await secondsLeft(her)).toBe(7 * day - minute);
  });
});
