import { randomUUID } from 'node:crypto';
import { routes } from '@tongxing/contract';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ago, colourOf, declaredCitizen, type Citizen } from '../../../test/citizen.ts';
import { contactList } from '../../../test/colouring.ts';
import { problemOf } from '../../../test/inject.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { countRows, dumpTables } from '../../../test/tables.ts';
import { personIdOf } from '../../../test/told.ts';
import type { Staff } from '../../../test/staff.ts';
import { hireSender, natTable, sendTable, type Sender } from '../../../test/upload.ts';

let node: TestNode;
let sender: Sender;
let citizen: Citizen;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
  sender = await hireSender(node, '140100');
  citizen = await declaredCitizen(node);
});
afterEach(() => node.close());

const numberOf = ({ person }: Citizen) => person.documentNumber;

/** What has been uploaded about a person and stands. */
async function uploaded(about: Citizen = citizen) {
  const rows = await node.context.db
    .selectFrom('fact')
    .select(['kind', 'source', 'data'])
    .where('person_id', '=', await personIdOf(node, about))
    .where('within', '=', 'upload')
    .where('superseded_by', 'is', null)
    .orderBy(sql`data ->> 'tube'`)
    .execute();
  return rows.map(({ kind, source, data }) => ({ kind, source, ...(data as object) }));
}

const none = { new: 0, corrected: 0, unchanged: 0, outdated: 0, withdrawn: 0, waiting: 0, held: 0, refused: 0 };

describe('an uploaded result', () => {
  it('is a fact about the person, with tube and method', async () => {
    const table = natTable({ documentNumber: numberOf(citizen), result: '阳性', tube: 'A17' });
    const receipt = await sendTable(node, sender, table);
    expect(receipt).toMatchObject({ state: 'done', rows: 1, counts: { ...none, new: 1 }, faults: [] });
    expect(await uploaded()).toEqual([
      {
        kind: 'nat',
        source: 'nat-laboratory',
        result: 'positive',
        sampledAt: '2026-11-23T08:00:00+08:00',
        reportedAt: '2026-11-23T20:00:00+08:00',
        institution: '太原市中心医院',
        method: 'single',
        tube: 'A17',
      },
    ]);
  });

  it('of a tube of ten names everybody in it', async () => {
    const others = [await declaredCitizen(node), await declaredCitizen(node)];
    const members = [citizen, ...others].map(numberOf).join('、');
    const header = '同管人员,检测结果,采样时间,检测机构,检测方式,采样管号';
    const receipt = await sendTable(node, sender, `${header}\n${members},阳性,2026/11/23 8:00,甲实验室,10混1,M1\n`);
    expect(receipt).toMatchObject({ rows: 1, counts: { ...none, new: 3 } });
    for (const member of [citizen, ...others]) {
      expect(await uploaded(member)).toMatchObject([{ result: 'positive', method: 'pool', tube: 'M1' }]);
    }
  });

  it('stands until the same laboratory tells another of the same tube', async () => {
    await sendTable(node, sender, natTable({ documentNumber: numberOf(citizen) }));
    const corrected = natTable({ documentNumber: numberOf(citizen), result: '阳性', reportedAt: '2026-11-23 22:00' });
    expect((await sendTable(node, sender, corrected)).counts).toEqual({ ...none, corrected: 1 });
    expect(await uploaded()).toMatchObject([{ result: 'positive' }]);
    await sendTable(node, sender, natTable({ documentNumber: numberOf(citizen), tube: 'T002' }));
    expect((await uploaded()).map((fact) => 'result' in fact && fact.result)).toEqual(['positive', 'negative']);
  });

  it('is taken back by a row that says so', async () => {
    const table = natTable({ documentNumber: numberOf(citizen) });
    await sendTable(node, sender, table);
    const [header = '', row = ''] = table.split('\n');
    const receipt = await sendTable(node, sender, `${header},作废\n${row},作废\n`);
    expect(receipt.counts).toEqual({ ...none, withdrawn: 1 });
    expect(await uploaded()).toEqual([]);
  });
});

describe('when a source last sent a file', () => {
  const uploadedAt = async () => {
    const { sources } = await node.client.call(routes.getSources, {});
    return sources.find(({ source }) => source === 'nat-laboratory')?.lastUploadAt;
  };

  it('is public from its first good row, and a file without one does not count', async () => {
    await sendTable(node, sender, natTable({ documentNumber: '1' }));
    expect(await uploadedAt()).toBeNull();
    await sendTable(node, sender, natTable({ documentNumber: numberOf(citizen) }));
    expect(await uploadedAt()).toBe('2026-11-24T08:00:00+08:00');
  });
});

describe('what comes twice counts once', () => {
  it('the same file under the same id and under another has the receipt of the first', async () => {
    const table = natTable({ documentNumber: numberOf(citizen) }, { documentNumber: '3.7E+17' });
    const uploadId = randomUUID();
    const first = await sendTable(node, sender, table, { uploadId });
    node.clock.forward(60);
    const facts = await countRows(node.context.db);
    expect(await sendTable(node, sender, table, { uploadId })).toEqual(first);
    expect(await sendTable(node, sender, table)).toEqual(first);
    const after = await countRows(node.context.db);
    expect([after['public.fact'], after['public.pending_statement']]).toEqual([
      facts['public.fact'],
      facts['public.pending_statement'],
    ]);
  });

  it('a row of another file changes nothing, also where a spreadsheet took the zeros from its tube', async () => {
    await sendTable(node, sender, natTable({ documentNumber: numberOf(citizen), tube: '000123' }));
    const again = natTable(
      { documentNumber: numberOf(citizen), tube: '000123' },
      { documentNumber: numberOf(citizen), tube: '000124' },
    );
    expect((await sendTable(node, sender, again)).counts).toEqual({ ...none, new: 1, unchanged: 1 });
    expect(await uploaded()).toHaveLength(2);
    const cut = natTable({ documentNumber: numberOf(citizen), tube: '123', reportedAt: '2026-11-23 21:00' });
    expect((await sendTable(node, sender, cut)).counts).toEqual({ ...none, corrected: 1 });
    expect(await uploaded()).toHaveLength(2);
  });

  it('an old file does not bring back what was corrected, whether it is the same or holds the row among others', async () => {
    const old = natTable({ documentNumber: numberOf(citizen) });
    await sendTable(node, sender, old);
    // The correction has the time of report of the first.
    await sendTable(node, sender, natTable({ documentNumber: numberOf(citizen), result: '阳性' }));
    await sendTable(node, sender, old);
    expect(await uploaded()).toMatchObject([{ result: 'positive' }]);
    const among = natTable({ documentNumber: numberOf(citizen) }, { documentNumber: numberOf(citizen), tube: 'T9' });
    expect((await sendTable(node, sender, among)).counts).toEqual({ ...none, new: 1, outdated: 1 });
    const earlier = natTable({ documentNumber: numberOf(citizen), reportedAt: '2026-11-23 10:00' });
    expect((await sendTable(node, sender, earlier)).counts).toEqual({ ...none, outdated: 1 });
    expect(await uploaded()).toMatchObject([{ result: 'positive' }, { tube: 'T9' }]);
  });

  it('an id that belongs to another kind or division is refused', async () => {
    const uploadId = randomUUID();
    const table = natTable({ documentNumber: numberOf(citizen) });
    await sendTable(node, sender, table, { uploadId });
    const other = sendTable(node, sender, table, { uploadId, division: '140105' });
    expect(await problemOf(other)).toBe('upload-of-another');
  });
});

describe('a bad row', () => {
  it('costs itself, and the receipt says where it is and what helps, without the number', async () => {
    const wrong = `${numberOf(citizen).slice(0, 15)}000`;
    const table = natTable({ documentNumber: wrong }, { documentNumber: numberOf(citizen) });
    const receipt = await sendTable(node, sender, table);
    expect(receipt.counts).toEqual({ ...none, new: 1, refused: 1 });
    expect(receipt.faults).toMatchObject([{ row: 2, column: '证件号码', fault: 'document-digits-lost' }]);
    const { uploadId } = receipt;
    const bytes = await node.client.as(sender.token).call(routes.getUploadFaults, { params: { uploadId } });
    const csv = Buffer.from(bytes).toString();
    expect(csv.split('\r\n')).toHaveLength(3);
    expect(csv).toContain('"2","证件号码","document-digits-lost"');
    for (const text of [csv, JSON.stringify(receipt)]) expect(text).not.toContain(wrong.slice(6));
  });

  it('past the ten thousandth is counted and no longer listed', async () => {
    const rows = Array.from({ length: 10_050 }, () => ({ documentNumber: '1' }));
    const receipt = await sendTable(node, sender, natTable(...rows));
    expect([receipt.counts.refused, receipt.faultsKept, receipt.faults.length]).toEqual([10_050, 10_000, 100]);
  });

  it('makes no upload when the file is no table at all', async () => {
    const before = await countRows(node.context.db);
    expect(await problemOf(sendTable(node, sender, Buffer.from('PK\u0003\u0004............')))).toBe(
      'upload-is-workbook',
    );
    expect(await problemOf(sendTable(node, sender, '姓名,年龄\n王秀英,30\n'))).toBe('upload-columns-missing');
    expect(await problemOf(sendTable(node, sender, ''))).toBe('upload-empty');
    expect(await countRows(node.context.db)).toEqual(before);
  });
});

describe('who is not registered yet', () => {
  const newcomer = () => inventPerson('140105');

  it('is waited for: the result is sealed, and counts from when she registers and declares', async () => {
    const person = newcomer();
    const table = natTable({ documentNumber: person.documentNumber, result: '阳性' });
    expect((await sendTable(node, sender, table)).counts).toEqual({ ...none, waiting: 1 });
    const stored = await dumpTables(node.context.db);
    expect(stored).not.toContain(person.documentNumber);
    expect(stored.split('public.pending_statement')[1]?.split('public.')[0]).not.toContain('positive');
    const arrived = await declaredCitizen(node, person);
    expect(await uploaded(arrived)).toMatchObject([{ result: 'positive' }]);
    expect((await countRows(node.context.db))['public.pending_statement']).toBe(0);
  });

  it('is told of the corrected result only', async () => {
    const person = newcomer();
    const first = natTable({ documentNumber: person.documentNumber, result: '阳性' });
    await sendTable(node, sender, first);
    await sendTable(node, sender, natTable({ documentNumber: person.documentNumber, reportedAt: '2026-11-23 22:00' }));
    await sendTable(node, sender, `${first}${first.split('\n')[1]}2\n`);
    const arrived = await declaredCitizen(node, person);
    expect((await uploaded(arrived)).map((fact) => 'result' in fact && fact.result)).toEqual(['negative', 'positive']);
  });

  it('is waited for so many days and no longer', async () => {
    const person = newcomer();
    await sendTable(node, sender, natTable({ documentNumber: person.documentNumber }));
    await node.pass(30 * day);
    expect((await countRows(node.context.db))['public.pending_statement']).toBe(0);
    expect(await uploaded(await declaredCitizen(node, person))).toEqual([]);
  });
});

describe('where somebody lives', () => {
  const cases = (documentNumber: string) => `证件号码,状态,日期\n${documentNumber},排除,2026-11-23\n`;

  it('counts for a case state: of somebody from elsewhere the sender learns no more than of a stranger', async () => {
    const elsewhere = await declaredCitizen(node, inventPerson('140213'));
    const stranger = inventPerson('140105');
    for (const documentNumber of [numberOf(elsewhere), stranger.documentNumber]) {
      expect((await sendTable(node, sender, cases(documentNumber), { kind: 'case-state' })).counts).toEqual({
        ...none,
        waiting: 1,
      });
    }
    expect(await uploaded(elsewhere)).toEqual([]);
  });

  it('the province may upload for all of it', async () => {
    const elsewhere = await declaredCitizen(node, inventPerson('140213'));
    const province = await hireSender(node, '140000');
    await sendTable(node, province, cases(numberOf(elsewhere)), { kind: 'case-state' });
    expect(await uploaded(elsewhere)).toMatchObject([{ kind: 'case-state', state: 'none' }]);
  });

  it('does not count for a result: a laboratory tests whoever comes', async () => {
    const elsewhere = await declaredCitizen(node, inventPerson('140213'));
    const receipt = await sendTable(node, sender, natTable({ documentNumber: numberOf(elsewhere) }));
    expect(receipt.counts).toEqual({ ...none, new: 1 });
  });

  it('staff of one city do not upload for another', async () => {
    const table = natTable({ documentNumber: numberOf(citizen) });
    expect(await problemOf(sendTable(node, sender, table, { division: '140200' }))).toBe('not-permitted');
    expect(await problemOf(sendTable(node, sender, table, { division: '140199' }))).toBe('division-unknown');
  });
});

describe('a file of contacts', () => {
  const draftList = (client: Staff['client']) =>
    client.call(routes.createColourList, { body: contactList(node, [inventPerson('140105')]) });
  const contacts = (...rows: string[]) => ['证件号码,最后接触时间,接触类别', ...rows, ''].join('\n');

  it('fills a draft: nobody is coloured before a second person has agreed', async () => {
    const officer = { client: node.client.as(sender.token) };
    const { listId } = await draftList(officer.client);
    const file = contacts(`${numberOf(citizen)},${ago(node, 2 * day)},密切接触者`);
    const receipt = await sendTable(node, sender, file, { kind: 'contacts', listId });
    expect(receipt).toMatchObject({ listId, counts: { ...none, new: 1 } });
    expect((await sendTable(node, sender, file, { kind: 'contacts', listId })).counts).toEqual({ ...none, new: 1 });
    await node.settle();
    expect([await colourOf(citizen), await uploaded()]).toEqual(['green', []]);
    const list = await officer.client.call(routes.previewColourList, { params: { listId } });
    expect(list).toMatchObject({ entries: 2, known: 1, changes: [{ from: 'green', to: 'red', count: 1 }] });
  });

  it('says which rows are of another kind of contact or of long ago', async () => {
    const { listId } = await draftList(node.client.as(sender.token));
    const file = contacts(
      `${inventPerson('140105').documentNumber},${ago(node, 2 * day)},次密接`,
      `${inventPerson('140105').documentNumber},${ago(node, 61 * day)},密接`,
    );
    const { counts, faults } = await sendTable(node, sender, file, { kind: 'contacts', listId });
    expect(counts).toEqual({ ...none, refused: 2 });
    expect(faults).toMatchObject([
      { row: 2, column: '接触类别', fault: 'of-another-list' },
      { row: 3, column: '最后接触时间', fault: 'too-long-ago' },
    ]);
  });

  it('needs a draft of its own division', async () => {
    const file = contacts(`${numberOf(citizen)},${ago(node, 2 * day)},密接`);
    expect(await problemOf(sendTable(node, sender, file, { kind: 'contacts' }))).toBe('upload-list-needed');
    const { listId } = await draftList(node.client.as(sender.token));
    const other = { kind: 'contacts', listId, division: '140105' } as const;
    expect(await problemOf(sendTable(node, sender, file, other))).toBe('not-found');
  });
});
