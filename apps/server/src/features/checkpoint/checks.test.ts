import { randomUUID } from 'node:crypto';
import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolCheckpoint, revoke, signBatch, type Checkpoint } from '../../../test/checkpoint.ts';
import { ago, citizenWithCode } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { show, takeStrips } from '../../../test/phone.ts';
import { hire } from '../../../test/staff.ts';

let node: TestNode;
let door: Checkpoint;
let text: string;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  door = await enrolCheckpoint(node);
  const { client } = await citizenWithCode(node);
  text = await show((await takeStrips(client))[0]!, node.clock.now());
});
afterAll(() => node.close());

type Scan = schemas.ScanBatch['scans'][number];
type Check = schemas.CheckRecord;

const scan = (change: Partial<Scan> = {}): Scan => ({
  scanId: randomUUID(),
  scannedAt: ago(node, hour),
  verdict: 'pass',
  findings: [],
  text,
  ...change,
});
const check = (change: Partial<Check> = {}): Check => ({
  checkId: randomUUID(),
  checkedAt: ago(node, hour),
  shiftId: null,
  scanId: null,
  basis: 'code',
  document: { outcome: 'matches', way: 'by-eye' },
  temperature: 'ordinary',
  verdict: 'pass',
  findings: [],
  ...change,
});
const upload = (batch: Partial<schemas.ScanBatch>, by = door) =>
  by.client.call(routes.uploadScans, { body: signBatch(by, { batchId: randomUUID(), scans: [], ...batch }) });
const stored = ({ checkId }: Check) =>
  node.context.db.selectFrom('door_check').selectAll().where('check_id', '=', checkId).execute();
/** What the node has marked of a check that came with a scan. */
async function marked(change: Partial<Check>, of?: Partial<Scan>, by = door): Promise<boolean> {
  const seen = of && scan(of);
  const record = check({ ...change, ...(seen ? { scanId: seen.scanId } : {}) });
  await upload({ scans: seen ? [seen] : [], checks: [record] }, by);
  const [row] = await stored(record);
  expect(row?.verdict).toBe(record.verdict);
  return row!.findings.includes('verdict-differs');
}

describe('a check at the door [M41]', () => {
  it('is stored as it went, once, however often it comes; of the temperature only whether it was a fever', async () => {
    const seen = scan();
    const record = check({ scanId: seen.scanId, findings: ['foreign-code'], shiftId: randomUUID() });
    const batch = { batchId: randomUUID(), scans: [seen], checks: [record] };
    expect(await upload(batch)).toMatchObject({ received: 1, alreadyKnown: 0 });
    expect(await upload(batch)).toMatchObject({ received: 1, alreadyKnown: 1 });
    const another = check({ scanId: seen.scanId });
    await Promise.all([
      upload({ ...batch, checks: [record, another] }),
      upload({ batchId: randomUUID(), checks: [another, record] }),
    ]);
    expect(await stored(another)).toHaveLength(1);
    const [row, ...more] = await stored(record);
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      scan_id: seen.scanId,
      basis: 'code',
      identity_outcome: 'matches',
      identity_way: 'by-eye',
      temperature: 'ordinary',
      verdict: 'pass',
      findings: ['foreign-code'],
      received_at: node.clock.now(),
    });
  });

  it('without a code comes alone; a batch with nothing in it is refused, and one with an unknown member of a check', async () => {
    const record = check({ basis: 'exemption', findings: ['exempt'], checkedAt: ago(node, 31 * day) });
    expect(await upload({ checks: [record] })).toMatchObject({ received: 0 });
    expect((await stored(record))[0]!.findings).toEqual(['exempt', 'device-clock-wrong']);
    expect(await problemOf(upload({ checks: [] }))).toBe('invalid-input');
    const telling = { ...check(), degrees: 36.5 } as Check;
    expect(await problemOf(upload({ checks: [telling] }))).toBe('invalid-input');
    expect(await problemOf(upload({ checks: [check({ findings: ['A b'] })] }))).toBe('invalid-input');
    expect(await stored(telling)).toEqual([]);
  });

  it('that says pass where the steps of the place cannot is kept and marked', async () => {
    expect(await marked({}, {})).toBe(false);
    expect(await marked({ document: null }, {})).toBe(true);
    expect(await marked({ document: { outcome: 'differs', way: 'by-eye' } }, {})).toBe(true);
    expect(await marked({ temperature: 'not-taken' }, {})).toBe(true);
    expect(await marked({ temperature: 'fever' }, {})).toBe(true);
    expect(await marked({ temperature: 'fever', verdict: 'stop' }, {})).toBe(false);
    expect(await marked({}, { verdict: 'stop', findings: ['colour-red'] })).toBe(true);
    expect(await marked({}, { verdict: 'cannot-tell', findings: ['too-old'] })).toBe(true);
    expect(await marked({ scanId: randomUUID() })).toBe(true);
    expect(await marked({ basis: 'exemption' })).toBe(false);
    expect(await marked({ basis: 'exemption', document: null })).toBe(true);
    expect(await marked({ basis: 'paper-code' }, { verdict: 'cannot-tell', findings: ['paper-needs-document'] })).toBe(
      false,
    );
    expect(await marked({ basis: 'paper-code' }, { verdict: 'stop', findings: ['revoked'] })).toBe(true);
    // Nobody is asked for by document at malls of Shanxi, and nobody is in the lane who was not written down.
    expect(await marked({ basis: 'document' })).toBe(true);
    expect(await marked({ basis: 'manual' })).toBe(true);
  });

  it('is judged by the rule of its place: yellow goes home', async () => {
    const yellow: Partial<Scan> = { verdict: 'stop', findings: ['colour-yellow'] };
    expect(await marked({ findings: ['colour-yellow'] }, yellow)).toBe(true);
    const compound = await enrolCheckpoint(node, '140105', 'compound');
    expect(await marked({ findings: ['colour-yellow'] }, yellow, compound)).toBe(false);
    const { check: rule, venue } = await compound.client.call(routes.getCheckpointProfile, {});
    expect([rule.yellow.verdict, rule.red.verdict, venue.placeType]).toEqual(['pass', 'stop', 'compound']);
  });

  it('of a code that was scanned with a network is known by that scan', async () => {
    const scanId = randomUUID();
    await door.client.call(routes.verifyCode, { body: { scanId, text: 'no code' } });
    expect(await marked({ scanId, checkedAt: ago(node, 0) })).toBe(true);
    expect(await marked({ scanId, checkedAt: ago(node, 0), verdict: 'stop' })).toBe(false);
  });

  it('takes down a test report on paper, and nobody has a fact by it [M55]', async () => {
    const record = check({
      basis: 'exemption',
      paperTest: { sampledAt: ago(node, day), result: 'negative', institution: '迎泽区核酸采样点' },
    });
    const facts = await node.context.db.selectFrom('fact').selectAll().execute();
    await upload({ checks: [record] });
    expect((await stored(record))[0]).toMatchObject({
      paper_sampled_at: new Date(ago(node, day)),
      paper_result: 'negative',
      paper_institution: '迎泽区核酸采样点',
    });
    await node.settle();
    expect(await node.context.db.selectFrom('fact').selectAll().execute()).toEqual(facts);
  });
});

/** Health data staff of the division find it, and only they; it counts as a look-up. */
async function readByOffice(documentNumber: string, checkId: string): Promise<void> {
  const find = async (division: string) => {
    const { client } = await hire(node, { role: 'health-data', division });
    const body = { documentType: '10', documentNumber, purpose: 'case-investigation', reference: 'LD-1' } as const;
    return (await client.call(routes.findRegistrations, { body })).registrations;
  };
  const venue = { name: '虚拟商场东门', placeType: 'mall', division: '140105' };
  expect(await find('140100')).toMatchObject([{ checkId, venue, phone: '19900000011' }]);
  expect(await find('140200')).toEqual([]);
  const lookups = await node.context.db.selectFrom('person_lookup').selectAll().orderBy('division').execute();
  expect(lookups.map(({ division, found }) => [division, found])).toEqual([
    ['140100', true],
    ['140200', false],
  ]);
}

describe('the lane for registration by hand [M55] [M54]', () => {
  it('keeps who came in sealed, for the days of the profile and not a second longer', async () => {
    const { documentNumber, name } = inventPerson('140105');
    const record = check({ basis: 'manual', findings: ['registered-by-hand', 'no-code'] });
    const registration = {
      checkId: record.checkId,
      registeredAt: record.checkedAt,
      documentType: '10',
      documentNumber,
      name,
      phone: '19900000011',
    } as const;
    const batch = { batchId: randomUUID(), checks: [record], manualRegistrations: [registration] };
    await upload(batch);
    await upload(batch);
    expect((await stored(record))[0]!.findings).not.toContain('verdict-differs');
    const kept = () => node.context.db.selectFrom('manual_registration').selectAll().execute();
    const [row, ...more] = await kept();
    expect(more).toEqual([]);
    expect(row?.document_type).toBe('10');
    expect(node.context.seal.open('name', row!.name_sealed)).toBe(name);
    expect(JSON.stringify(row)).not.toContain(documentNumber);
    await readByOffice(documentNumber, record.checkId);
    const { registrationDays, checkDays } = node.context.province.retention;
    node.clock.forward(registrationDays * day);
    await node.tick('retention.destroy');
    expect(await kept()).toHaveLength(1);
    node.clock.forward(1);
    await node.tick('retention.destroy');
    expect(await kept()).toEqual([]);
    expect(await stored(record)).toHaveLength(1);
    node.clock.forward((checkDays - registrationDays) * day);
    await node.tick('retention.destroy');
    expect(await stored(record)).toEqual([]);
  });

  it('knows who came in by it where she was sent before her check', async () => {
    const record = check({ basis: 'manual', findings: ['registered-by-hand', 'no-code'] });
    const { documentNumber, name } = inventPerson('140105');
    const { checkId, checkedAt: registeredAt } = record;
    const registration = { checkId, registeredAt, documentType: '10', documentNumber, name, phone: null } as const;
    await upload({ manualRegistrations: [registration] });
    await upload({ checks: [record] });
    expect((await stored(record))[0]!.findings).not.toContain('verdict-differs');
  });
});

describe('a device that is revoked', () => {
  it('is believed from then on in nothing, what it had signed before included; what arrived before stays', async () => {
    const lost = await enrolCheckpoint(node);
    const [before, after] = [check({ basis: 'exemption' }), check({ basis: 'exemption' })];
    await upload({ checks: [before] }, lost);
    const signedBefore = signBatch(lost, { batchId: randomUUID(), scans: [], checks: [after] });
    await revoke(node, lost);
    expect(await problemOf(lost.client.call(routes.uploadScans, { body: signedBefore }))).toBe('device-revoked');
    expect([(await stored(before)).length, (await stored(after)).length]).toEqual([1, 0]);
  });
});
