import { routes, type Client, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimOf, colourOf, declaredCitizen, pledgeOf, signIn, verifiedCitizen, well } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { matchIdentities } from './people.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

let made = 0;
/** Puts a document into the exit-entry registry; the same owner, the same person. */
function hold(claim: Partial<schemas.IdentityClaim> & { owner: string }): schemas.IdentityClaim {
  made += 1;
  const held = {
    documentType: '20' as const,
    documentNumber: String(100_000_000 + made),
    name: 'ERIKSSON ANNA MARIA',
    ...(claim.documentType === undefined || claim.documentType === '20' ? { issuingCountry: 'UTO' } : {}),
    ...claim,
  };
  const { owner, ...asked } = held;
  const country = asked.documentType === '20' ? `${asked.issuingCountry}:` : '';
  const number = asked.documentType === '14' ? asked.documentNumber.slice(0, 9) : asked.documentNumber;
  node.sources.documents.set(`${asked.documentType}:${country}${number}`, { ...held, owner });
  return asked;
}

const verify = (client: Client, body: schemas.IdentityClaim) => client.call(routes.verifyIdentity, { body });
const anybody = async (phone = inventPerson().phone) => node.client.as(await signIn(node, phone));

describe('a person with another document', () => {
  it.each<[schemas.IdentityClaim['documentType'], string, string]>([
    ['14', 'H1111111101', '1111'],
    ['15', '22222222', '2222'],
    ['16', '3333333333(B)', '333B'],
    ['20', 'L898902C3', '02C3'],
    ['34', 'CAN110081041818', '1818'],
  ])('of type %s is verified by the exit-entry registry', async (documentType, documentNumber, lastFour) => {
    const claim = hold({ documentType, documentNumber: documentNumber.replaceAll(/[()]/g, ''), owner: documentType });
    const me = await verify(await anybody(), { ...claim, documentNumber });
    expect(me).toMatchObject({ verified: true, documentType, lastFour, maskedName: 'E** A** M**', residence: null });
  });

  it('may write the name as she likes, but not another name', async () => {
    const claim = hold({ owner: 'spelling' });
    const client = await anybody();
    expect(await problemOf(verify(client, { ...claim, name: 'Anna Eriksson' }))).toBe('identity-mismatch');
    expect(await problemOf(verify(client, { ...claim, name: 'Anna-Maria  Eriksson' }))).toBe('none');
  });

  it('declares and gets a colour, with a foreign phone as well', async () => {
    const client = await anybody('+447700900123');
    await verify(client, hold({ owner: 'traveller' }));
    const pledge = pledgeOf(node);
    await client.call(routes.declareHealth, { body: { answers: well, pledge } });
    await client.call(routes.declareItinerary, { body: { stays: [], pledge } });
    await node.settle();
    expect(await colourOf({ client, person: inventPerson() })).toBe('green');
    expect((await client.call(routes.getMe, {})).maskedPhone).toBe('+44****123');
  });

  it('concludes nothing while the registry is down', async () => {
    const claim = hold({ owner: 'down' });
    const client = await anybody();
    node.sources.down.add('exit-entry');
    expect(await problemOf(verify(client, claim))).toBe('registry-unavailable');
    node.sources.down.delete('exit-entry');
    expect(await problemOf(verify(client, claim))).toBe('none');
  });
});

describe('a number that cannot exist', () => {
  const errorsOf = async (body: schemas.IdentityClaim) => {
    const client = await anybody();
    const { message } = await verify(client, body).then(
      () => ({ message: '' }),
      (error: { problem: schemas.Problem }) => ({ message: JSON.stringify(error.problem) }),
    );
    expect(message).not.toContain(body.documentNumber);
    return (JSON.parse(message) as schemas.Problem).errors;
  };

  it.each<[string, string, schemas.IdentityClaim]>([
    ['length', '/body/documentNumber', { documentType: '15', documentNumber: '1234567', name: '陈大文' }],
    ['characters', '/body/documentNumber', { documentType: '14', documentNumber: 'X12345678', name: '陈大文' }],
    [
      'check-character',
      '/body/documentNumber',
      { documentType: '10', documentNumber: '110105194912310021', name: '王芳' },
    ],
    ['birth-date', '/body/documentNumber', { documentType: '10', documentNumber: '110105194902300021', name: '王芳' }],
    ['issuing-country', '/body/issuingCountry', { documentType: '20', documentNumber: 'L898902C3', name: 'ANNA LEE' }],
  ])('is told what is wrong, %s, in a sentence and without the number', async (rule, path, claim) => {
    const errors = await errorsOf(claim);
    expect(errors).toMatchObject([{ path, rule }]);
    expect(errors?.[0]?.text?.zh).toMatch(/。$/);
    expect(errors?.[0]?.text?.en).toMatch(/\.$/);
  });

  it('is told so of a scan that was misread or is of another passport', async () => {
    // The specimen of ICAO Doc 9303-4.
    const mrz = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10';
    const claim = hold({ documentNumber: 'L898902C3', owner: 'scanned' });
    expect(await errorsOf({ ...claim, mrz: mrz.replace('740812', '740813') })).toMatchObject([
      { path: '/body/mrz', rule: 'check-digit' },
    ]);
    expect(await errorsOf({ ...claim, documentNumber: 'L898902C4', mrz })).toMatchObject([
      { path: '/body/mrz', rule: 'another-document' },
    ]);
    expect(await errorsOf({ ...claim, issuingCountry: 'SWE', mrz })).toMatchObject([{ rule: 'another-document' }]);
  });

  it('and a name that is none are not asked about', async () => {
    node.sources.down.add('exit-entry');
    const client = await anybody();
    const claim = { ...hold({ owner: 'name' }), name: 'ANNA 2' };
    expect(await problemOf(verify(client, claim))).toBe('name-invalid');
    node.sources.down.delete('exit-entry');
  });
});

describe('several documents of one person', () => {
  it('are added where the registry knows that they are hers', async () => {
    const { person, client } = await verifiedCitizen(node);
    const passport = hold({ issuingCountry: 'CHN', documentNumber: 'E00000001', owner: 'wang' });
    hold({ ...claimOf(person), owner: 'wang' });
    const { documents } = await client.call(routes.addDocument, { body: passport });
    expect(documents).toMatchObject([
      { documentType: '10', maskedName: '王*英', shown: true, renewed: false },
      { documentType: '20', maskedName: 'E** A** M**', lastFour: '0001', shown: false, renewed: false },
    ]);
    const chosen = documents[1]?.documentId ?? '';
    await client.call(routes.showDocument, { body: { documentId: chosen } });
    expect(await client.call(routes.getMe, {})).toMatchObject({ documentType: '20', lastFour: '0001' });
  });

  it('bring the residence with the resident number', async () => {
    const person = inventPerson('140105');
    node.sources.admit(person);
    hold({ ...claimOf(person), owner: 'came home' });
    const client = await anybody();
    await verify(client, hold({ issuingCountry: 'CHN', documentNumber: 'E00000010', owner: 'came home' }));
    expect((await client.call(routes.getMe, {})).residence).toBeNull();
    await client.call(routes.addDocument, { body: claimOf(person) });
    expect((await client.call(routes.getMe, {})).residence).toBe('140105');
  });

  it('are not added otherwise, whether they are free or somebody else’s, and the owner is told', async () => {
    const { client } = await verifiedCitizen(node);
    const free = hold({ owner: 'nobody yet' });
    const taken = hold({ owner: 'somebody' });
    const phone = inventPerson().phone;
    await verify(await anybody(phone), taken);
    const add = (body: schemas.IdentityClaim) => problemOf(client.call(routes.addDocument, { body }));
    expect(await add(free)).toBe('already-verified');
    expect(await add(taken)).toBe('already-verified');
    await node.settle();
    expect(node.sources.sent.filter(({ to, text }) => to === phone && text.includes('另一部手机'))).toHaveLength(1);
    const { documents } = await client.call(routes.listDocuments, {});
    expect(documents).toHaveLength(1);
  });

  it('cannot be chosen from another person', async () => {
    const [mine, hers] = [await verifiedCitizen(node), await verifiedCitizen(node)];
    const { documents } = await hers.client.call(routes.listDocuments, {});
    const choose = mine.client.call(routes.showDocument, { body: { documentId: documents[0]?.documentId ?? '' } });
    expect(await problemOf(choose)).toBe('not-found');
  });

  it('and their records in any of them count', async () => {
    const { person, client } = await declaredCitizen(node);
    const passport = hold({ issuingCountry: 'CHN', documentNumber: 'E00000009', owner: 'case' });
    hold({ ...claimOf(person), owner: 'case' });
    await client.call(routes.addDocument, { body: passport });
    expect(await colourOf({ client, person })).toBe('green');
    node.sources.records.set('E00000009', [
      { kind: 'case', state: 'confirmed', since: node.clock.now().toISOString() },
    ]);
    await client.call(routes.declareHealth, { body: { answers: well, pledge: pledgeOf(node) } });
    await node.settle();
    expect(await colourOf({ client, person })).toBe('red');
  });
});

describe('a renewed document', () => {
  it('is the same person’s: the new passport is shown, the old one still finds her', async () => {
    const phone = inventPerson().phone;
    const client = await anybody(phone);
    const old = hold({ documentNumber: 'OLD000001', owner: 'renewed' });
    await verify(client, old);
    node.clock.forward(3600);
    const renewed = hold({ documentNumber: 'NEW000002', owner: 'renewed' });
    expect(await verify(client, renewed)).toMatchObject({ lastFour: '0002' });
    const { documents } = await client.call(routes.listDocuments, {});
    expect(documents).toMatchObject([
      { lastFour: '0001', renewed: true, shown: false },
      { lastFour: '0002', renewed: false, shown: true },
    ]);
    const claims = [old, renewed].map(({ name, ...document }) => ({ ...document, name, phone }));
    const [first, second] = await matchIdentities(node.context.db, node.context, claims);
    expect(first).toMatchObject({ match: 'match' });
    expect(second).toEqual(first);
  });

  it('does not hand her over to another phone', async () => {
    await verify(await anybody(), hold({ documentNumber: 'OLD000003', owner: 'moved' }));
    const thief = await anybody();
    const claim = hold({ documentNumber: 'NEW000004', owner: 'moved' });
    expect(await problemOf(verify(thief, claim))).toBe('identity-mismatch');
    expect((await thief.call(routes.getMe, {})).verified).toBe(false);
  });

  it('of Hong Kong is one permit whatever its renewal count', async () => {
    const phone = inventPerson().phone;
    const client = await anybody(phone);
    await verify(client, hold({ documentType: '14', documentNumber: 'H8888888800', name: '陈大文', owner: 'hk' }));
    const renewed = { documentType: '14', documentNumber: 'H8888888801', name: '陈大文' } as const;
    expect(await verify(client, renewed)).toMatchObject({ lastFour: '8888' });
    expect((await client.call(routes.listDocuments, {})).documents).toHaveLength(1);
    expect(await problemOf(verify(await anybody(), renewed))).toBe('identity-mismatch');
  });
});

describe('who only knows a name and a number', () => {
  it('is answered the same to the letter, whether they do not fit or are tied to another phone', async () => {
    const { person } = await verifiedCitizen(node);
    const prober = await anybody();
    const answerTo = async (body: schemas.IdentityClaim) =>
      verify(prober, body).then(
        () => 'let in',
        (error: { problem: schemas.Problem }) => JSON.stringify(error.problem),
      );
    const tied = await answerTo(claimOf(person));
    expect(await answerTo({ ...claimOf(person), name: '王秀芳' })).toBe(tied);
    expect(await answerTo(claimOf(inventPerson()))).toBe(tied);
  });

  it('is reported to the owner, once a day, without a name or a number', async () => {
    const { person } = await verifiedCitizen(node);
    const prober = await anybody();
    const notices = () =>
      node.sources.sent.filter(({ to, text }) => to === person.phone && text.includes('另一部手机'));
    await problemOf(verify(prober, { ...claimOf(person), name: '王秀芳' }));
    await node.settle();
    expect(notices()).toHaveLength(0);
    for (let turn = 0; turn < 3; turn++) await problemOf(verify(prober, claimOf(person)));
    await node.settle();
    expect(notices()).toHaveLength(1);
    expect(notices()[0]?.text).not.toContain(person.name);
    expect(notices()[0]?.text).not.toContain(person.documentNumber);
    node.clock.forward(86_400);
    await problemOf(verify(prober, claimOf(person)));
    await node.settle();
    expect(notices()).toHaveLength(2);
  });
});
