import { randomUUID } from 'node:crypto';
import { routes, type schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ago, atHome, citizenWithCode, pledgeOf, verifiedCitizen, well, type Citizen } from '../../../test/citizen.ts';
import { arrive, consentAt, openFederation, third, type Federation } from '../../../test/federation.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour } from '../../../test/manual-clock.ts';
import { inventPerson } from '../../../test/people.ts';
import { dumpTables } from '../../../test/tables.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await openFederation();
});
afterAll(() => federation.close());
afterEach(() => void vi.restoreAllMocks());

type Leg = schemas.TripDeclaration['legs'][number];
const hence = (seconds: number) => ago(federation.origin, -seconds);
const leg = (division: string, from: number, rest: Partial<Leg> = {}): Leg => ({
  division,
  arriveAt: hence(from * hour),
  leaveAt: hence((from + 20) * hour),
  kind: 'stay',
  handOn: true,
  ...rest,
});

function declareTrip({ client, person }: Citizen, legs: Leg[]): Promise<schemas.Trip> {
  const { origin } = federation;
  const body = { legs, answers: well, stays: atHome(origin, person), pledge: pledgeOf(origin) };
  return client.call(routes.declareTrip, { body, idempotencyKey: randomUUID() });
}

const show = ({ client }: Citizen, tripId: string) => client.call(routes.getTrip, { params: { tripId } });
const handOn = () => federation.origin.tick('trip.hand-on');
const draftsOf = async ({ client }: Citizen) => (await client.call(routes.listTripDrafts, {})).drafts;

/** A trip to Jinan, handed on. */
async function toJinan() {
  const home = await citizenWithCode(federation.origin);
  const trip = await declareTrip(home, [leg('370102', 5)]);
  await handOn();
  return { home, trip };
}

describe('applying abroad', () => {
  /** What somebody has at a node: her code, her colour and every strip that was given out. */
  async function holdings(node: Federation['origin'], documentNumber: string) {
    const { db, seal } = node.context;
    const { rows: people } = await sql<{ id: string }>`
      select person_id as id from document_person where document_index = ${seal.index('document', `10:${documentNumber}`)}`.execute(
      db,
    );
    const id = people[0]?.id ?? '';
    expect(id).not.toBe('');
    const of = async (table: string) =>
      (
        await sql<{
          line: string;
        }>`select t::text as line from ${sql.table(table)} t where person_id = ${id} order by 1`.execute(db)
      ).rows.map(({ line }) => line);
    return Promise.all(['code', 'current_code', 'current_decision', 'strip_grant', 'holder_device'].map(of));
  }

  it.each(['rejected', 'deferred', 'withdrawn', 'expired'] as const)(
    'that ends as %s changes nothing she has at home and nothing she holds there [W07]',
    async (end) => {
      const { origin, destination } = federation;
      const home = await citizenWithCode(origin);
      const abroad = await citizenWithCode(destination, home.person);
      const consent = await consentAt(home.client);
      const stays = atHome(destination, home.person);
      if (end === 'deferred') {
        destination.sources.areas = [
          { division: '130102', name: '示例街道', level: 'high', from: ago(destination, 20 * day) },
        ];
        await federation.pass(60);
        stays.push({ division: '130102', from: ago(destination, 3 * day), to: ago(destination, 2 * day) });
      }
      const before = [
        await holdings(origin, home.person.documentNumber),
        await holdings(destination, home.person.documentNumber),
      ];
      if (end === 'expired') vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('connection refused'));
      const body = {
        originDivision: '140000',
        scope: '370000',
        consent: end === 'rejected' ? { ...consent, codeVerifier: 'A'.repeat(43) } : consent,
        answers: well,
        stays,
        pledge: pledgeOf(destination),
      };
      const { conversionId } = await abroad.client.call(routes.applyForConversion, { body });
      if (end === 'withdrawn') await abroad.client.call(routes.withdrawConversion, { params: { conversionId } });
      await destination.settle();
      if (end === 'expired') {
        // First the consent ends, and a new one is asked for; then the days in which it could have come.
        destination.clock.forward(day);
        await destination.tick('conversion.due');
        destination.clock.forward(destination.context.province.application.documentHours * 3600);
        await destination.tick('conversion.end');
      }
      const shown = await abroad.client.call(routes.getConversion, { params: { conversionId } });
      expect(shown.state).toBe(end);
      vi.restoreAllMocks();
      expect([
        await holdings(origin, home.person.documentNumber),
        await holdings(destination, home.person.documentNumber),
      ]).toEqual(before);
      // A day may have gone by: the sources are heard again.
      await federation.pass(60);
    },
  );
});

describe('one declaration for a trip', () => {
  it('has a result for each leg: home, in transit, a stay that is handed on, and one that is not [W07]', async () => {
    const home = await citizenWithCode(federation.origin);
    const { tripId } = await declareTrip(home, [
      leg('140200', 1),
      leg('370100', 24, { kind: 'transit', handOn: false }),
      leg('370102', 48),
      leg('370900', 72, { handOn: false }),
      leg('410100', 96),
      leg(third, 120),
    ]);
    await handOn();
    const { legs } = await show(home, tripId);
    expect(legs.map(({ state, colour }) => [state, colour])).toEqual([
      ['home', null],
      // What her green code of Shanxi is good for there, by Shandong's own rules.
      ['transit', 'green'],
      ['handed-on', null],
      ['not-agreed', null],
      ['not-joined', null],
      // In the list, and its node does not answer: it waits, and has held up nobody.
      ['waiting', null],
    ]);
    expect(legs[2]?.baseUrl).toBe(`${federation.destination.context.config.http.publicUrl}/`);
    expect(legs.every(({ text }) => /[一-龥]/.test(text.zh) && text.en !== '')).toBe(true);
  });

  it('opens where she goes once she has signed in with verified identity, and one confirmation applies', async () => {
    const { home } = await toJinan();
    const abroad = await arrive(federation, home.person);
    const [draft, ...others] = await draftsOf(abroad);
    expect(others).toEqual([]);
    expect(draft).toMatchObject({ originDivision: '140000', division: '370102', answers: well });
    // Nothing was asked of her province yet.
    expect((await home.client.call(routes.listAttestationRequests, {})).requests).toEqual([]);
    const pledge = pledgeOf(federation.destination);
    const params = { draftId: draft!.draftId };
    const request = { params, body: { scope: '370000', pledge }, idempotencyKey: randomUUID() };
    const { conversionId } = await abroad.client.call(routes.applyFromTrip, request);
    expect((await abroad.client.call(routes.applyFromTrip, request)).conversionId).toBe(conversionId);
    await federation.destination.settle();
    const done = await abroad.client.call(routes.getConversion, { params: { conversionId } });
    expect(done).toMatchObject({ state: 'approved', originDivision: '140000' });
    expect(await draftsOf(abroad)).toEqual([]);
  });

  it('is listed for whoever has declared it, the latest first, and for nobody else', async () => {
    const { home, trip } = await toJinan();
    federation.origin.clock.forward(hour);
    const later = await declareTrip(home, [leg('370202', 30)]);
    const listed = async ({ client }: Citizen) =>
      (await client.call(routes.listTrips, {})).trips.map(({ tripId }) => tripId);
    expect(await listed(home)).toEqual([later.tripId, trip.tripId]);
    expect(await listed(await verifiedCitizen(federation.origin))).toEqual([]);
  });

  it('is seen by nobody else there, neither under another name nor with another document', async () => {
    const { home } = await toJinan();
    const stranger = await verifiedCitizen(federation.destination);
    expect(await draftsOf(stranger)).toEqual([]);
    const abroad = await arrive(federation, home.person);
    const [draft] = await draftsOf(abroad);
    const pledge = pledgeOf(federation.destination);
    const request = { params: { draftId: draft!.draftId }, body: { scope: '370000', pledge } };
    expect(await problemOf(stranger.client.call(routes.applyFromTrip, request))).toBe('not-found');
  });

  it('stands at rest there under seal: neither name, number nor phone', async () => {
    const { home } = await toJinan();
    const dump = await dumpTables(federation.destination.context.db);
    for (const personal of [home.person.documentNumber, home.person.phone, home.person.name]) {
      expect(dump).not.toContain(personal);
      expect(dump).not.toContain(Buffer.from(personal).toString('hex'));
    }
  });

  it('waits for a province that does not answer, by itself, and the other legs do not wait with it', async () => {
    const home = await citizenWithCode(federation.origin);
    const { tripId } = await declareTrip(home, [leg(third, 30), leg('370102', 60)]);
    await handOn();
    const { legs } = await show(home, tripId);
    expect(legs.map(({ state }) => state)).toEqual(['waiting', 'handed-on']);
    expect(Date.parse(legs[0]?.nextTryAt ?? '')).toBeGreaterThan(federation.origin.clock.now().getTime());
  });

  it('that is withdrawn is taken back there, with the consent', async () => {
    const { home, trip } = await toJinan();
    const abroad = await arrive(federation, home.person);
    expect(await draftsOf(abroad)).toHaveLength(1);
    const withdrawn = await home.client.call(routes.withdrawTrip, { params: { tripId: trip.tripId } });
    expect(withdrawn.legs.map(({ state }) => state)).toEqual(['withdrawn']);
    await handOn();
    expect(await draftsOf(abroad)).toEqual([]);
    const { consents } = await home.client.call(routes.listConsents, {});
    expect(consents.every(({ withdrawnAt }) => withdrawnAt !== null)).toBe(true);
  });

  it('is refused as a whole when its legs are not in order, are over, or reach further than rules are known', async () => {
    const home = await citizenWithCode(federation.origin);
    for (const legs of [
      [leg('370102', 30), leg('370900', 10)],
      [leg('370102', -48)],
      [leg('370102', 31 * 24)],
      [{ ...leg('370102', 5), leaveAt: hence(hour) }],
    ]) {
      expect(await problemOf(declareTrip(home, legs))).toBe('trip-invalid');
    }
    expect(await problemOf(declareTrip(home, [leg('379999', 5)]))).toBe('division-unknown');
  });

  it('is gone at both ends once it is over', async () => {
    const { home, trip } = await toJinan();
    federation.origin.clock.forward(6 * day);
    for (const node of [federation.origin, federation.destination]) await node.tick('trip.over');
    expect(await problemOf(show(home, trip.tripId))).toBe('not-found');
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from trip_draft`.execute(
      federation.destination.context.db,
    );
    expect(rows[0]?.n).toBe(0);
  });
});

describe('a peer that hands on', () => {
  it('cannot place anything that is not for this province, nor more than eight for one person', async () => {
    const { keepDraft } = await import('./draft.ts');
    const { context } = federation.destination;
    const { documentNumber, name, phone } = inventPerson('140105');
    const offer = {
      division: '370102',
      arriveAt: hence(hour),
      leaveAt: hence(20 * hour),
      declaredAt: hence(0),
      answers: well,
      stays: [],
      consent: { grade: 'asserted' as const },
    };
    const message = (change: Partial<typeof offer> = {}) => ({
      requestId: randomUUID(),
      subject: { documentType: '10', documentNumber, name, phone },
      offer: { ...offer, ...change },
    });
    for (const [change, code] of [
      [{ division: '140105' }, 'division-unknown'],
      [{ leaveAt: hence(-hour) }, 'trip-invalid'],
      [{ leaveAt: hence(60 * day) }, 'trip-invalid'],
    ] as const) {
      await expect(keepDraft(context, '140000', message(change))).rejects.toMatchObject({ code });
    }
    const count = async () => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from trip_draft`.execute(context.db);
      return rows[0]?.n ?? 0;
    };
    const before = await count();
    for (let n = 0; n < 12; n += 1) await keepDraft(context, '140000', message());
    expect((await count()) - before).toBe(8);
  });
});
