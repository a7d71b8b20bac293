import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { routes, type Client, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ago, citizenWithCode, colourOf, declare, type Citizen } from '../../../test/citizen.ts';
import { arrive, consentAt, convert, openFederation, tellAsPeer, type Federation } from '../../../test/federation.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, minute } from '../../../test/manual-clock.ts';
import { hire, type Staff } from '../../../test/staff.ts';
import { personIdOf } from '../../../test/told.ts';

let federation: Federation;
let desk: Staff;
beforeAll(async () => {
  federation = await openFederation();
  desk = await hire(federation.destination, { role: 'community', division: '370102' });
});
afterAll(() => federation.close());

const community = '370102001';

interface Guest {
  readonly home: Citizen;
  readonly abroad: Citizen;
}

/** Converted, and here for so many days as it stands with her stay (guest-stay.test.ts lets them pass). */
async function guest(days = 14): Promise<Guest> {
  const home = await citizenWithCode(federation.origin);
  const abroad = await arrive(federation, home.person);
  const { state } = await convert(federation, abroad, await consentAt(home.client));
  expect(state).toBe('approved');
  const { db, clock } = federation.destination.context;
  await db
    .updateTable('guest_stay')
    .set({ since: new Date(clock.now().getTime() - days * day * 1000) })
    .where('person_id', '=', await personIdOf(federation.destination, abroad))
    .execute();
  return { home, abroad };
}

/** She agrees at her origin to just this. */
async function agrees({ client }: Citizen, audience = '370000'): Promise<schemas.TransferApplication['consent']> {
  const codeVerifier = randomBytes(32).toString('base64url');
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
  const body = { audience, purpose: 'transfer' as const, fields: ['colour' as const], codeChallenge };
  const { authorizationCode } = await client.call(routes.grantConsent, { body });
  return { grade: 'origin-session', authorizationCode, codeVerifier };
}

const ask = ({ client }: Citizen, consent: schemas.TransferApplication['consent'], residence = community) =>
  client.call(routes.applyForTransfer, { body: { residence, consent, address: '解放路1号' } });
const decide = (
  transferId: string,
  body: schemas.TransferDecision = { decision: 'accept' },
  client: Client = desk.client,
) => client.call(routes.decideTransfer, { params: { transferId }, body });
const transfersOf = async ({ abroad }: Guest) => (await abroad.client.call(routes.listTransfers, {})).transfers;
const relocationsOf = async ({ home }: Guest) => (await home.client.call(routes.listRelocations, {})).relocations;
const messagesOf = async ({ client }: Citizen) => (await client.call(routes.listMessages, { query: {} })).messages;
const kindsOf = async (citizen: Citizen) => (await messagesOf(citizen)).map(({ kind }) => kind);
const codeOf = ({ client }: Citizen) => client.call(routes.getCode, {});

/** The destination tells the origin what is due, and both do what follows. */
async function tell(): Promise<void> {
  await federation.destination.tick('transfer.tell');
  for (const node of [federation.origin, federation.destination]) await node.settle();
}

/** Asked for and agreed to by the desk. */
async function accepted(her: Guest): Promise<string> {
  const { transferId } = await ask(her.abroad, await agrees(her.home));
  await decide(transferId);
  return transferId;
}

async function contactAtHome({ home }: Guest, isContact: boolean): Promise<void> {
  const contact = { kind: 'contact' as const, degree: 'close' as const, since: ago(federation.origin, day) };
  federation.origin.sources.records.set(home.person.documentNumber, isContact ? [contact] : []);
  await declare(federation.origin, home);
}

const subjectOf = ({ person: { documentNumber, name, phone } }: Citizen) => ({
  documentType: '10',
  documentNumber,
  name,
  phone,
});

/** A transfer as a province tells it that province's `signer` signs for; the roles of the two are exchanged. */
function told(
  her: Guest,
  consent: schemas.PeerTransfer['consent'],
  change: Partial<schemas.PeerTransfer> = {},
  signer = federation.destination.context.signer,
) {
  const message: schemas.PeerTransfer = {
    requestId: randomUUID(),
    subject: subjectOf(her.home),
    consent,
    residence: '370102',
    ...change,
  };
  return tellAsPeer<schemas.PeerTransferAnswer>(
    { destination: federation.origin },
    signer,
    'federation/transfers',
    message,
  );
}

/** What becomes of an event that the former origin still sends under the name of before. */
async function outcomeOfLateEvent({ abroad }: Guest): Promise<string | undefined> {
  const { subject } = await federation.destination.context.db
    .selectFrom('held_subscription')
    .select('subject')
    .where('person_id', '=', await personIdOf(federation.destination, abroad))
    .executeTakeFirstOrThrow();
  const said = { colour: 'red', decidedAt: ago(federation.origin, minute), releaseAt: null, validUntil: null };
  const event = { eventId: randomUUID(), subscription: subject.toString('base64url'), sequence: 99, said };
  const batch = { requestId: randomUUID(), batch: 0, asOf: null, contact: '0351-12345', events: [event] };
  const { signer } = federation.origin.context;
  const answer = await tellAsPeer<schemas.ColourEventAnswer>(federation, signer, 'federation/colour-events', batch);
  await federation.destination.settle();
  return answer.outcomes[0]?.outcome;
}

describe('the transfer of a code to where its owner lives', () => {
  it('is asked for by one tap, agreed to by her desk and her origin, and told in both provinces with reason, end and appeal [M52]', async () => {
    const her = await guest();
    const asked = await ask(her.abroad, await agrees(her.home));
    expect(asked).toMatchObject({ state: 'in-review', originDivision: '140000', residence: community, cause: null });
    const { transfers } = await desk.client.call(routes.listTransferCases, {});
    expect(transfers.find(({ transferId }) => transferId === asked.transferId)).toMatchObject({
      documentNumber: her.abroad.person.documentNumber,
      address: '解放路1号',
      employer: null,
    });
    await decide(asked.transferId);
    expect(await transfersOf(her)).toMatchObject([{ state: 'telling-origin' }]);
    await tell();
    expect(await transfersOf(her)).toMatchObject([{ state: 'done', cause: null, next: null }]);
    expect(await codeOf(her.abroad)).toMatchObject({ basis: 'declaration', colour: 'green', scope: '370000' });
    expect((await her.abroad.client.call(routes.getMe, {})).residence).toBe('370102');
    expect(await problemOf(her.abroad.client.call(routes.getGuestStay, {}))).toBe('not-found');
    const here = (await messagesOf(her.abroad)).find(({ kind }) => kind === 'transfer-done');
    const there = (await messagesOf(her.home)).find(({ kind }) => kind === 'transferred-away');
    for (const message of [here, there]) {
      expect(message?.text.zh).toMatch(/^依您的(申请|授权)/);
      expect(message?.text.zh).toMatch(/直到您(再次转出|转回)/);
      expect(message?.text.zh).toContain(
        (message === here ? federation.destination : federation.origin).context.province.contest.zh,
      );
    }
    const { records } = await her.abroad.client.call(routes.listAccessRecords, { query: {} });
    expect(records.map(({ purpose }) => purpose.code)).toContain('community-service');
  });

  it('ends what the origin does for her, and none of her history', async () => {
    const her = await guest();
    await accepted(her);
    const before = await her.home.client.call(routes.getHealthInformation, {});
    await tell();
    expect(await relocationsOf(her)).toMatchObject([{ division: '370000', residence: '370102', returnedAt: null }]);
    expect(await problemOf(codeOf(her.home))).toBe('code-missing');
    const again = her.home.client.call(routes.applyForCode, { body: { scope: '140100' } });
    expect(await problemOf(again)).toBe('code-transferred');
    const [holder] = (await her.home.client.call(routes.listCodeHolders, {})).holders;
    expect(holder?.endedAt).not.toBeNull();
    expect((await her.home.client.call(routes.getHealthInformation, {})).decidedAt).toBe(before.decidedAt);
    const { consents } = await her.home.client.call(routes.listConsents, {});
    expect(consents.map(({ purpose }) => purpose).toSorted()).toEqual(['conversion', 'transfer']);
  });

  it('lets nothing echo: what the former origin learns of her afterwards is its own, and does not reach her new code', async () => {
    const her = await guest();
    await accepted(her);
    await tell();
    await contactAtHome(her, true);
    await tell();
    expect(await colourOf(her.home)).toBe('red');
    expect(await colourOf(her.abroad)).toBe('green');
    expect((await her.abroad.client.call(routes.listReceivedColours, {})).received).toEqual([]);
    expect(await outcomeOfLateEvent(her)).toBe('unknown');
    expect(await colourOf(her.abroad)).toBe('green');
  });

  it('waits while the origin is silent, and is told again under the same id', async () => {
    const her = await guest();
    const transferId = await accepted(her);
    const { db } = federation.destination.context;
    // The answer is lost: the origin has taken it, the destination does not know.
    const { consent_sealed: sealed } = await db
      .selectFrom('transfer')
      .select('consent_sealed')
      .where('transfer_id', '=', transferId)
      .executeTakeFirstOrThrow();
    const consent = JSON.parse(
      federation.destination.context.seal.open('consent', sealed!),
    ) as schemas.PeerTransfer['consent'];
    expect(await told(her, consent, { requestId: transferId })).toEqual({ requestId: transferId, state: 'taken' });
    expect(await transfersOf(her)).toMatchObject([{ state: 'telling-origin' }]);
    await tell();
    expect(await transfersOf(her)).toMatchObject([{ state: 'done' }]);
    expect(await relocationsOf(her)).toHaveLength(1);
    expect((await kindsOf(her.home)).filter((kind) => kind === 'transferred-away')).toHaveLength(1);
  });
});

describe('a transfer that must not be', () => {
  it('is refused to who is no guest, has not been here long, is not green, lives elsewhere, or has asked already', async () => {
    const [early, red, twice] = [await guest(13), await guest(), await guest()];
    const stranger = await citizenWithCode(federation.destination);
    const consent = await agrees(early.home);
    expect(await problemOf(ask(stranger, consent))).toBe('transfer-not-guest');
    expect(await problemOf(ask(early.abroad, consent))).toBe('transfer-too-early');
    for (const residence of ['140105', '370000', '370100', '370199']) {
      expect(await problemOf(ask(twice.abroad, consent, residence))).toBe('division-unknown');
    }
    await contactAtHome(red, true);
    await tell();
    expect(await problemOf(ask(red.abroad, await agrees(red.home)))).toBe('transfer-not-green');
    const { transferId } = await ask(twice.abroad, await agrees(twice.home));
    expect(await problemOf(ask(twice.abroad, await agrees(twice.home)))).toBe('transfer-open');
    await twice.abroad.client.call(routes.withdrawTransfer, { params: { transferId } });
    expect(await problemOf(decide(transferId))).toBe('transfer-closed');
  });

  it('is not agreed to by the desk once she is red, nor taken by an origin that holds a measure; the code stays as it was', async () => {
    const [here, there] = [await guest(), await guest()];
    const { transferId } = await ask(here.abroad, await agrees(here.home));
    await contactAtHome(here, true);
    await tell();
    expect(await problemOf(decide(transferId))).toBe('transfer-not-green');
    await accepted(there);
    const before = await codeOf(there.abroad);
    // Red at home in this moment; the destination has not heard of it yet.
    const contact = { kind: 'contact' as const, degree: 'close' as const, since: ago(federation.origin, day) };
    federation.origin.sources.records.set(there.home.person.documentNumber, [contact]);
    await declare(federation.origin, there.home);
    await federation.destination.tick('transfer.tell');
    expect(await transfersOf(there)).toMatchObject([{ state: 'rejected', cause: { code: 'origin-not-green' } }]);
    expect(await codeOf(there.abroad)).toMatchObject({ codeId: before.codeId, basis: 'conversion' });
    expect(await relocationsOf(there)).toEqual([]);
    expect(await kindsOf(there.abroad)).toContain('transfer-rejected');
  });

  it('is refused by the desk with ground and cure, and is nobody’s of another division', async () => {
    const her = await guest();
    const { transferId } = await ask(her.abroad, await agrees(her.home));
    const other = await hire(federation.destination, { role: 'community', division: '370202' });
    expect(await problemOf(decide(transferId, { decision: 'accept' }, other.client))).toBe('not-found');
    await decide(transferId, { decision: 'reject', ground: 'not-living-there' });
    const [transfer] = await transfersOf(her);
    expect(transfer).toMatchObject({ state: 'rejected', cause: { code: 'not-living-there' } });
    const told = (await messagesOf(her.abroad)).find(({ kind }) => kind === 'transfer-rejected');
    expect(told?.text.zh).toContain(transfer?.cause?.cure.zh);
  });
});

describe('an origin that is told of a transfer', () => {
  it('takes it of nobody who has not agreed to just this, to just that province', async () => {
    const her = await guest();
    const forConversion = (await consentAt(her.home.client)) as schemas.PeerTransfer['consent'];
    expect(await told(her, forConversion)).toMatchObject({ state: 'unknown' });
    expect(await told(her, await agrees(her.home, '440000'))).toMatchObject({ state: 'unknown' });
    const wrong = { ...(await agrees(her.home)), codeVerifier: 'A'.repeat(43) } as schemas.PeerTransfer['consent'];
    expect(await told(her, wrong)).toMatchObject({ state: 'unknown' });
    expect(await relocationsOf(her)).toEqual([]);
  });

  it('takes it of no other province, whatever she agreed to, and not twice from two', async () => {
    const her = await guest();
    // She agreed that the third takes her over; but that one holds no code of hers.
    const toThird = await agrees(her.home, '440000');
    const asThird = { residence: '440103' };
    expect(await told(her, toThird, asThird, federation.third)).toMatchObject({ state: 'unknown' });
    await accepted(her);
    await tell();
    expect(await told(her, await agrees(her.home, '440000'), asThird, federation.third)).toMatchObject({
      state: 'moved-elsewhere',
    });
    expect(await relocationsOf(her)).toHaveLength(1);
  });

  it('takes it of nobody who never converted, and not to a place that is not the peer’s', async () => {
    const home = await citizenWithCode(federation.origin);
    const never = { home, abroad: home };
    expect(await told(never, await agrees(home))).toMatchObject({ state: 'unknown' });
    expect(await told(never, await agrees(home), { residence: '440103' })).toMatchObject({ status: 422 });
    expect(await told(never, await agrees(home), { subject: { ...subjectOf(home), name: '无此人' } })).toMatchObject({
      state: 'unknown',
    });
  });

  it('answers the same again alike, to the province that told it, and to no other', async () => {
    const her = await guest();
    const consent = await agrees(her.home);
    const requestId = randomUUID();
    expect(await told(her, consent, { requestId })).toMatchObject({ state: 'taken' });
    expect(await told(her, consent, { requestId })).toMatchObject({ state: 'taken' });
    const asThird = { requestId, residence: '440103' };
    expect(await told(her, consent, asThird, federation.third)).toMatchObject({ state: 'unknown' });
    expect(await relocationsOf(her)).toHaveLength(1);
    await federation.pass(minute);
  });
});

// Last: the days of the desk are longer than a session of staff.
describe('a transfer that nobody looks at', () => {
  it('goes to the province where the desk has not decided in time', async () => {
    const her = await guest();
    const { transferId, next } = await ask(her.abroad, await agrees(her.home));
    const hours = federation.destination.context.province.application.reviewHours;
    expect(Date.parse(next!.at) - federation.destination.clock.now().getTime()).toBe(hours * 3_600_000);
    await federation.pass(hours * 3600);
    const province = await hire(federation.destination, { role: 'community', division: '370000' });
    const { transfers } = await province.client.call(routes.listTransferCases, {});
    expect(transfers.find((each) => each.transferId === transferId)).toMatchObject({ escalated: true });
    const late = await hire(federation.destination, { role: 'community', division: '370102' });
    expect(await problemOf(decide(transferId, { decision: 'accept' }, late.client))).toBe('not-found');
  });
});
