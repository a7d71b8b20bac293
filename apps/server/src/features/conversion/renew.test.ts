import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ago, citizenWithCode, colourOf, declare, pledgeOf, type Citizen } from '../../../test/citizen.ts';
import { arrive, consentAt, convert, openFederation, stateOf, type Federation } from '../../../test/federation.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await openFederation();
});
afterAll(() => federation.close());

interface Traveller {
  home: Citizen;
  abroad: Citizen;
  conversionId: string;
}

async function converted(consent?: schemas.ConsentEvidence): Promise<Traveller> {
  const home = await citizenWithCode(federation.origin);
  const abroad = await arrive(federation, home.person);
  const { conversionId, state } = await convert(federation, abroad, consent ?? (await consentAt(home.client)));
  expect(state).toBe('approved');
  return { home, abroad, conversionId };
}

const renew = ({ abroad, conversionId }: Traveller, more: Partial<schemas.ConversionRenewal> = {}) =>
  abroad.client.call(routes.renewConversion, {
    params: { conversionId },
    body: { pledge: pledgeOf(federation.destination), ...more },
  });
const codeOf = ({ abroad }: Traveller) => abroad.client.call(routes.getCode, {});
const endsIn = async (her: Traveller) =>
  (Date.parse((await codeOf(her)).validTo) - federation.destination.clock.now().getTime()) / 1000;
const kindsOf = async ({ client }: Citizen) =>
  (await client.call(routes.listMessages, { query: {} })).messages.map(({ kind }) => kind);

/** Lets time pass, with a last heartbeat of the origin at its end. */
async function pass(seconds: number): Promise<void> {
  await federation.pass(seconds);
  await federation.pass(minute);
  for (const node of [federation.origin, federation.destination]) await node.settle();
}

async function redAtHome({ home }: Traveller): Promise<void> {
  const contact = { kind: 'contact' as const, degree: 'close' as const, since: ago(federation.origin, day) };
  federation.origin.sources.records.set(home.person.documentNumber, [contact]);
  await declare(federation.origin, home);
}

describe('the renewal of a converted code', () => {
  it('is one tap where the origin tells of every change: seven days from now, and the same is not asked again [M50]', async () => {
    const her = await converted();
    const before = await codeOf(her);
    await pass(hour);
    const done = await renew(her);
    expect(done).toMatchObject({ state: 'approved', renews: her.conversionId, originDivision: '140000' });
    expect(await endsIn(her)).toBe(7 * day);
    const after = await codeOf(her);
    expect(after).toMatchObject({ scope: before.scope, basis: 'conversion', colour: 'green' });
    expect(done.codeId).toBe(after.codeId);
    expect((await stateOf(her.abroad, her.conversionId)).state).toBe('approved');
  });

  it('asks the origin by a new consent, which prolongs what it tells of her', async () => {
    const her = await converted();
    const [first] = (await her.home.client.call(routes.listCodeHolders, {})).holders;
    await pass(hour);
    const renewal = await renew(her, { consent: await consentAt(her.home.client) });
    expect(renewal).toMatchObject({ state: 'submitted', renews: her.conversionId });
    await federation.destination.settle();
    expect((await stateOf(her.abroad, renewal.conversionId)).state).toBe('approved');
    expect(await endsIn(her)).toBe(7 * day);
    const [holder] = (await her.home.client.call(routes.listCodeHolders, {})).holders;
    expect(Date.parse(holder!.until) - Date.parse(first!.until)).toBeGreaterThanOrEqual(hour * 1000);
  });

  it('needs a consent where nobody would have told of a change', async () => {
    const her = await converted({ grade: 'asserted' });
    expect(await problemOf(renew(her))).toBe('consent-needed');
  });

  it('needs a consent where the origin has been silent', async () => {
    const her = await converted();
    federation.destination.clock.forward(hour);
    expect(await problemOf(renew(her))).toBe('consent-needed');
    await pass(minute);
  });

  it('is refused with cause and cure where the origin is no longer green; the code of before stays as it is', async () => {
    const her = await converted();
    const before = await codeOf(her);
    await redAtHome(her);
    await pass(minute);
    expect(await colourOf(her.abroad)).toBe('red');
    const refused = await renew(her);
    expect(refused).toMatchObject({ state: 'rejected', cause: { code: 'origin-not-green' }, codeId: null });
    expect(refused.cause?.cure.zh).toContain('转绿后可以再次申请');
    const asked = await renew(her, { consent: await consentAt(her.home.client) });
    await federation.destination.settle();
    const { state, cause } = await stateOf(her.abroad, asked.conversionId);
    expect([state, cause?.code]).toEqual(['rejected', 'origin-not-green']);
    expect((await codeOf(her)).codeId).toBe(before.codeId);
  });

  it('is of the last conversion only, once at a time, and of her own', async () => {
    const her = await converted();
    const other = await converted();
    expect(await problemOf(renew({ ...her, conversionId: other.conversionId }))).toBe('not-found');
    await pass(minute);
    const { conversionId } = await renew(her);
    expect(await problemOf(renew(her))).toBe('conversion-not-renewable');
    const consent = await consentAt(her.home.client);
    await renew({ ...her, conversionId }, { consent });
    expect(await problemOf(renew({ ...her, conversionId }, { consent }))).toBe('conversion-open');
    await federation.destination.settle();
  });

  it('is not to be had where the code has been ended at home', async () => {
    const her = await converted();
    await her.home.client.call(routes.endCodeHolder, { body: { division: '370000' } });
    await pass(minute);
    expect(await problemOf(renew(her))).toBe('conversion-not-renewable');
  });
});

describe('a converted code that runs out', () => {
  it('is told of a day before, and is not prolonged by calling for a code', async () => {
    const her = await converted();
    const until = (await codeOf(her)).validTo;
    const call = () => her.abroad.client.call(routes.applyForCode, { body: { scope: '370000' } });
    expect(await call()).toMatchObject({ basis: 'conversion', validTo: until });
    await pass(6 * day - hour);
    expect(await kindsOf(her.abroad)).not.toContain('code-ending');
    await pass(hour);
    expect(await kindsOf(her.abroad)).toContain('code-ending');
    await pass(day);
    expect(await problemOf(call())).toBe('conversion-renewal-needed');
  });
});
