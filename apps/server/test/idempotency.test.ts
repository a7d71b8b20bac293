import { randomUUID } from 'node:crypto';
import { createClient, routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolCheckpoint, signInStaff, venueAt } from './checkpoint.ts';
import { citizenWithCode, declaredCitizen, pledgeOf, verifiedCitizen, well } from './citizen.ts';
import { injectInto, problemOf } from './inject.ts';
import { day } from './manual-clock.ts';
import { openTestNode, type TestNode } from './node.ts';
import { makeDeviceKey } from './phone.ts';
import { countRows, dumpTables } from './tables.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

const rowsOf = async (table: string) => (await countRows(node.context.db))[`public.${table}`] ?? NaN;
const declaration = () => ({ answers: well, pledge: pledgeOf(node) });

describe('a request that comes again with its Idempotency-Key', () => {
  it('is the same request: one declaration, one answer', async () => {
    const { client } = await verifiedCitizen(node);
    const before = await rowsOf('declaration');
    const request = { body: declaration(), idempotencyKey: randomUUID() };
    const first = await client.call(routes.declareHealth, request);
    node.clock.forward(60);
    expect(await client.call(routes.declareHealth, request)).toEqual(first);
    expect(await rowsOf('declaration')).toBe(before + 1);
  });

  it('is the same request also when both come at once', async () => {
    const { client } = await verifiedCitizen(node);
    const before = await rowsOf('declaration');
    const request = { body: declaration(), idempotencyKey: randomUUID() };
    const [one, other] = await Promise.all([0, 1].map(() => client.call(routes.declareHealth, request)));
    expect(other).toEqual(one);
    expect(await rowsOf('declaration')).toBe(before + 1);
  });

  it('may correct once a day, not be told that it has corrected already', async () => {
    const { client } = await declaredCitizen(node);
    const request = { body: declaration(), idempotencyKey: randomUUID() };
    const first = await client.call(routes.correctDeclaration, request);
    expect(await client.call(routes.correctDeclaration, request)).toEqual(first);
    const another = client.call(routes.correctDeclaration, { ...request, idempotencyKey: randomUUID() });
    expect(await problemOf(another)).toBe('correction-used');
  });

  it('gets the code and the consent of the first time, not new ones', async () => {
    const { client } = await citizenWithCode(node);
    const code = { body: { scope: '140100' }, idempotencyKey: randomUUID() };
    expect(await client.call(routes.applyForCode, code)).toEqual(await client.call(routes.applyForCode, code));
    const body = {
      audience: '370000',
      purpose: 'conversion',
      fields: ['colour'],
      codeChallenge: 'A'.repeat(43),
    } as const;
    const consent = { body: { ...body, fields: [...body.fields] }, idempotencyKey: randomUUID() };
    const [one, other] = [
      await client.call(routes.grantConsent, consent),
      await client.call(routes.grantConsent, consent),
    ];
    expect(other).toEqual(one);
  });

  it('enrols a device once, although its code can be used only once and its token is not stored', async () => {
    const staff = await signInStaff(node);
    const enrolment = { body: { venue: venueAt('140105') }, idempotencyKey: randomUUID() };
    const { enrolmentCode } = await staff.call(routes.createEnrolment, enrolment);
    expect((await staff.call(routes.createEnrolment, enrolment)).enrolmentCode).toBe(enrolmentCode);
    const request = {
      body: { enrolmentCode, publicKey: makeDeviceKey().described },
      idempotencyKey: randomUUID(),
    };
    const first = await node.client.call(routes.enrolDevice, request);
    expect(await node.client.call(routes.enrolDevice, request)).toEqual(first);
    const other = node.client.call(routes.enrolDevice, { ...request, idempotencyKey: randomUUID() });
    expect(await problemOf(other)).toBe('enrolment-invalid');
    const dump = await dumpTables(node.context.db);
    for (const secret of [enrolmentCode, first.token]) {
      expect(dump).not.toContain(secret);
      expect(dump).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });

  it('must be the same: with another body it is refused and nothing is stored', async () => {
    const { client } = await verifiedCitizen(node);
    const request = { body: declaration(), idempotencyKey: randomUUID() };
    await client.call(routes.declareHealth, request);
    const before = await rowsOf('declaration');
    const fever = { ...declaration(), answers: { ...well, temperature: 39 } };
    expect(await problemOf(client.call(routes.declareHealth, { ...request, body: fever }))).toBe(
      'idempotency-key-reused',
    );
    expect(await rowsOf('declaration')).toBe(before);
  });

  it('must be about the same, where its address alone says about what', async () => {
    const staff = await signInStaff(node);
    const [here, there] = [await enrolCheckpoint(node, '140105'), await enrolCheckpoint(node, '140105')];
    const before = await rowsOf('place_sign');
    const request = { params: { venueId: here.venueId }, idempotencyKey: randomUUID() };
    const { signId } = await staff.call(routes.issuePlaceSign, request);
    expect((await staff.call(routes.issuePlaceSign, request)).signId).toBe(signId);
    const other = staff.call(routes.issuePlaceSign, { ...request, params: { venueId: there.venueId } });
    expect(await problemOf(other)).toBe('idempotency-key-reused');
    expect(await rowsOf('place_sign')).toBe(before + 1);
  });

  it('is another request when somebody else sends it', async () => {
    const [one, other] = [await verifiedCitizen(node), await verifiedCitizen(node)];
    const request = { body: declaration(), idempotencyKey: randomUUID() };
    const { declarationId } = await one.client.call(routes.declareHealth, request);
    expect((await other.client.call(routes.declareHealth, request)).declarationId).not.toBe(declarationId);
  });

  it('is done when it was refused before', async () => {
    const { client } = await verifiedCitizen(node);
    const request = { body: { scope: '140100' }, idempotencyKey: randomUUID() };
    expect(await problemOf(client.call(routes.applyForCode, request))).toBe('no-decision-yet');
    await client.call(routes.declareHealth, { body: declaration() });
    await node.settle();
    expect((await client.call(routes.applyForCode, request)).scope).toBe('140100');
  });
});

describe('an Idempotency-Key', () => {
  it('is forgotten after a day', async () => {
    const { client } = await verifiedCitizen(node);
    const request = { body: declaration(), idempotencyKey: randomUUID() };
    const first = await client.call(routes.declareHealth, request);
    node.clock.forward(day - 60);
    await node.tick('http.kept-answers');
    expect(await client.call(routes.declareHealth, request)).toEqual(first);
    node.clock.forward(120);
    await node.tick('http.kept-answers');
    expect((await client.call(routes.declareHealth, request)).declarationId).not.toBe(first.declarationId);
  });

  it.each(['"short"', 'not-quoted-but-long-enough', `"${'x'.repeat(129)}"`])('%s is refused', async (key) => {
    const before = await rowsOf('kept_answer');
    const transport = injectInto(node.app);
    const careless = createClient(node.context.config.http.publicUrl, (url, init) =>
      transport(url, { ...init, headers: { ...init.headers, 'idempotency-key': key } }),
    );
    const enrolment = { enrolmentCode: 'A'.repeat(43), publicKey: makeDeviceKey().described };
    expect(await problemOf(careless.call(routes.enrolDevice, { body: enrolment }))).toBe('invalid-input');
    expect(await rowsOf('kept_answer')).toBe(before);
  });
});
