import { randomUUID, verify } from 'node:crypto';
import { routes, type schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrive, consentAt, convert, openFederation, type Federation } from '../../../test/federation.ts';
import { ago, citizenWithCode, declaredCitizen, signIn, verifiedCitizen, type Citizen } from '../../../test/citizen.ts';
import { file } from '../../../test/appeal.ts';
import { inventPerson } from '../../../test/people.ts';
import { hire } from '../../../test/staff.ts';
import { transact } from '../../platform/db.ts';
import { destroyPerson } from './destroy.ts';
import { addAdult, addChild, adultHerself } from '../../../test/family.ts';
import { day } from '../../../test/manual-clock.ts';
import { inboxOf, personIdOf, takenBy } from '../../../test/told.ts';
import { problemOf } from '../../../test/inject.ts';
import { takeStrips } from '../../../test/phone.ts';
import { dumpTables } from '../../../test/tables.ts';
import type { TestNode } from '../../../test/node.ts';

let federation: Federation;
let node: TestNode;
beforeAll(async () => {
  federation = await openFederation();
  node = federation.origin;
});
afterAll(() => federation.close());

async function codeFor({ client, person }: Citizen, use: schemas.OwnDataCode['use']): Promise<string> {
  node.clock.forward(61);
  await client.call(routes.sendOwnDataCode, { body: { use } });
  return node.sources.codeFor(person.phone);
}

const exported = async (citizen: Citizen) =>
  citizen.client.call(routes.exportOwnData, { body: { code: await codeFor(citizen, 'export') } });

const close = async (citizen: Citizen) =>
  citizen.client.call(routes.closeAccount, { body: { code: await codeFor(citizen, 'closure') } });

const rowsOf = (document: schemas.OwnDataDocument, table: string) =>
  document.tables.filter((each) => each.table === table).flatMap(({ rows }) => rows);

/** Somebody with nearly everything that this node can hold: family, a code here and elsewhere, an appeal, messages. */
async function full() {
  const her = await citizenWithCode(node);
  const { adult, dependant } = await addAdult(node, her);
  const { child } = await addChild(node, her);
  await takeStrips(her.client);
  const away = await arrive(federation, her.person);
  const { conversionId, state } = await convert(federation, away, await consentAt(her.client));
  await federation.pass(60);
  return { her, adult, child, dependant, away, conversionId, state };
}

/** Somebody whom the health commission holds for a close contact. */
function contactSince(instant: string): Promise<Citizen> {
  const person = inventPerson('140105');
  node.sources.records.set(person.documentNumber, [{ kind: 'contact', degree: 'close', since: instant.slice(0, 10) }]);
  return declaredCitizen(node, person);
}

describe('everything that is held of a person', () => {
  it('is hers as one document, opened and with the names of all of it in both languages [W12]', async () => {
    const her = await citizenWithCode(node);
    const { person } = her;
    const { adult, child } = { ...(await addAdult(node, her)), ...(await addChild(node, her)) };
    const document = await exported(her);
    expect(rowsOf(document, 'person')).toMatchObject([
      { name: person.name, document: person.documentNumber, residence_division: person.residence },
    ]);
    expect(rowsOf(document, 'account')[0]!['phone']).toContain(person.phone);
    expect(rowsOf(document, 'declaration')).toHaveLength(2);
    expect(rowsOf(document, 'decision').length).toBeGreaterThan(0);
    expect(rowsOf(document, 'guardianship')).toHaveLength(2);
    for (const { rows, title } of document.tables) {
      expect(title.zh).toMatch(/\p{Script=Han}/u);
      for (const name of rows.flatMap((row) => Object.keys(row))) expect(document.columns[name]?.zh, name).toBeTruthy();
    }
    // Nobody else is in it: not those for whom she acts, nor the other adult's phone.
    const text = JSON.stringify(document);
    for (const other of [adult, child]) {
      for (const hers of [other.name, other.documentNumber]) expect(text.includes(hers), hers).toBe(false);
    }
    expect(text).not.toContain(adult.phone);
    expect(document.leftOut.map(({ table }) => table)).toContain('scan');
  });

  it('is handed out by a code on her phone alone, and she is told that it was', async () => {
    const her = await declaredCitizen(node);
    await codeFor(her, 'closure');
    const other = node.sources.codeFor(her.person.phone);
    // A code for closing is no code for exporting.
    expect(await problemOf(her.client.call(routes.exportOwnData, { body: { code: other } }))).toBe('phone-code-wrong');
    await exported(her);
    await node.tick();
    expect((await inboxOf(her)).map(({ kind }) => kind)).toContain('data-exported');
    expect(
      takenBy(node, her.person.phone)
        .map(({ text }) => text)
        .join(),
    ).toContain('导出');
    const { exports } = await her.client.call(routes.getOwnData, {});
    expect(exports).toHaveLength(1);
  });

  it('is nobody else’s: who acts for somebody can neither export it nor close the account', async () => {
    const guardian = await verifiedCitizen(node);
    const { acting } = await addChild(node, guardian);
    const body = { code: '123456' };
    expect(await problemOf(acting.call(routes.exportOwnData, { body }))).toBe('not-for-others');
    expect(await problemOf(acting.call(routes.closeAccount, { body }))).toBe('not-for-others');
  });
});

describe('closing an account', () => {
  it('waits some days, can be taken back, and changes nothing until then', async () => {
    const her = await citizenWithCode(node);
    const closure = await close(her);
    expect(Date.parse(closure.dueAt) - Date.parse(closure.askedAt)).toBe(7 * day * 1000);
    expect((await close(her)).closureId).toBe(closure.closureId);
    await federation.pass(6 * day);
    expect((await her.client.call(routes.getOwnData, {})).closure).toMatchObject({ closureId: closure.closureId });
    await her.client.call(routes.keepAccount, {});
    await federation.pass(3 * day);
    expect((await her.client.call(routes.getOwnData, {})).closure).toBeNull();
    const kinds = (await inboxOf(her)).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['closure-asked', 'closure-withdrawn']));
  });

  it('is no way out of a measure: it waits for the end, says so, and can be taken back', async () => {
    const her = await contactSince(ago(node, day));
    const { colour } = await her.client.call(routes.getHealthInformation, {});
    expect(['yellow', 'red']).toContain(colour);
    const before = await her.client.call(routes.getOwnData, {});
    expect(before.closing.measure?.colour).toBe(colour);
    expect((await close(her)).waitsFor).toBe('measure');
    const personId = await personIdOf(node, her);
    // As at the end of the days: the measure still holds.
    await sql`update account_closure set due_at = ${node.clock.now()} where person_id = ${personId}`.execute(
      node.context.db,
    );
    await node.tick('own-data.closures');
    const { closure } = await her.client.call(routes.getOwnData, {});
    expect(closure).toMatchObject({ waitsFor: 'measure', begunAt: null });
    expect((await inboxOf(her)).map(({ kind }) => kind)).toContain('closure-waits');
    await her.client.call(routes.keepAccount, {});
  });

  it('leaves nothing of her in any table, tells who has to know, and gives a receipt [W12]', async () => {
    const { her, adult, child, away, conversionId, state } = await full();
    expect(state).toBe('approved');
    const personId = await personIdOf(node, her);
    const { account_id: accountId } = await node.context.db
      .selectFrom('account')
      .select('account_id')
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow();
    const { seal, db } = node.context;
    const salts = async () =>
      Number(
        (await sql<{ n: number }>`select count(*)::int as n from log_commitment where salt <> ''`.execute(db)).rows[0]
          ?.n,
      );
    const before = await salts();
    const { closureId } = await close(her);
    await federation.pass(7 * day + 60);
    for (let turn = 0; turn < 4; turn += 1) await federation.pass(61);
    const dump = await dumpTables(db);
    const traces = {
      name: her.person.name,
      document: her.person.documentNumber,
      phone: her.person.phone,
      person: personId,
      account: accountId,
      'index of the phone': seal.index('phone', her.person.phone).toString('hex'),
      'index of the document': seal.index('document', `10:${her.person.documentNumber}`).toString('hex'),
    };
    for (const [what, trace] of Object.entries(traces)) {
      const lines = dump.split('\n').filter((line) => line.includes(trace));
      expect(lines, what).toEqual([]);
    }
    expect(await salts()).toBeLessThan(before);
    // Her family is told and finds its own things as before.
    const again = await adultHerself(node, adult);
    expect((await inboxOf(again)).map(({ kind }) => kind)).toContain('acting-ended');
    await again.client.call(routes.listGuardians, {});
    expect(dump).not.toContain(child.documentNumber);
    // At the other province what was converted has ended.
    const converted = await away.client.call(routes.getConversion, { params: { conversionId } });
    expect(converted.state).toBe('approved');
    expect(await problemOf(away.client.call(routes.getCode, {}))).toBe('code-missing');
    // The receipt says how much, and not whose; it is signed and the log has its digest.
    const receipt = await node.client.call(routes.checkCertificate, { params: { certificateId: closureId } });
    expect(receipt).toMatchObject({ kind: 'closure', stands: true });
    expect(receipt.text.zh).toContain('注销回执');
    expect(await isSigned(receipt.jws)).toBe(true);
    const claims = JSON.parse(Buffer.from(receipt.jws.split('.')[1]!, 'base64url').toString()) as schemas.ClosureClaims;
    expect(claims.destroyed).toMatchObject({ person: 1, account: 1, decision: expect.any(Number) as number });
    expect(JSON.stringify(claims)).not.toContain(personId);
    // She can come back as anybody can.
    const token = await signIn(node, her.person.phone);
    const fresh = await node.client.as(token).call(routes.getMe, {});
    expect(fresh.verified).toBe(false);
  });

  it('keeps what staff did, with no way back to whose it was, and destroys an appeal with its papers [W12]', async () => {
    const her = await contactSince(ago(node, day));
    const { appealId } = await file(her);
    const content = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n').toString('base64');
    await her.client.call(routes.addAppealAttachment, { params: { appealId }, body: { content } });
    const officer = await hire(node, { role: 'hotline' });
    const reference = 'HL-20261124-0777';
    const { documentNumber, name } = her.person;
    await officer.client.call(routes.lookUpPerson, {
      body: { documentType: '10', documentNumber, purpose: 'hotline-call', reference },
    });
    const personId = await personIdOf(node, her);
    const papers = await exported(her);
    expect(rowsOf(papers, 'appeal')).toHaveLength(1);
    expect(rowsOf(papers, 'appeal_attachment')[0]!['content']).toBe(content);
    expect(rowsOf(papers, 'access_record')[0]).toMatchObject({ role: 'hotline', reference });
    const { db, clock, province, config } = node.context;
    const closure = { personId, closureId: randomUUID(), askedAt: clock.now() };
    const claims = await transact(db, (tx) => destroyPerson(tx, { clock, province, config }, closure));
    expect(claims.kept).toMatchObject([{ table: 'access_record', rows: 1 }]);
    const dump = await dumpTables(db);
    for (const trace of [personId, name, documentNumber, her.person.phone, appealId]) {
      expect(
        dump.split('\n').filter((line) => line.includes(trace)),
        trace,
      ).toEqual([]);
    }
    expect(dump).toContain(reference);
  });

  it('stopped at its last step has destroyed nothing, and goes on afterwards', async () => {
    const her = await citizenWithCode(node);
    const { closureId } = await close(her);
    const { db } = node.context;
    await sql`create function stop() returns trigger language plpgsql as $$ begin raise 'power cut'; end $$`.execute(
      db,
    );
    await sql`create trigger stop before insert on closure_receipt execute function stop()`.execute(db);
    node.clock.forward(7 * day + 60);
    // It begins; she is told.
    await node.tick('own-data.closures');
    await node.tick('notification.deliver');
    node.clock.forward(61);
    await expect(node.tick('own-data.closures')).rejects.toThrow('power cut');
    expect(await personIdOf(node, her)).toBeTruthy();
    await sql`drop trigger stop on closure_receipt`.execute(db);
    node.clock.forward(61);
    await node.tick('own-data.closures');
    await expect(personIdOf(node, her)).rejects.toThrow('no result');
    await node.tick('own-data.closures');
    const receipt = await node.client.call(routes.checkCertificate, { params: { certificateId: closureId } });
    expect(receipt.kind).toBe('closure');
  });

  it('gives no receipt for a number that nobody was given', async () => {
    const asked = node.client.call(routes.checkCertificate, { params: { certificateId: randomUUID() } });
    expect(await problemOf(asked)).toBe('not-found');
  });
});

async function isSigned(jws: string): Promise<boolean> {
  const [header = '', payload = '', signature = ''] = jws.split('.');
  const keys = await node.context.signer.publicKeys();
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
  const key = keys.find((each) => each.kid === kid);
  if (key === undefined) return false;
  const point = Buffer.from(key.publicKey, 'base64url');
  const [x, y] = [point.subarray(0, 32).toString('base64url'), point.subarray(32).toString('base64url')];
  const jwk = { kty: 'EC', crv: 'P-256', x, y };
  return verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    { key: jwk as never, format: 'jwk', dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
}
