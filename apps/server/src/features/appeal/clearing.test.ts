import { randomUUID } from 'node:crypto';
import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerSource,
  appealOf,
  decide,
  file,
  hireOfficer,
  leavingIn,
  mistaken,
  reject,
  wronglyRed,
} from '../../../test/appeal.ts';
import { colourOf, declare, type Citizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { takeStrips } from '../../../test/phone.ts';
import type { Staff } from '../../../test/staff.ts';
import { inboxOf } from '../../../test/told.ts';

let node: TestNode;
let reviewer: Staff;
let second: Staff;
let commission: Staff;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  reviewer = await hireOfficer(node);
  second = await hireOfficer(node);
  commission = await hireOfficer(node, 'health-data');
});
afterAll(() => node.close());

/** Has the sources asked again: the commission says the same as before. */
async function saidAgain(citizen: Citizen): Promise<void> {
  node.clock.forward(minute);
  await declare(node, citizen);
}

describe('an appeal that is upheld', () => {
  it('makes her green at once, and stays so when the source says the same again', async () => {
    const citizen = await wronglyRed(node);
    const { appealId } = await file(citizen);
    await answerSource(commission.client, appealId, 'error');
    expect(await colourOf(citizen)).toBe('red');
    expect(await decide(reviewer.client, appealId)).toMatchObject({ state: 'upheld', colour: 'green' });
    expect(await colourOf(citizen)).toBe('green');
    await saidAgain(citizen);
    expect(await colourOf(citizen)).toBe('green');
    const messages = await inboxOf(citizen);
    expect(messages.find(({ kind }) => kind === 'appeal-upheld')?.text.zh).toContain('现在是绿码');
    expect(messages.map(({ kind }) => kind)).toContain('colour-changed');
  });

  it('clears that record and no other: another contact on record makes her red', async () => {
    const citizen = await wronglyRed(node);
    const { appealId } = await file(citizen);
    await decide(reviewer.client, appealId);
    const another = { ...mistaken, since: '2026-11-23' };
    node.sources.records.set(citizen.person.documentNumber, [mistaken, another]);
    await saidAgain(citizen);
    expect(await colourOf(citizen)).toBe('red');
  });

  it('leaves no strip of the wrong colour standing, and the next is green', async () => {
    const citizen = await wronglyRed(node);
    await citizen.client.call(routes.applyForCode, { body: { scope: '140100' } });
    await takeStrips(citizen.client);
    const marks = () => node.context.db.selectFrom('status_mark').selectAll().execute();
    const before = (await marks()).length;
    const { appealId } = await file(citizen);
    await decide(reviewer.client, appealId);
    expect((await marks()).length).toBeGreaterThan(before);
  });

  it('clears what the reviewer names, and refuses to be upheld over nothing', async () => {
    const citizen = await wronglyRed(node);
    const { appealId } = await file(citizen);
    expect(await problemOf(decide(reviewer.client, appealId, { factIds: [] }))).toBe('answer-mismatched');
    expect(await problemOf(decide(reviewer.client, appealId, { factIds: [randomUUID()] }))).toBe('answer-mismatched');
    expect(await colourOf(citizen)).toBe('red');
  });
});

describe('what one officer has cleared', () => {
  it('waits for another to look at it, who can make the record count again; then there is no certificate', async () => {
    const citizen = await wronglyRed(node);
    const { appealId, number } = await file(citizen);
    await decide(reviewer.client, appealId);
    const params = { appealId };
    const certificate = () => problemOf(citizen.client.call(routes.getCorrectionCertificate, { params }));
    expect(await certificate()).toBe('none');
    const { certificateId } = await citizen.client.call(routes.getCorrectionCertificate, { params });
    const shown = async () => (await node.client.call(routes.checkCertificate, { params: { certificateId } })).stands;
    expect(await shown()).toBe(true);
    const { clearances } = await second.client.call(routes.listClearances, { query: { state: 'to-review' } });
    const { clearanceId } = clearances.find(({ orderNumber }) => orderNumber === number)!;
    const review = ({ client }: Staff) =>
      client.call(routes.reviewClearance, { params: { clearanceId }, body: { decision: 'end' } });
    expect(await problemOf(review(reviewer))).toBe('approval-same-person');
    await review(second);
    await node.settle();
    expect(await colourOf(citizen)).toBe('red');
    expect(await certificate()).toBe('certificate-missing');
    // Whoever was handed the paper sees that it no longer holds.
    expect(await shown()).toBe(false);
    const { body } = await node.app.inject(`/check?id=${certificateId}`);
    expect(body).toContain('class="notice ended"');
  });
});

describe('a record that its source does not confirm in time', () => {
  it('no longer makes her red, nor green: the colour is pending, and she is told', async () => {
    const citizen = await wronglyRed(node);
    const { appealId } = await file(citizen, { departure: leavingIn(node, 8 * hour) });
    await node.pass(45 * minute - 1);
    expect(await colourOf(citizen)).toBe('red');
    await node.pass(10);
    expect(await colourOf(citizen)).toBe('pending');
    expect((await appealOf(citizen, appealId)).unconfirmedSince).not.toBeNull();
    expect((await inboxOf(citizen)).map(({ kind }) => kind)).toContain('appeal-unconfirmed');
    await saidAgain(citizen);
    expect(await colourOf(citizen)).toBe('pending');
  });

  it('counts again as soon as the source confirms it', async () => {
    const citizen = await wronglyRed(node);
    const { appealId } = await file(citizen, { departure: leavingIn(node, 8 * hour) });
    await node.pass(46 * minute);
    expect(await colourOf(citizen)).toBe('pending');
    await answerSource((await hireOfficer(node, 'health-data')).client, appealId, 'confirmed');
    expect(await colourOf(citizen)).toBe('red');
  });

  it('counts again when the appeal is rejected', async () => {
    const citizen = await wronglyRed(node);
    const { appealId } = await file(citizen, { departure: leavingIn(node, 8 * hour) });
    await node.pass(46 * minute);
    await decide((await hireOfficer(node)).client, appealId, reject);
    expect(await colourOf(citizen)).toBe('red');
  });

  it('makes her green when it is then cleared', async () => {
    const citizen = await wronglyRed(node);
    const { appealId } = await file(citizen, { departure: leavingIn(node, 8 * hour) });
    await node.pass(46 * minute);
    expect(await decide((await hireOfficer(node)).client, appealId, { answer: 'not-proven' })).toMatchObject({
      colour: 'green',
    });
  });
});
