import { randomUUID } from 'node:crypto';
import { createClient, routes, type Transport } from '@tongxing/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ago, citizenWithCode, declare, pledgeOf, type Citizen } from '../../../test/citizen.ts';
import { arrive, consentAt, openFederation, type Federation } from '../../../test/federation.ts';
import { injectInto, problemOf } from '../../../test/inject.ts';
import { day, hour } from '../../../test/manual-clock.ts';
import { inventPerson, type Person } from '../../../test/people.ts';

let federation: Federation;
let consenting: Citizen;
let silent: Citizen;
let origin: Citizen;

beforeAll(async () => {
  federation = await openFederation();
  const person = inventPerson('140105');
  origin = await citizenWithCode(federation.origin, person);
  consenting = await arrive(federation, person);
  await declare(federation.destination, consenting);
  silent = await arrive(federation, inventPerson('140105'));
});
afterAll(() => federation.close());

const destination = () => federation.destination;

/** The carriers' gateway tells of an arrival, signed. */
async function push(phone: string, options: { eventId?: string; sign?: string; at?: string; division?: string } = {}) {
  const { eventId = randomUUID(), sign = 'right', at = ago(destination(), 600), division = '370102' } = options;
  const { app, context } = destination();
  const inject = injectInto(app);
  const signed: Transport = (url, request) =>
    inject(url, { ...request, headers: { ...request.headers, 'x-sign': sign } });
  const arrivals = [{ phone, division, transport: 'train' as const, arrivedAt: at }];
  await createClient(context.config.http.publicUrl, signed).call(routes.receiveArrivals, {
    body: { eventId, arrivals },
  });
  await destination().settle();
}

/** Every row of the node that has been written, by table; sessions and limits of who looks are left out. */
async function rowsOf(): Promise<Record<string, number>> {
  const { db } = destination().context;
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(
    db,
  );
  const counts: Record<string, number> = {};
  for (const { name } of rows) {
    const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)}`.execute(db);
    counts[name] = counted[0]!.n;
  }
  return counts;
}

const grant = (citizen: Citizen, days = 30) =>
  citizen.client.call(routes.grantStandingConsent, {
    body: { originDivision: '140000', scope: '370000', purpose: 'automatic-conversion', days },
  });
const ready = ({ client }: Citizen) => client.call(routes.listArrivals, {}).then(({ arrivals }) => arrivals);
const prompts = async ({ client }: Citizen) =>
  (await client.call(routes.listMessages, { query: {} })).messages.filter(({ kind }) => kind === 'arrival-prompted')
    .length;

function stayOf(person: Person): void {
  destination().sources.stays.set(person.phone, [
    { division: '140100', from: ago(destination(), 13 * day), to: ago(destination(), 5 * hour) },
  ]);
}

describe('an arrival of somebody who has not agreed', () => {
  it('leaves no row, asks no source and says no word in the log [M71]', async () => {
    stayOf(silent.person);
    const said: unknown[] = [];
    const { log } = destination().context;
    const kept = { info: log.info, error: log.error };
    Object.assign(log, {
      info: (...line: unknown[]) => said.push(line),
      error: (...line: unknown[]) => said.push(line),
    });
    const asked: string[] = [];
    const { itineraryCard } = destination().sources;
    const staysOf = itineraryCard.staysOf;
    itineraryCard.staysOf = async (phone, authorisation) => {
      asked.push(phone);
      return staysOf(phone, authorisation);
    };
    const before = await rowsOf();
    await push(silent.person.phone);
    expect([await rowsOf(), said, asked]).toEqual([before, [], []]);
    itineraryCard.staysOf = staysOf;
    Object.assign(log, kept);
    expect(await ready(silent)).toEqual([]);
  });

  it('of a phone that nobody here has is answered no otherwise', async () => {
    const before = await rowsOf();
    await push('19900009999');
    expect(await rowsOf()).toEqual(before);
  });
});

describe('an arrival of somebody who has agreed', () => {
  it('makes an application ready from what she declared and the carriers saw, and prompts her once', async () => {
    stayOf(consenting.person);
    const consent = await grant(consenting);
    expect(consent).toMatchObject({ purpose: 'automatic-conversion', revokedAt: null });
    const eventId = randomUUID();
    await push(consenting.person.phone, { eventId });
    await push(consenting.person.phone, { eventId });
    await push(consenting.person.phone);
    const [first] = await ready(consenting);
    expect(first?.application).toMatchObject({ originDivision: '140000', scope: '370000', answers: { symptoms: [] } });
    expect(first?.application.stays.at(-1)).toMatchObject({ division: '370102' });
    expect(await prompts(consenting)).toBe(1);
  });

  it('one tap sends it: pledge and consent are hers, nothing is typed again', async () => {
    const [prepared] = await ready(consenting);
    const { answers, ...application } = prepared!.application;
    const consent = await consentAt(origin.client);
    const body = { ...application, answers: answers!, consent, pledge: pledgeOf(destination()) };
    const { conversionId } = await consenting.client.call(routes.applyForConversion, { body });
    await destination().settle();
    const { state, colour } = await consenting.client.call(routes.getConversion, { params: { conversionId } });
    expect([state, colour]).toEqual(['approved', 'green']);
  });

  it('is looked at no longer once the consent is withdrawn, or has run out', async () => {
    const other = await arrive(federation, inventPerson('140105'));
    const { consentId } = await grant(other, 1);
    await other.client.call(routes.revokeStandingConsent, { params: { consentId } });
    await push(other.person.phone);
    expect([await ready(other), await prompts(other)]).toEqual([[], 0]);
    destination().clock.forward(1);
    await grant(other, 1);
    destination().clock.forward(day);
    await push(other.person.phone);
    destination().clock.forward(-day - 1);
    expect([await ready(other), await prompts(other)]).toEqual([[], 0]);
    const { consents } = await other.client.call(routes.listStandingConsents, {});
    expect(consents.map(({ revokedAt }) => revokedAt !== null)).toEqual([false, true]);
  });

  it('lasts no longer than the province lets a consent last', async () => {
    const { grantedAt, endsAt } = await grant(await arrive(federation, inventPerson('140105')), 366);
    expect((Date.parse(endsAt) - Date.parse(grantedAt)) / (day * 1000)).toBe(180);
  });
});

describe('what the gateway says', () => {
  it.each([
    ['unsigned', { sign: 'wrong' }, 'signature-invalid'],
    ['of next week', { at: 'later' }, 'invalid-input'],
    ['of last week', { at: 'earlier' }, 'invalid-input'],
  ] as const)('%s is refused', async (_what, { sign, at }: { sign?: string; at?: string }, problem) => {
    const when = at === undefined ? {} : { at: ago(destination(), at === 'later' ? -7 * day : 7 * day) };
    const said = push(consenting.person.phone, { ...when, ...(sign === undefined ? {} : { sign }) });
    expect(await problemOf(said)).toBe(problem);
  });

  it('of an arrival in another province is nothing to this one', async () => {
    const citizen = await arrive(federation, inventPerson('140105'));
    await grant(citizen);
    await push(citizen.person.phone, { division: '410100' });
    expect(await ready(citizen)).toEqual([]);
  });
});
