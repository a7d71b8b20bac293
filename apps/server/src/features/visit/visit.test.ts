import { randomUUID } from 'node:crypto';
import { displayPlaceCode, signVisit } from '@tongxing/codec';
import { routes, type schemas } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enrolCheckpoint, revoke, signInStaff, type Checkpoint } from '../../../test/checkpoint.ts';
import { citizenWithCode, colourOf, declare, type Citizen } from '../../../test/citizen.ts';
import { addChild } from '../../../test/family.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { type HeldStrip, show, signWith, takeStrips } from '../../../test/phone.ts';
import { inboxOf, personIdOf } from '../../../test/told.ts';
import type { ProvinceProfile } from '../../province.ts';

let node: TestNode;
let market: Checkpoint;
let citizen: Citizen;
let strip: HeldStrip;
beforeEach(async () => {
  // Three a day, so that a test can see the end of it.
  const profile = (is: ProvinceProfile) => ({ ...is, visits: { ...is.visits, perDay: 3 } });
  node = await openTestNode({ division: '140000', profile });
  market = await enrolCheckpoint(node, '140105', 'food-market');
  citizen = await citizenWithCode(node, inventPerson('140105'));
  strip = (await takeStrips(citizen.client))[0]!;
});
afterEach(() => node.close());

const unix = (later = 0) => Math.floor(node.clock.now().getTime() / 1000) + later;

/** What a display shows that made its element so many seconds ago. */
async function displayOf({ client, key }: Checkpoint, ago = 0): Promise<string> {
  const { card } = await client.call(routes.getDisplayCard, {});
  return displayPlaceCode(Buffer.from(card, 'base64url'), unix(-ago), (message) => signWith(key, message));
}

async function printedAt({ venueId }: Checkpoint): Promise<schemas.PlaceSignIssued> {
  return (await signInStaff(node)).call(routes.issuePlaceSign, { params: { venueId } });
}

/** What the phone sends that scans a text now, or scanned it so many seconds ago. */
async function scanned(text: string, held: HeldStrip = strip, ago = 0): Promise<schemas.VisitRegistration> {
  const visit = await signVisit(held.bytes, text, unix(-ago), (message) => signWith(held.key, message));
  return { text, visit: Buffer.from(visit).toString('base64url') };
}

const register = async (text: string, held: HeldStrip = strip, ago = 0): Promise<schemas.Visit> =>
  citizen.client.call(routes.registerVisit, { body: await scanned(text, held, ago) });
const visits = async (who: Citizen = citizen) => (await who.client.call(routes.listVisits, {})).visits;
const atDoor = async ({ client }: Checkpoint, text: string) =>
  (await client.call(routes.registerAtDoor, { body: { text } })).visit;

/** Everything of her that rules read, and what was decided. */
async function judgedOf(who: Citizen): Promise<unknown[]> {
  const personId = await personIdOf(node, who);
  const { db } = node.context;
  return [
    await db.selectFrom('fact').selectAll().where('person_id', '=', personId).execute(),
    await db.selectFrom('decision').selectAll().where('person_id', '=', personId).execute(),
    await db.selectFrom('sojourn').selectAll().where('person_id', '=', personId).execute(),
  ];
}

describe('a display whose code turns', () => {
  it('registers whoever scans it, with place, time and grade at once', async () => {
    const visit = await register(await displayOf(market));
    expect(visit).toMatchObject({
      venueName: '虚拟商场东门',
      placeType: 'food-market',
      division: '140105',
      visitedAt: '2026-11-24T08:00:00+08:00',
      grade: 'display',
      confirmBy: null,
      doubtful: false,
      contestedAt: null,
      goneAt: '2026-12-08T08:00:00+08:00',
    });
    expect(await visits()).toEqual([visit]);
    const rows = await node.context.db.selectFrom('visit').selectAll().execute();
    // Who was where cannot be read from the database.
    expect(JSON.stringify(rows)).not.toContain(market.venueId);
    expect(rows[0]!.place_sealed.includes('虚拟商场')).toBe(false);
  });

  it('registers nobody by a picture of it, and nothing is stored', async () => {
    const picture = await displayOf(market);
    await node.pass(61);
    expect(await problemOf(register(picture))).toBe('place-code-old');
    expect(await visits()).toEqual([]);
    expect(await node.context.db.selectFrom('visit').selectAll().execute()).toEqual([]);
    // The screen itself still does, to whoever is there.
    expect((await register(await displayOf(market))).grade).toBe('display');
  });

  it('registers one visit of one person, however often an element or the next ones are scanned', async () => {
    const text = await displayOf(market);
    const first = await register(text);
    expect(await register(text)).toEqual(first);
    await node.pass(30);
    expect((await register(await displayOf(market))).visitId).toBe(first.visitId);
    await node.pass(10 * minute);
    expect((await register(await displayOf(market))).visitId).not.toBe(first.visitId);
    expect(await visits()).toHaveLength(2);
  });

  it('registers who scanned it without a network, when it is sent the same day, at the time of the scan', async () => {
    const body = await scanned(await displayOf(market));
    const late = await scanned(await displayOf(market));
    await node.pass(11 * hour);
    const visit = await citizen.client.call(routes.registerVisit, { body });
    expect(visit.visitedAt).toBe('2026-11-24T08:00:00+08:00');
    await node.pass(hour + minute);
    expect(await problemOf(citizen.client.call(routes.registerVisit, { body: late }))).toBe('visit-too-late');
  });

  it('registers nobody while a clock is wrong, nor once the device is revoked', async () => {
    expect(await problemOf(register(await displayOf(market), strip, -2 * minute))).toBe('visit-clock-wrong');
    expect(await problemOf(register(await displayOf(market, -2 * minute)))).toBe('visit-clock-wrong');
    const text = await displayOf(market);
    await revoke(node, market);
    expect(await problemOf(register(text))).toBe('place-code-ended');
    expect(await problemOf(displayOf(market))).toBe('device-revoked');
  });
});

describe('a visit is the person’s whose phone signed it', () => {
  it('not that of somebody else with her strip, of another place, or of a lost phone', async () => {
    const text = await displayOf(market);
    const body = await scanned(text);
    const other = await citizenWithCode(node, inventPerson('140105'));
    const refused = (sent: schemas.VisitRegistration, who = citizen) =>
      problemOf(who.client.call(routes.registerVisit, { body: sent }));
    expect(await refused(body, other)).toBe('visit-signature-invalid');
    const elsewhere = await enrolCheckpoint(node, '140105', 'mall');
    expect(await refused({ ...body, text: await displayOf(elsewhere) })).toBe('visit-signature-invalid');
    expect(await refused({ ...body, text: await show(strip, node.clock.now()) })).toBe('place-code-unreadable');
    expect(await refused({ ...body, visit: 'AAAA' })).toBe('visit-signature-invalid');
    const deviceId = randomUUID();
    const [lost] = await takeStrips(citizen.client, undefined, deviceId);
    await citizen.client.call(routes.removeDevice, { params: { deviceId } });
    expect(await problemOf(register(text, lost))).toBe('visit-signature-invalid');
    expect([await visits(), await visits(other)]).toEqual([[], []]);
  });

  it('her child’s is registered by her, with the child’s own strip on her phone, and is the child’s', async () => {
    const { acting, child } = await addChild(node, citizen);
    await declare(node, { client: acting, person: child });
    await acting.call(routes.applyForCode, { body: { scope: '140100' } });
    const [own] = await takeStrips(acting);
    const text = await displayOf(market);
    const visit = await acting.call(routes.registerVisit, { body: await scanned(text, own) });
    expect((await acting.call(routes.listVisits, {})).visits).toEqual([visit]);
    expect(await visits()).toEqual([]);
    // Not with hers, nor hers with the child's.
    expect(await problemOf(acting.call(routes.registerVisit, { body: await scanned(text) }))).toBe(
      'visit-signature-invalid',
    );
    expect(await problemOf(register(text, own))).toBe('visit-signature-invalid');
  });

  it('of another province’s place none is registered here', async () => {
    const shandong = await openTestNode({ division: '370000' });
    const text = await displayOf(await enrolCheckpoint(shandong, '370102'));
    expect(await problemOf(register(text))).toBe('place-code-elsewhere');
    await shandong.close();
  });
});

describe('a printed sign', () => {
  it('registers nobody by itself: unconfirmed, the visit vanishes, as it does for everybody who was sent a picture', async () => {
    const { text } = await printedAt(market);
    const visit = await register(text);
    expect(visit).toMatchObject({ grade: 'waiting', confirmBy: '2026-11-24T08:10:00+08:00' });
    await node.pass(10 * minute);
    await node.tick('visit.unconfirmed');
    expect(await visits()).toHaveLength(1);
    await node.pass(1);
    await node.tick('visit.unconfirmed');
    expect(await visits()).toEqual([]);
    expect(await problemOf(register(text, strip, 11 * minute))).toBe('visit-too-late');
  });

  it('registers whose code a checkpoint of the place reads within minutes; the device learns nothing of her', async () => {
    await register((await printedAt(market)).text);
    const elsewhere = await enrolCheckpoint(node, '140105', 'mall');
    expect(await atDoor(elsewhere, await show(strip, node.clock.now()))).toBe('registered');
    expect((await visits()).map(({ grade }) => grade).toSorted()).toEqual(['gate', 'waiting']);
    await node.pass(2 * minute);
    expect(await atDoor(market, await show(strip, node.clock.now()))).toBe('confirmed');
    expect((await visits()).map(({ grade }) => grade).toSorted()).toEqual(['gate', 'guard']);
    expect(await atDoor(market, await show(strip, node.clock.now()))).toBe('known');
    await node.pass(hour);
    await node.tick('visit.unconfirmed');
    expect(await visits()).toHaveLength(2);
  });

  it('registers nobody once it is revoked or over, and is printed for its own division only', async () => {
    const { venueId } = market;
    const { signId, text, expiresAt } = await printedAt(market);
    expect(expiresAt).toBe('2027-05-23T08:00:00+08:00');
    const staff = await signInStaff(node);
    const sheet = await staff.call(routes.getPlaceSignSheet, { params: { venueId, signId } });
    expect(
      Buffer.from(sheet as Uint8Array)
        .subarray(0, 8)
        .toString(),
    ).toBe('%PDF-1.7');
    await staff.call(routes.revokePlaceSign, { params: { venueId, signId } });
    expect(await problemOf(register(text))).toBe('place-code-ended');
    expect(await problemOf(staff.call(routes.getPlaceSignSheet, { params: { venueId, signId } }))).toBe(
      'place-code-ended',
    );
    const { signs } = await staff.call(routes.listPlaceSigns, { params: { venueId } });
    expect(signs.map((sign) => [sign.signId, sign.revokedAt])).toEqual([[signId, '2026-11-24T08:00:00+08:00']]);
    const unknown = { venueId, signId: randomUUID() };
    expect(await problemOf(staff.call(routes.revokePlaceSign, { params: unknown }))).toBe('not-found');
  });
});

describe('at the door', () => {
  it('a code that is shown now registers, also one on paper; a picture of one does not, whatever the province allows', async () => {
    const text = await show(strip, node.clock.now());
    const { text: paper } = await citizen.client.call(routes.makePaperCode, {});
    await node.pass(2 * minute);
    expect(await problemOf(atDoor(market, text))).toBe('visit-code-refused');
    expect(await problemOf(atDoor(market, 'TX1:BB8'))).toBe('visit-code-refused');
    expect(await atDoor(market, paper)).toBe('registered');
    expect((await visits()).map(({ grade }) => grade)).toEqual(['guard']);
    expect(await atDoor(market, await show(strip, node.clock.now()))).toBe('known');
    expect((await visits()).map(({ grade }) => grade)).toEqual(['gate']);
  });
});

describe('what a visit does not do', () => {
  it('a relayed one in another city is marked with the true one, she is told, contests it, and her colour is as it was', async () => {
    const before = await colourOf(citizen);
    const known = await judgedOf(citizen);
    const datong = await enrolCheckpoint(node, '140200', 'railway-station');
    const here = await register(await displayOf(market));
    await node.pass(5 * minute);
    // Somebody at the station sends her a moving picture of the display, and she scans it.
    const relayed = await register(await displayOf(datong));
    expect([relayed.grade, relayed.doubtful]).toEqual(['display', true]);
    expect((await visits()).map(({ visitId, doubtful }) => [visitId, doubtful])).toEqual([
      [relayed.visitId, true],
      [here.visitId, true],
    ]);
    expect((await inboxOf(citizen)).filter(({ kind }) => kind === 'visit-doubtful')).toHaveLength(1);
    const params = { visitId: relayed.visitId };
    const contested = await citizen.client.call(routes.contestVisit, { params });
    expect(contested.contestedAt).toBe('2026-11-24T08:05:00+08:00');
    // The true one is doubtful no longer.
    expect((await visits()).map(({ visitId, doubtful }) => [visitId, doubtful])).toEqual([
      [relayed.visitId, true],
      [here.visitId, false],
    ]);
    await node.pass(minute);
    expect(await citizen.client.call(routes.contestVisit, { params })).toEqual(contested);
    const other = await citizenWithCode(node, inventPerson('140105'));
    expect(await problemOf(other.client.call(routes.contestVisit, { params }))).toBe('not-found');
    await node.settle();
    expect(await colourOf(citizen)).toBe(before);
    // No fact, so nothing that a rule could read, and no decision.
    expect(await judgedOf(citizen)).toEqual(known);
  });

  it('is destroyed after the days of the profile, contested or not; more than a day’s number are not stored', async () => {
    const { visitId } = await register(await displayOf(market));
    await citizen.client.call(routes.contestVisit, { params: { visitId } });
    for (const door of ['mall', 'hotel'] as const)
      await register(await displayOf(await enrolCheckpoint(node, '140105', door)));
    const fourth = await enrolCheckpoint(node, '140105', 'factory');
    expect(await problemOf(register(await displayOf(fourth)))).toBe('too-many-visits');
    expect(await problemOf(atDoor(fourth, await show(strip, node.clock.now())))).toBe('too-many-visits');
    const stored = async () => (await node.context.db.selectFrom('visit').selectAll().execute()).length;
    node.clock.forward(14 * day);
    await node.tick('retention.destroy');
    expect(await stored()).toBe(3);
    node.clock.forward(1);
    await node.tick('retention.destroy');
    expect(await stored()).toBe(0);
  });
});
