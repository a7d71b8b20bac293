import { randomUUID } from 'node:crypto';
import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ago, citizenWithCode, colourOf, declare, pledgeOf, type Citizen } from '../../../test/citizen.ts';
import {
  arrive,
  askAtOrigin,
  consentAt,
  convert,
  openFederation,
  stateOf,
  type Federation,
} from '../../../test/federation.ts';
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

/** Converted by a consent that lets the destination ask again for so many days; without days, once. */
async function converted(renewalDays?: number, consent?: schemas.ConsentEvidence): Promise<Traveller> {
  const home = await citizenWithCode(federation.origin);
  const abroad = await arrive(federation, home.person);
  const given = consent ?? (await consentAt(home.client, '370000', undefined, renewalDays));
  const { conversionId, state } = await convert(federation, abroad, given);
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
const holderOf = async ({ home }: Traveller) =>
  (await home.client.call(routes.listCodeHolders, {})).holders.find(({ division }) => division === '370000')!;
const secondsUntil = (text: string) => (Date.parse(text) - federation.origin.clock.now().getTime()) / 1000;

/** Renews, lets the destination ask, and says how it ended. */
async function renewed(her: Traveller, more: Partial<schemas.ConversionRenewal> = {}): Promise<schemas.Conversion> {
  const { conversionId } = await renew(her, more);
  await federation.destination.settle();
  return stateOf(her.abroad, conversionId);
}
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
  it('is one tap where she has agreed that her province may be asked again: it is asked, and tells of her for as long as the code stands [M50]', async () => {
    const her = await converted(30);
    const before = await codeOf(her);
    await pass(6 * day);
    await declare(federation.origin, her.home);
    const sent = await renew(her);
    expect(sent).toMatchObject({ state: 'submitted', renews: her.conversionId, originDivision: '140000' });
    await federation.destination.settle();
    const done = await stateOf(her.abroad, sent.conversionId);
    expect(done.state).toBe('approved');
    expect(await endsIn(her)).toBe(7 * day);
    const after = await codeOf(her);
    expect(after).toMatchObject({ scope: before.scope, basis: 'conversion', colour: 'green' });
    expect(done.codeId).toBe(after.codeId);
    expect((await stateOf(her.abroad, her.conversionId)).state).toBe('approved');
    expect(Date.parse((await holderOf(her)).until)).toBeGreaterThanOrEqual(Date.parse(after.validTo));
    const { requests } = await her.home.client.call(routes.listAttestationRequests, {});
    expect(requests.map(({ consentGrade }) => consentGrade)).toEqual(['renewal', 'origin-session']);
  });

  it('reaches no further than she has agreed: told and code end together, and then a new consent is needed', async () => {
    const her = await converted(9);
    await pass(6 * day);
    await declare(federation.origin, her.home);
    expect((await renewed(her)).state).toBe('approved');
    // Nine days from her consent, of which six days and a minute have passed; and no day longer is told than the code stands.
    expect(await endsIn(her)).toBe(3 * day - minute);
    const { until, renewableUntil } = await holderOf(her);
    expect([until, renewableUntil]).toEqual([(await codeOf(her)).validTo, (await codeOf(her)).validTo]);
    await pass(3 * day);
    const { conversionId } = (await her.abroad.client.call(routes.listConversions, {})).conversions[0]!;
    expect(await problemOf(renew({ ...her, conversionId }))).toBe('consent-needed');
  });

  it('asks by a new consent as well, which prolongs what the origin tells of her', async () => {
    const her = await converted();
    const first = await holderOf(her);
    await pass(hour);
    expect((await renewed(her, { consent: await consentAt(her.home.client) })).state).toBe('approved');
    expect(await endsIn(her)).toBe(7 * day);
    expect(Date.parse((await holderOf(her)).until) - Date.parse(first.until)).toBeGreaterThanOrEqual(hour * 1000);
  });

  it('needs a consent where she has agreed to one question only, or where nobody asked her', async () => {
    expect(await problemOf(renew(await converted()))).toBe('consent-needed');
    expect(await problemOf(renew(await converted(undefined, { grade: 'asserted' })))).toBe('consent-needed');
  });

  it('is refused by the origin once she has withdrawn the consent there; the code of before stays until it ends', async () => {
    const her = await converted(30);
    const before = await codeOf(her);
    const { consents } = await her.home.client.call(routes.listConsents, {});
    expect(secondsUntil(consents[0]!.renewableUntil!)).toBe(30 * day);
    await her.home.client.call(routes.withdrawConsent, { params: { consentId: consents[0]!.consentId } });
    expect(await renewed(her)).toMatchObject({ state: 'rejected', cause: { code: 'consent-refused' } });
    expect(await codeOf(her)).toMatchObject({ codeId: before.codeId, validTo: before.validTo });
    expect((await holderOf(her)).renewableUntil).toBeNull();
  });

  it('is refused with cause and cure where the origin is no longer green; the code of before stays as it is', async () => {
    const her = await converted(30);
    const before = await codeOf(her);
    await redAtHome(her);
    await pass(minute);
    expect(await colourOf(her.abroad)).toBe('red');
    const refused = await renewed(her);
    expect(refused).toMatchObject({ state: 'rejected', cause: { code: 'origin-not-green' }, codeId: null });
    expect(refused.cause?.cure.zh).toContain('转绿后可以再次申请');
    expect((await codeOf(her)).codeId).toBe(before.codeId);
  });

  it('is of the last conversion only, once at a time, and of her own', async () => {
    const her = await converted(30);
    const other = await converted();
    expect(await problemOf(renew({ ...her, conversionId: other.conversionId }))).toBe('not-found');
    // Two in one millisecond would have no order.
    federation.destination.clock.forward(1);
    const { conversionId } = await renewed(her);
    expect(await problemOf(renew(her))).toBe('conversion-not-renewable');
    await renew({ ...her, conversionId });
    expect(await problemOf(renew({ ...her, conversionId }))).toBe('conversion-open');
    await federation.destination.settle();
  });

  it('is not to be had where the code has been ended at home', async () => {
    const her = await converted(30);
    await her.home.client.call(routes.endCodeHolder, { body: { division: '370000' } });
    await pass(minute);
    expect(await problemOf(renew(her))).toBe('conversion-not-renewable');
  });
});

describe('a question by the consent of before', () => {
  it('is answered to nobody whom she has not let ask again, whatever the one who asks says', async () => {
    const [once, again] = [await citizenWithCode(federation.origin), await converted(30)];
    const subject = ({ person: { documentNumber, name, phone } }: Citizen) => ({
      documentType: '10',
      documentNumber,
      name,
      phone,
    });
    const ask = async (citizen: Citizen) =>
      (
        await askAtOrigin(federation, [
          { requestId: randomUUID(), subject: subject(citizen), consent: { grade: 'renewal' } },
        ])
      )[0];
    expect(await ask(once)).toMatchObject({ match: 'refused', consent: { grade: 'renewal', accepted: false } });
    expect(await ask(again.home)).toMatchObject({ match: 'match', consent: { grade: 'renewal', accepted: true } });
    await again.home.client.call(routes.endCodeHolder, { body: { division: '370000' } });
    expect(await ask(again.home)).toMatchObject({ match: 'refused' });
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
