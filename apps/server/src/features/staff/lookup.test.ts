import { accessPurposes, accessSubjects, routes, type AccessPurpose, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citizenWithCode, verifiedCitizen, type Citizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { hire, password, staffAccount, type Staff } from '../../../test/staff.ts';
import { dumpTables } from '../../../test/tables.ts';

let node: TestNode;
let citizen: Citizen;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  citizen = await citizenWithCode(node, inventPerson('140105', '王秀英'));
});
afterAll(() => node.close());

const lookUp = (
  { client }: Pick<Staff, 'client'>,
  documentNumber: string,
  purpose: AccessPurpose = 'hotline-call',
  reference = 'HL-20261124-0001',
): Promise<schemas.PersonLookedUp> =>
  client.call(routes.lookUpPerson, { body: { documentType: '10', documentNumber, purpose, reference } });

const recordsOf = async ({ client }: Citizen) => (await client.call(routes.listAccessRecords, {})).records;
const nobody = { found: false, person: null };

describe('a look-up of a person', () => {
  it('shows the hotline colour, rules, code and applications, masked name and last four, and no more', async () => {
    const { found, person } = await lookUp(await hire(node, { role: 'hotline' }), citizen.person.documentNumber);
    expect(found).toBe(true);
    expect(person).toEqual({
      maskedName: '王*英',
      documentType: '10',
      lastFour: citizen.person.documentNumber.slice(-4),
      colour: 'green',
      reasons: ['sx-g-no-ground'],
      codeValidUntil: expect.stringMatching(/^2026-12-01T/),
      applications: [],
    });
  });

  it('shows the health-data office the facts', async () => {
    const staff = await hire(node, { role: 'health-data' });
    const { person } = await lookUp(staff, citizen.person.documentNumber, 'case-investigation');
    expect(Object.keys(person ?? {}).toSorted()).toEqual(['documentType', 'facts', 'lastFour', 'maskedName']);
    expect(person?.facts?.map(({ kind }) => kind)).toContain('health-declaration');
  });

  it('shows the community where somebody lives and whether there is a telephone, not which', async () => {
    const staff = await hire(node, { role: 'community' });
    const { person } = await lookUp(staff, citizen.person.documentNumber, 'community-service');
    expect(person).toMatchObject({ division: '140105', hasPhone: true });
    expect(Object.keys(person ?? {}).toSorted()).toEqual([
      'division',
      'documentType',
      'hasPhone',
      'lastFour',
      'maskedName',
    ]);
  });

  it.each(['hotline', 'community', 'reviewer', 'health-data'] as const)(
    'never shows number, name or phone in full: %s',
    async (role) => {
      const [purpose] = Object.entries(accessPurposes).find(([, { roles }]) => roles.some((one) => one === role))!;
      const staff = await hire(node, { role });
      const answer = JSON.stringify(await lookUp(staff, citizen.person.documentNumber, purpose as AccessPurpose));
      const { documentNumber, name, phone } = citizen.person;
      for (const secret of [documentNumber, name, phone, phone.slice(-4)]) expect(answer).not.toContain(secret);
    },
  );

  it('answers for nobody, for another division and for what is no document alike', async () => {
    const elsewhere = await hire(node, { role: 'hotline', division: '140200' });
    const here = await hire(node, { role: 'hotline' });
    expect(await lookUp(elsewhere, citizen.person.documentNumber)).toEqual(nobody);
    expect(await lookUp(here, inventPerson().documentNumber)).toEqual(nobody);
    expect(await lookUp(here, '11111')).toEqual(nobody);
  });

  it('of somebody who lives in another province takes staff of the whole province', async () => {
    const visitor = await verifiedCitizen(node, inventPerson('370102'));
    const city = await hire(node, { role: 'hotline' });
    const province = await hire(node, { role: 'hotline', division: '140000' });
    expect(await lookUp(city, visitor.person.documentNumber)).toEqual(nobody);
    expect((await lookUp(province, visitor.person.documentNumber)).found).toBe(true);
  });

  it('is for a purpose of one’s role only', async () => {
    const staff = await hire(node, { role: 'hotline' });
    const attempt = (purpose: AccessPurpose) => problemOf(lookUp(staff, citizen.person.documentNumber, purpose));
    expect(await attempt('case-investigation')).toBe('invalid-input');
    expect(await attempt('hotline-call')).toBe('none');
  });

  it.each(['', '王秀英', '140105195001019966', '15410000001', 'x'.repeat(41)])(
    'needs the number of a call, ticket or file, which no person’s number is: %s',
    async (reference) => {
      const staff = await hire(node, { role: 'hotline' });
      const answer = problemOf(lookUp(staff, citizen.person.documentNumber, 'hotline-call', reference));
      expect(await answer).toBe('invalid-input');
    },
  );

  it('can be made sixty times an hour by one member of staff, found or not, at whatever moment', async () => {
    const account = staffAccount({ role: 'hotline' });
    const staff = await hire(node, account);
    const somebody = inventPerson().documentNumber;
    const all = Array.from({ length: 62 }, () => problemOf(lookUp(staff, somebody)));
    expect((await Promise.all(all)).filter((answer) => answer === 'too-many-lookups')).toHaveLength(2);
    const busy = lookUp(staff, somebody);
    await expect(busy).rejects.toMatchObject({ problem: { retryAfterSeconds: hour } });
    expect(await problemOf(lookUp(await hire(node, { role: 'hotline' }), somebody))).toBe('none');
    node.clock.forward(hour);
    const { token } = await node.client.call(routes.staffSignIn, { body: { username: account.username, password } });
    expect(await problemOf(lookUp({ client: node.client.as(token) }, somebody))).toBe('none');
  });
});

describe('an access record', () => {
  it('is shown to the person: when, which role of which division, what for, what was seen, but no name', async () => {
    const known = await verifiedCitizen(node);
    const staff = await hire(node, { role: 'community' });
    await lookUp(staff, known.person.documentNumber, 'community-service', 'TY-2026-0042');
    const records = await recordsOf(known);
    expect(records).toEqual([
      {
        accessId: expect.any(String),
        at: expect.stringMatching(/\+08:00$/),
        role: { code: 'community', name: { zh: '社区', en: 'community' } },
        division: '140100',
        purpose: { code: 'community-service', name: { zh: '社区服务', en: 'service of the community' } },
        seen: (['identity', 'division', 'contact'] as const).map((code) => ({ code, name: accessSubjects[code] })),
        reference: 'TY-2026-0042',
      },
    ]);
    expect(JSON.stringify(records)).not.toContain(staff.staffId);
    expect(await recordsOf(await verifiedCitizen(node))).toEqual([]);
  });

  it('is not made when nobody was shown', async () => {
    const known = await verifiedCitizen(node);
    await lookUp(await hire(node, { role: 'hotline', division: '140200' }), known.person.documentNumber);
    expect(await recordsOf(known)).toEqual([]);
  });

  it('is proved by the log, so that nobody can drop or change it unseen', async () => {
    const known = await verifiedCitizen(node);
    const staff = await hire(node, { role: 'hotline' });
    await lookUp(staff, known.person.documentNumber);
    await node.tick('transparency.sequence');
    const [record] = await recordsOf(known);
    const proof = await known.client.call(routes.getDecisionProof, { params: { subjectId: record!.accessId } });
    const { pseudonym } = await staff.client.call(routes.getOwnStaffAccount, {});
    expect(proof.kind).toBe('access');
    expect(JSON.parse(proof.value)).toEqual({
      accessId: record!.accessId,
      at: node.clock.now().toISOString(),
      staff: pseudonym,
      role: 'hotline',
      division: '140100',
      purpose: 'hotline-call',
      seen: ['identity', 'colour', 'reasons', 'code', 'applications'],
      reference: 'HL-20261124-0001',
    });
    const other = await verifiedCitizen(node);
    const theirs = other.client.call(routes.getDecisionProof, { params: { subjectId: record!.accessId } });
    expect(await problemOf(theirs)).toBe('not-found');
  });

  it('and a look-up in vain hold no document number', async () => {
    const staff = await hire(node, { role: 'hotline' });
    const { documentNumber } = inventPerson();
    await lookUp(staff, documentNumber);
    expect(await dumpTables(node.context.db)).not.toContain(documentNumber);
  });
});

describe('an audit', () => {
  it('shows who looked at whom and who looked in vain, and people under one pseudonym each', async () => {
    const [known, other] = [await verifiedCitizen(node), await verifiedCitizen(node)];
    const staff = await hire(node, { role: 'hotline' });
    for (const { person } of [known, known, other]) await lookUp(staff, person.documentNumber);
    await lookUp(staff, inventPerson().documentNumber);
    const { client } = await hire(node, { role: 'auditor' });
    const { records, lookups } = await client.call(routes.auditAccessRecords, { query: { staffId: staff.staffId } });
    expect(records.map(({ purpose, reference, role }) => [purpose, reference, role])).toEqual(
      Array.from({ length: 3 }, () => ['hotline-call', 'HL-20261124-0001', 'hotline']),
    );
    expect(lookups.filter(({ found }) => !found)).toHaveLength(1);
    const seen = new Map<string, number>();
    for (const { person } of records) seen.set(person, (seen.get(person) ?? 0) + 1);
    expect(new Set(seen.values())).toEqual(new Set([1, 2]));
    const people = await node.context.db.selectFrom('person').select('person_id').execute();
    for (const { person_id: id } of people) expect(JSON.stringify(records)).not.toContain(id);
  });

  it('can be narrowed to a time', async () => {
    const staff = await hire(node, { role: 'hotline' });
    const instants: string[] = [];
    for (let turn = 0; turn < 3; turn++) {
      instants.push(node.clock.now().toISOString());
      await lookUp(staff, citizen.person.documentNumber);
      node.clock.forward(minute);
    }
    const { client } = await hire(node, { role: 'auditor' });
    const query = { staffId: staff.staffId, from: instants[1]!, to: instants[1]! };
    const { records, lookups } = await client.call(routes.auditAccessRecords, { query });
    expect([records.length, lookups.length]).toEqual([1, 1]);
    expect(new Date(records[0]!.at).toISOString()).toBe(instants[1]);
  });
});
