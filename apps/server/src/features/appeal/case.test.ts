import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerSource, appealOf, decide, file, hireOfficer, mistaken, wronglyRed } from '../../../test/appeal.ts';
import { colourOf, verifiedCitizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { hire } from '../../../test/staff.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

describe('a reviewer', () => {
  it('sees the statement, the stored inputs of the decision and how the rule read them, and she sees who looked', async () => {
    const citizen = await wronglyRed(node);
    const { appealId, number } = await file(citizen, { statement: '那天我在上班。' });
    const { client } = await hireOfficer(node);
    const seen = await client.call(routes.readAppealCase, { params: { appealId } });
    expect(seen).toMatchObject({ statement: '那天我在上班。', maskedName: '王*英', division: '140105' });
    expect(seen.decision?.reasons.map(({ ruleId }) => ruleId)).toEqual(['sx-r2-contact']);
    expect(seen.decision?.facts.find(({ kind }) => kind === 'contact')?.data).toMatchObject({
      degree: mistaken.degree,
      since: mistaken.since,
    });
    expect(JSON.stringify(seen.decision?.reasons[0]?.trace)).toContain('contacts');
    expect(JSON.stringify(seen)).not.toContain(citizen.person.documentNumber);
    const { records } = await citizen.client.call(routes.listAccessRecords, {});
    expect(records[0]).toMatchObject({ purpose: { code: 'appeal-review' }, reference: number });
    expect(records[0]?.seen.map(({ code }) => code)).toEqual(['identity', 'colour', 'reasons', 'facts', 'appeal']);
  });

  it('of another city is answered as if there were nothing', async () => {
    const { appealId } = await file(await wronglyRed(node));
    const { client } = await hireOfficer(node, 'reviewer', '140200');
    expect(await problemOf(client.call(routes.readAppealCase, { params: { appealId } }))).toBe('not-found');
    expect(await problemOf(decide(client, appealId))).toBe('not-found');
    const { appeals } = await client.call(routes.listAppealQueue, {});
    expect(appeals.map((each) => each.appealId)).not.toContain(appealId);
  });

  it('without a personnel number decides nothing', async () => {
    const { appealId } = await file(await wronglyRed(node));
    const { client } = await hire(node, { role: 'reviewer', division: '140000' });
    expect(await problemOf(decide(client, appealId))).toBe('personnel-number-missing');
  });
});

describe('the source that said the record', () => {
  it('has the case in its queue, with the record, until it answers; she is told what it found', async () => {
    const citizen = await wronglyRed(node);
    const { appealId } = await file(citizen);
    const { client } = await hireOfficer(node, 'health-data');
    const { cases } = await client.call(routes.listSourceCases, {});
    expect(cases.find((each) => each.appealId === appealId)).toMatchObject({
      source: 'health-commission',
      documentNumber: citizen.person.documentNumber,
      record: { kind: 'contact', data: { degree: 'close' } },
    });
    await answerSource(client, appealId, 'error');
    expect((await appealOf(citizen, appealId)).source).toMatchObject({ finding: 'error' });
    const left = await client.call(routes.listSourceCases, {});
    expect(left.cases.map((each) => each.appealId)).not.toContain(appealId);
    expect(await problemOf(answerSource(client, appealId, 'confirmed'))).toBe('appeal-closed');
    // What the source finds is not a decision yet: a person makes it.
    expect(await colourOf(citizen)).toBe('red');
  });
});

describe('staff who file for somebody without a phone at hand', () => {
  it('are written down with what for, and she sees the appeal', async () => {
    const citizen = await wronglyRed(node);
    const { client } = await hire(node, { role: 'community', division: '140105' });
    const { documentNumber } = citizen.person;
    const appeal = { ground: 'not-mine' as const, statement: '她不识字,请我代写。' };
    const body = { documentType: '10', documentNumber, reference: 'SQ-20261124-0007', appeal };
    const { appealId } = await client.call(routes.fileAppealFor, { body });
    expect((await appealOf(citizen, appealId)).state).toBe('open');
    const { records } = await citizen.client.call(routes.listAccessRecords, {});
    expect(records[0]).toMatchObject({ purpose: { code: 'community-service' }, reference: 'SQ-20261124-0007' });
  });

  it('of another county are answered as if nobody had that document', async () => {
    const { person } = await verifiedCitizen(node);
    const { client } = await hire(node, { role: 'community', division: '140106' });
    const appeal = { ground: 'review' as const, statement: '请复核。' };
    const { documentNumber } = person;
    const body = { documentType: '10', documentNumber, reference: 'SQ-20261124-0008', appeal };
    expect(await problemOf(client.call(routes.fileAppealFor, { body }))).toBe('not-found');
  });
});
