import { randomUUID } from 'node:crypto';
import { routes, type schemas } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enrolCheckpoint, signBatch, type Checkpoint } from '../../../test/checkpoint.ts';
import { ago, citizenWithCode, declaredCitizen, type Citizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { makeDeviceKey, show, takeStrips } from '../../../test/phone.ts';
import { personIdOf } from '../../../test/told.ts';
import { hireSender, sendTable, type Sender } from '../../../test/upload.ts';

type Tube = schemas.CollectionBatch['tubes'][number];
type Who = Tube['samples'][number]['person'];

let node: TestNode;
let point: Checkpoint;
let laboratory: Sender;
let her: Citizen;
let him: Citizen;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
  point = await enrolCheckpoint(node, '140105', 'medical-institution');
  laboratory = await hireSender(node, '140100');
  her = await citizenWithCode(node, inventPerson('140105'));
  him = await declaredCitizen(node, inventPerson('140105'));
});
afterEach(() => node.close());

const byDocument = ({ person: { documentNumber } }: Pick<Citizen, 'person'>): Who => ({
  documentType: '10',
  documentNumber,
});
const byCode = async ({ client }: Citizen): Promise<Who> => {
  const [strip] = await takeStrips(client, [makeDeviceKey()]);
  return { text: await show(strip!, node.clock.now()) };
};
const sampleOf = (person: Who, sampleId: string = randomUUID()) => ({ sampleId, takenAt: ago(node, 60), person });
const tubeOf = (people: readonly Who[], more: Partial<Tube> = {}): Tube => ({
  tube: 'SX1124-000017',
  size: 10,
  samples: people.map((person) => sampleOf(person)),
  closed: { at: ago(node, 10), count: people.length },
  ...more,
});

function batchOf(tubes: readonly Tube[], more: Partial<schemas.CollectionBatch> = {}): schemas.CollectionBatch {
  return { batchId: randomUUID(), tubes: [...tubes], moves: [], boxes: [], ...more };
}
const send = (batch: schemas.CollectionBatch, by = point) =>
  by.client.call(routes.uploadCollection, { body: signBatch(by, JSON.stringify(batch)) });
const states = ({ tubes }: schemas.CollectionReceipt) =>
  tubes.map(({ tube, held, state }) => `${tube} ${held} ${state}`);

/** What the laboratory tells of tubes, by their numbers alone. */
const tell = (...rows: readonly string[]) =>
  sendTable(node, laboratory, `采样管号,检测结果,采样时间,报告时间,检测机构\n${rows.join('\n')}\n`);
const negative = (tube = 'SX1124-000017', result = '阴性') =>
  `${tube},${result},${ago(node, hour)},${ago(node, 0)},示例检测中心`;

async function testsOf(citizen: Citizen): Promise<unknown[]> {
  const personId = await personIdOf(node, citizen);
  const facts = node.context.db.selectFrom('fact').select('data').where('person_id', '=', personId);
  const rows = await facts.where('kind', '=', 'nat').where('within', '=', 'upload').execute();
  return rows.map(({ data }) => data);
}

describe('a collecting point', () => {
  it('registers people into a tube by code and by document, and the laboratory’s word for the tube reaches each of them', async () => {
    const receipt = await send(batchOf([tubeOf([await byCode(her), byDocument(him)])]));
    expect([states(receipt), receipt.unknown, receipt.alreadyKnown]).toEqual([['SX1124-000017 2 closed'], [], false]);
    const told = await tell(negative());
    expect(told.counts).toMatchObject({ new: 2, refused: 0 });
    await node.settle();
    for (const person of [her, him])
      expect(await testsOf(person)).toMatchObject([{ result: 'negative', method: 'pool', tube: 'SX1124-000017' }]);
  });

  it('has a positive tube tell everybody in it to be tested singly, and nobody that it is her', async () => {
    await send(batchOf([tubeOf([byDocument(her), byDocument(him)])]));
    await tell(negative('SX1124-000017', '阳性'));
    await node.settle();
    for (const person of [her, him]) {
      const { colour } = await person.client.call(routes.getHealthInformation, {});
      expect(colour).not.toBe('red');
      expect(await testsOf(person)).toMatchObject([{ result: 'positive', method: 'pool' }]);
    }
  });

  it('is told so in what it fetches, with the sizes of tubes; a place where nobody samples is not', async () => {
    const collectionAt = async ({ client }: Checkpoint) =>
      (await client.call(routes.getCheckpointProfile, {})).collection;
    expect(await collectionAt(point)).toEqual({ tubeSizes: [1, 10, 20] });
    expect(await collectionAt(await enrolCheckpoint(node, '140105', 'mall'))).toBeNull();
  });

  it('is stored once, however often its batch comes, and goes on with a tube in a later one', async () => {
    const { tube, size, samples } = tubeOf([byDocument(her)]);
    const first = batchOf([{ tube, size, samples }]);
    expect(states(await send(first))).toEqual(['SX1124-000017 1 open']);
    expect(await send(first)).toMatchObject({ alreadyKnown: true, tubes: [{ held: 1 }], unknown: [] });
    expect((await tell(negative())).faults).toMatchObject([{ fault: 'tube-open' }]);
    const rest = tubeOf([byDocument(him)], { closed: { at: ago(node, 0), count: 2 } });
    expect(states(await send(batchOf([rest])))).toEqual(['SX1124-000017 2 closed']);
  });

  it('is told of a count that differs, with what to do, and the tube has no result until it fits', async () => {
    const short = tubeOf([byDocument(her)], { closed: { at: ago(node, 5), count: 2 } });
    const { tubes } = await send(batchOf([short]));
    expect(tubes[0]).toMatchObject({ state: 'count-differs', held: 1 });
    expect(tubes[0]?.cure.zh).toMatch(/重新封管/);
    expect((await tell(negative())).faults).toMatchObject([{ fault: 'tube-open' }]);
    await send(batchOf([tubeOf([byDocument(him)], { closed: { at: ago(node, 0), count: 2 } })]));
    expect((await tell(negative())).counts).toMatchObject({ new: 2 });
  });

  it('moves somebody to another tube, whose result is then hers, and leaves the trace', async () => {
    const [sample, other] = [sampleOf(byDocument(her)), sampleOf(byDocument(him))];
    const wrong = tubeOf([], { samples: [sample, other], closed: { at: ago(node, 9), count: 1 } });
    const right = tubeOf([], { tube: 'SX1124-000018', closed: { at: ago(node, 8), count: 1 } });
    const move = {
      sampleId: sample.sampleId,
      from: wrong.tube,
      to: right.tube,
      at: ago(node, 7),
      reason: 'wrong-tube' as const,
    };
    const receipt = await send(batchOf([wrong, right], { moves: [move] }));
    expect(states(receipt)).toEqual(['SX1124-000017 1 closed', 'SX1124-000018 1 closed']);
    await tell(negative('SX1124-000018'));
    await node.settle();
    expect([(await testsOf(her)).length, (await testsOf(him)).length]).toEqual([1, 0]);
    const rows = await node.context.db
      .selectFrom('collection_sample')
      .select(['tube', 'moved_to', 'move_reason'])
      .execute();
    expect(rows).toContainEqual({ tube: wrong.tube, moved_to: right.tube, move_reason: 'wrong-tube' });
  });

  it('takes out who was registered and not sampled after all, so that the others have their result, and leaves the trace', async () => {
    const [stayed, left] = [sampleOf(byDocument(her)), sampleOf(byDocument(him))];
    await send(batchOf([tubeOf([], { samples: [stayed, left], closed: { at: ago(node, 9), count: 1 } })]));
    const out = { sampleId: left.sampleId, from: 'SX1124-000017', at: ago(node, 8), reason: 'not-sampled' as const };
    expect(states(await send(batchOf([], { moves: [out] })))).toEqual(['SX1124-000017 1 closed']);
    await tell(negative());
    await node.settle();
    expect([(await testsOf(her)).length, (await testsOf(him)).length]).toEqual([1, 0]);
    const row = node.context.db.selectFrom('collection_sample').where('sample_id', '=', left.sampleId);
    expect(await row.select(['moved_to', 'move_reason']).execute()).toEqual([
      { moved_to: null, move_reason: 'not-sampled' },
    ]);
  });

  it('takes no more than a tube is for, tubes of sizes the province has, and numbers that are its own', async () => {
    const single = tubeOf([byDocument(her), byDocument(him)], { tube: 'ONE-1', size: 1 });
    const odd = tubeOf([byDocument(her)], { tube: 'ODD-1', size: 7 });
    expect(states(await send(batchOf([single, odd])))).toEqual(['ONE-1 2 overfull', 'ODD-1 0 size-unknown']);
    expect((await tell(negative('ONE-1'), negative('ODD-1'))).faults).toMatchObject([
      { row: 2, fault: 'tube-open' },
      { row: 3, fault: 'tube-unknown' },
    ]);
    const elsewhere = await enrolCheckpoint(node, '140105', 'village');
    expect(states(await send(batchOf([tubeOf([byDocument(her)], { tube: 'ONE-1' })]), elsewhere))).toEqual([
      'ONE-1 0 elsewhere',
    ]);
  });

  it('closes a box with the tubes that lie in it, or is told that one is missing', async () => {
    const tubes = [tubeOf([byDocument(her)]), tubeOf([byDocument(him)], { tube: 'SX1124-000018' })];
    const box = { box: 'BOX-0007', tubes: tubes.map(({ tube }) => tube), count: 3, closedAt: ago(node, 0) };
    const receipt = await send(batchOf(tubes, { boxes: [box] }));
    expect(receipt.boxes).toMatchObject([{ held: 2, state: 'count-differs' }]);
    expect((await send(batchOf([], { boxes: [{ ...box, count: 2 }] }))).boxes).toMatchObject([
      { held: 2, state: 'closed' },
    ]);
  });

  it('says whose code does not tell who she is, and keeps no number of anybody', async () => {
    const mistaken = sampleOf({ text: 'https://pay.example/1' });
    const receipt = await send(
      batchOf([tubeOf([], { samples: [mistaken, sampleOf(byDocument(her))], closed: { at: ago(node, 1), count: 2 } })]),
    );
    expect(receipt.unknown.map(({ sampleId }) => sampleId)).toEqual([mistaken.sampleId]);
    expect(states(receipt)).toEqual(['SX1124-000017 1 count-differs']);
    // A receipt tells what is stored, not what could be told today.
    const again = batchOf([tubeOf([byDocument(him)], { tube: 'SX1124-000019' })]);
    await send(again);
    await node.context.db.deleteFrom('collection_sample').where('tube', '=', 'SX1124-000019').execute();
    expect((await send(again)).unknown).toMatchObject([{ sampleId: again.tubes[0]!.samples[0]!.sampleId }]);
    const identified = tubeOf([], { samples: [sampleOf(byDocument(him), mistaken.sampleId)] });
    const { closed: _, ...later } = identified;
    expect(states(await send(batchOf([later])))).toEqual(['SX1124-000017 2 closed']);
    const stored = JSON.stringify(await node.context.db.selectFrom('collection_sample').selectAll().execute());
    expect(stored).not.toContain(her.person.documentNumber);
    const typo = { documentType: '10' as const, documentNumber: '140105195001019967' };
    expect(await problemOf(send(batchOf([tubeOf([typo])])))).toBe('document-number-invalid');
  });

  it('is a place that the province samples at, and signs what it sends', async () => {
    const mall = await enrolCheckpoint(node, '140105', 'mall');
    expect(await problemOf(send(batchOf([tubeOf([byDocument(her)])]), mall))).toBe('not-a-collecting-point');
    const forged = signBatch(mall, JSON.stringify(batchOf([])));
    expect(await problemOf(point.client.call(routes.uploadCollection, { body: forged }))).toBe(
      'batch-signature-invalid',
    );
    const body = signBatch(point, JSON.stringify({ batchId: randomUUID(), tubes: [{ tube: '140105195001019966' }] }));
    expect(await problemOf(point.client.call(routes.uploadCollection, { body }))).toBe('invalid-input');
  });

  it('forgets who was in which tube when results have long come', async () => {
    await send(batchOf([tubeOf([byDocument(her)])]));
    await node.pass(30 * day + 120);
    for (const table of ['collection_sample', 'collection_tube', 'collection_batch'] as const)
      expect(await node.context.db.selectFrom(table).selectAll().execute()).toEqual([]);
  });
});
