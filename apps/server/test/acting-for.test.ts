import { randomUUID } from 'node:crypto';
import { decodeStrip } from '@tongxing/codec';
import { routes, type Client, type RouteDefinition, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolCheckpoint } from './checkpoint.ts';
import { declare, signIn, verifiedCitizen, type Citizen } from './citizen.ts';
import { addAdult, addChild, adultHerself } from './family.ts';
import { problemOf } from './inject.ts';
import { openTestNode, type TestNode } from './node.ts';
import { inventPerson } from './people.ts';
import { show, takeStrips } from './phone.ts';

type CitizenRoute = {
  [Name in keyof typeof routes]: (typeof routes)[Name]['access'] extends 'citizen' ? Name : never;
}[keyof typeof routes];

/** What a guardian may do in the place of whom. A route for citizens that is not here fails. */
const table: Readonly<Record<CitizenRoute, 'anybody' | 'children' | 'nobody'>> = {
  addDocument: 'nobody',
  listDocuments: 'anybody',
  showDocument: 'nobody',
  addDependant: 'nobody',
  confirmDependant: 'nobody',
  listDependants: 'nobody',
  endDependant: 'nobody',
  listGuardians: 'nobody',
  grantConsent: 'children',
  listConsents: 'anybody',
  withdrawConsent: 'children',
  declareHealth: 'anybody',
  declareItinerary: 'anybody',
  correctDeclaration: 'anybody',
  getHealthInformation: 'anybody',
  getExplanation: 'anybody',
  getDecisionInputs: 'anybody',
  askTravelOutlook: 'anybody',
  askItineraryCard: 'anybody',
  askMovementPermit: 'anybody',
  listMovementPermits: 'anybody',
  applyForCode: 'anybody',
  getCode: 'anybody',
  makeCode: 'anybody',
  removeDevice: 'anybody',
  makePaperCode: 'anybody',
  registerVisit: 'anybody',
  listVisits: 'anybody',
  contestVisit: 'anybody',
  listPaperCodes: 'anybody',
  revokePaperCode: 'anybody',
  getDecisionProof: 'anybody',
  applyForConversion: 'anybody',
  getConversion: 'anybody',
  sendPicture: 'anybody',
  getPicture: 'anybody',
  listConversions: 'anybody',
  registerPreArrival: 'anybody',
  listPreArrivals: 'anybody',
  confirmArrival: 'anybody',
  withdrawPreArrival: 'anybody',
  grantStandingConsent: 'children',
  listStandingConsents: 'anybody',
  revokeStandingConsent: 'children',
  listArrivals: 'anybody',
  getGuestStay: 'anybody',
  planGuestStay: 'anybody',
  applyForTransfer: 'anybody',
  listTransfers: 'anybody',
  withdrawTransfer: 'anybody',
  listRelocations: 'anybody',
  withdrawConversion: 'anybody',
  saveConversionDraft: 'anybody',
  getConversionForm: 'anybody',
  submitConversion: 'anybody',
  applyAgain: 'anybody',
  continueConversion: 'anybody',
  renewConversion: 'anybody',
  addConversionDocument: 'anybody',
  getConversionDocument: 'anybody',
  listReceivedColours: 'anybody',
  listDisputes: 'anybody',
  listCodeHolders: 'anybody',
  endCodeHolder: 'anybody',
  listAttestationRequests: 'anybody',
  listAccessRecords: 'anybody',
  getOwnData: 'nobody',
  sendOwnDataCode: 'nobody',
  exportOwnData: 'nobody',
  closeAccount: 'nobody',
  keepAccount: 'nobody',
  listDevices: 'anybody',
  fileAppeal: 'anybody',
  listAppeals: 'anybody',
  getAppeal: 'anybody',
  addAppealAttachment: 'anybody',
  askSecondLook: 'anybody',
  getCorrectionCertificate: 'anybody',
  getCorrectionCertificatePdf: 'anybody',
  certifyConversion: 'anybody',
  getConversionCertificatePdf: 'anybody',
  applyForGreen: 'anybody',
  listHearings: 'anybody',
  answerHearing: 'anybody',
  listMessages: 'anybody',
  readMessage: 'anybody',
  listColourOrders: 'anybody',
  applyForFamily: 'nobody',
  getFamily: 'nobody',
  declareTrip: 'children',
  listTrips: 'anybody',
  getTrip: 'anybody',
  withdrawTrip: 'children',
  listTripDrafts: 'anybody',
  applyFromTrip: 'anybody',
  readRosterOffer: 'anybody',
  joinRoster: 'children',
  listRosters: 'anybody',
  leaveRoster: 'anybody',
  askReturn: 'anybody',
  takeConsentReturn: 'anybody',
};

let node: TestNode;
let neighbour: TestNode;
const callers = new Map<string, { token: string; handle: string }>();
let checkpoint: Client;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  neighbour = await openTestNode({ division: '370000' });
  checkpoint = (await enrolCheckpoint(node)).client;
  const guardian = await verifiedCitizen(node);
  const other = await verifiedCitizen(node);
  const { dependant: child } = await addChild(node, guardian);
  const { dependant: adult } = await addAdult(node, guardian);
  const { dependant: ended } = await addChild(node, guardian);
  await guardian.client.call(routes.endDependant, { params: { dependantId: ended.dependantId } });
  const { dependant: hers } = await addChild(node, other);
  const abroad = await verifiedCitizen(neighbour);
  const { dependant: elsewhere } = await addChild(neighbour, abroad);
  node.clock.forward(60);
  const [token, stranger, unverified] = [
    await signIn(node, guardian.person.phone),
    await signIn(node, other.person.phone),
    await signIn(node, inventPerson().phone),
  ];
  callers.set('own child', { token, handle: child.dependantId });
  callers.set('own adult', { token, handle: adult.dependantId });
  callers.set('ended', { token, handle: ended.dependantId });
  callers.set("another guardian's child", { token, handle: hers.dependantId });
  callers.set('another guardian', { token: stranger, handle: child.dependantId });
  callers.set("another province's child", { token, handle: elsewhere.dependantId });
  callers.set('no handle at all', { token, handle: 'x' });
  callers.set('an empty handle', { token, handle: '' });
  callers.set('not verified', { token: unverified, handle: child.dependantId });
});
afterAll(async () => {
  await node.close();
  await neighbour.close();
});

const refusals = ['sign-in-required', 'not-permitted', 'verification-required', 'dependant-unknown', 'not-for-others'];

async function answerTo(route: RouteDefinition, { token, handle }: { token: string; handle: string }): Promise<string> {
  const answer = await node.app.inject({
    method: route.method,
    url: route.path.replaceAll(/:\w+/g, randomUUID()),
    headers: { authorization: `Bearer ${token}`, 'tongxing-for': handle },
    // No body is right, so that nobody who is let in changes anything.
    ...(route.body === undefined ? {} : { payload: {} }),
  });
  if (answer.statusCode < 400) return 'let in';
  const code = answer.json<schemas.Problem>().type.replace('urn:tongxing:problem:', '');
  return refusals.includes(code) ? code : 'let in';
}

function expected(allowed: 'anybody' | 'children' | 'nobody', caller: string): string {
  if (caller === 'not verified') return 'verification-required';
  if (!caller.startsWith('own ')) return 'dependant-unknown';
  const mayBe = allowed === 'anybody' || (allowed === 'children' && caller === 'own child');
  return mayBe ? 'let in' : 'not-for-others';
}

describe('in the place of a dependant', () => {
  it('has an answer for every route of citizens', () => {
    const ofCitizens = Object.values<RouteDefinition>(routes).filter(({ access }) => access === 'citizen');
    expect(Object.keys(table).toSorted()).toEqual(ofCitizens.map(({ name }) => name).toSorted());
  });

  const rows = Object.values<RouteDefinition>(routes).flatMap((route) =>
    Object.hasOwn(table, route.name) ? [[route.name, table[route.name as CitizenRoute], route] as const] : [],
  );
  it.each(rows)('%s may be called for %s, by her guardian only', async (_name, allowed, route) => {
    const answers: Record<string, string> = {};
    for (const [caller, held] of callers) answers[caller] = await answerTo(route, held);
    expect(answers).toEqual(
      Object.fromEntries([...callers.keys()].map((caller) => [caller, expected(allowed, caller)])),
    );
  });

  it.each(Object.values<RouteDefinition>(routes).filter(({ access }) => access === 'account'))(
    '$name, which is about the account, is refused rather than done for the guardian',
    async (route) => {
      const held = callers.get('own child') as { token: string; handle: string };
      expect(await answerTo(route, held)).toBe('not-for-others');
    },
  );
});

describe('a code for a dependant', () => {
  let guardian: Citizen;
  let acting: Client;
  let child: { personId: string; dependantId: string };
  beforeAll(async () => {
    guardian = await verifiedCitizen(node);
    const added = await addChild(node, guardian);
    acting = added.acting;
    await declare(node, { person: added.child, client: acting });
    const row = await node.context.db
      .selectFrom('guardianship')
      .select('dependant_id')
      .where('guardianship_id', '=', added.dependant.dependantId)
      .executeTakeFirstOrThrow();
    child = { personId: row.dependant_id, dependantId: added.dependant.dependantId };
  });

  it('has her own colour, by what her guardian declared; who declared is kept', async () => {
    expect((await acting.call(routes.getHealthInformation, {})).colour).toBe('green');
    expect(await problemOf(guardian.client.call(routes.getHealthInformation, {}))).toBe('no-decision-yet');
    const declared = await node.context.db
      .selectFrom('declaration')
      .innerJoin('account', 'account.person_id', 'declaration.declared_by')
      .select('declaration.kind')
      .where('declaration.person_id', '=', child.personId)
      .execute();
    expect(declared.map(({ kind }) => kind).toSorted()).toEqual(['health', 'itinerary']);
  });

  it('is a strip of kind dependant on the guardian’s phone, and stops being valid when the guardianship ends', async () => {
    await acting.call(routes.applyForCode, { body: { scope: '140100' } });
    const [strip] = await takeStrips(acting);
    expect(decodeStrip(strip!.bytes).claims).toMatchObject({ kind: 'dependant', colour: 'green', maskedName: '王*宝' });
    const verdict = async () => {
      const text = await show(strip!, node.clock.now());
      const { verdict: said } = await checkpoint.call(routes.verifyCode, { body: { scanId: randomUUID(), text } });
      return said;
    };
    expect(await verdict()).toBe('pass');
    await guardian.client.call(routes.endDependant, { params: { dependantId: child.dependantId } });
    expect(await verdict()).toBe('stop');
  });

  it('of an adult leaves her own phone alone, and she sees what was done in her name', async () => {
    const { adult, acting: forHer, dependant } = await addAdult(node, guardian);
    const herself = await adultHerself(node, adult);
    await declare(node, { person: { ...adult, residence: '140105' }, client: forHer });
    await forHer.call(routes.applyForCode, { body: { scope: '140100' } });
    const [own] = await takeStrips(herself.client);
    expect(decodeStrip(own!.bytes).claims.kind).toBe('own');
    const [second] = await takeStrips(herself.client);
    expect(second).toBeDefined();
    // Two phones of her own are the province's limit; her guardian's is counted beside them.
    const [hers] = await takeStrips(forHer);
    expect(decodeStrip(hers!.bytes).claims.kind).toBe('dependant');
    const { acted } = await herself.client.call(routes.listGuardians, {});
    expect(acted.map(({ route }) => route).toSorted()).toEqual([
      'applyForCode',
      'declareHealth',
      'declareItinerary',
      'makeCode',
    ]);
    expect(new Set(acted.map(({ maskedName }) => maskedName))).toEqual(new Set(['王*英']));
    await herself.client.call(routes.endDependant, { params: { dependantId: dependant.dependantId } });
    const scan = async (text: string) =>
      (await checkpoint.call(routes.verifyCode, { body: { scanId: randomUUID(), text } })).verdict;
    expect(await scan(await show(hers!, node.clock.now()))).toBe('stop');
    expect(await scan(await show(own!, node.clock.now()))).toBe('pass');
  });

  it('is not made by what a guardian does for herself', async () => {
    const alone = await verifiedCitizen(node);
    const { acting: forChild } = await addChild(node, alone);
    await declare(node, alone);
    expect(await problemOf(forChild.call(routes.getHealthInformation, {}))).toBe('no-decision-yet');
  });
});
