import { randomUUID } from 'node:crypto';
import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appealOf, decide, file, hireOfficer, leavingIn, reject, wronglyRed } from '../../../test/appeal.ts';
import { colourOf, declaredCitizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import type { Staff } from '../../../test/staff.ts';
import { inboxOf } from '../../../test/told.ts';

let node: TestNode;
let reviewer: Staff;
let second: Staff;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  reviewer = await hireOfficer(node);
  second = await hireOfficer(node);
});
afterAll(() => node.close());

const after = (seconds: number) => new Date(node.clock.now().getTime() + seconds * 1000);

describe('an appeal [M31]', () => {
  it('is taken in with a number, a clock and the record it is about, and she is told', async () => {
    const citizen = await wronglyRed(node);
    expect(await colourOf(citizen)).toBe('red');
    const appeal = await file(citizen);
    expect(appeal).toMatchObject({ kind: 'appeal', lane: 'usual', state: 'open', overdue: false, secondLook: 'none' });
    expect(appeal.number).toMatch(/^SS-20261124-[0-9A-F]{8}$/);
    expect(appeal.dueAt.endsWith('+08:00')).toBe(true);
    // 48 hours in Shanxi, by its profile.
    expect(new Date(appeal.dueAt)).toEqual(after(48 * hour));
    expect(appeal.source).toMatchObject({ source: 'health-commission', answeredAt: null, finding: null });
    expect(appeal.waiting?.zh).toContain(appeal.number);
    expect(appeal.waiting?.en).toContain('8:00 on 26 November');
    const message = (await inboxOf(citizen)).find(({ kind }) => kind === 'appeal-received');
    expect(message?.text.zh).toContain(appeal.number);
    const { appeals } = await citizen.client.call(routes.listAppeals, {});
    expect(appeals).toEqual([appeal]);
  });

  it('is not needed against green, but a human look can be asked for at any decision', async () => {
    const citizen = await declaredCitizen(node);
    expect(await problemOf(file(citizen))).toBe('nothing-to-contest');
    expect(await file(citizen, { ground: 'review' })).toMatchObject({ kind: 'review', state: 'open' });
  });

  it('is one at a time about one record, and about a reason there is', async () => {
    const citizen = await wronglyRed(node);
    expect(await problemOf(file(citizen, { ruleId: 'no-such-rule' }))).toBe('reason-unknown');
    expect(await problemOf(file(citizen, { factId: randomUUID() }))).toBe('reason-unknown');
    await file(citizen);
    expect(await problemOf(file(citizen))).toBe('appeal-open');
  });
});

describe('the urgent lane [W05]', () => {
  it('is for who leaves within twelve hours, and its clock is its own', async () => {
    const citizen = await wronglyRed(node);
    const appeal = await file(citizen, { departure: leavingIn(node, 8 * hour) });
    expect(appeal).toMatchObject({ lane: 'urgent', laneNote: null });
    // Two hours in Shanxi; the source has three quarters of one.
    expect(new Date(appeal.dueAt)).toEqual(after(2 * hour));
    expect(new Date(appeal.source?.dueAt ?? '')).toEqual(after(45 * minute));
  });

  it('answers before the departure, however soon that is', async () => {
    const departure = leavingIn(node, 50 * minute);
    const appeal = await file(await wronglyRed(node), { departure });
    expect(new Date(appeal.dueAt)).toEqual(new Date(departure.departsAt));
  });

  it('is not for a departure beyond twelve hours: that appeal goes the usual way, and she is told why', async () => {
    const appeal = await file(await wronglyRed(node), { departure: leavingIn(node, 12 * hour + minute) });
    expect(appeal).toMatchObject({ lane: 'usual', laneNote: { code: 'too-far-off' }, state: 'open' });
  });

  it.each([
    ['that has left', -minute, 'G1234'],
    ['with a number that no train has', hour, 'MU5101'],
    ['in a hundred days', 100 * day, 'G1234'],
  ])('refuses a departure %s', async (_what, seconds, number) => {
    const departure = { ...leavingIn(node, seconds), number };
    expect(await problemOf(file(await wronglyRed(node), { departure }))).toBe('invalid-input');
  });

  it('is there three times in thirty days', async () => {
    const citizen = await wronglyRed(node);
    const lanes: (string | undefined)[] = [];
    for (let turn = 0; turn < 4; turn++) {
      const appeal = await file(citizen, { departure: leavingIn(node, 8 * hour) });
      lanes.push(appeal.laneNote?.code ?? appeal.lane);
      await decide((await hireOfficer(node)).client, appeal.appealId, reject);
    }
    expect(lanes).toEqual(['urgent', 'urgent', 'urgent', 'urgent-used']);
  });

  it('stands before everything else in the queue', async () => {
    const usual = await file(await wronglyRed(node));
    node.clock.forward(minute);
    const urgent = await file(await wronglyRed(node), { departure: leavingIn(node, 8 * hour) });
    const { appeals } = await reviewer.client.call(routes.listAppealQueue, {});
    const order = appeals.map(({ appealId }) => appealId);
    expect(order.indexOf(urgent.appealId)).toBeLessThan(order.indexOf(usual.appealId));
    expect(JSON.stringify(appeals)).not.toContain('王');
  });
});

describe('an appeal that is rejected', () => {
  it('is answered with a sentence of that outcome and with reasons, and the colour stays', async () => {
    const citizen = await wronglyRed(node);
    const { appealId } = await file(citizen);
    const wrongSentence = { outcome: 'reject', answer: 'source-erred' } as const;
    expect(await problemOf(decide(reviewer.client, appealId, wrongSentence))).toBe('answer-mismatched');
    await decide(reviewer.client, appealId, { ...reject, text: '流调记录无误。' });
    const appeal = await appealOf(citizen, appealId);
    expect(appeal).toMatchObject({ state: 'rejected', secondLook: 'possible', waiting: null, certificateId: null });
    expect(appeal.answers).toMatchObject([
      { outcome: 'rejected', answer: { code: 'record-confirmed' }, text: '流调记录无误。' },
    ]);
    expect(await colourOf(citizen)).toBe('red');
    expect((await inboxOf(citizen)).map(({ kind }) => kind)).toContain('appeal-rejected');
    expect(await problemOf(decide(reviewer.client, appealId))).toBe('appeal-closed');
    expect(await problemOf(citizen.client.call(routes.getCorrectionCertificate, { params: { appealId } }))).toBe(
      'certificate-missing',
    );
  });

  it('is looked at once more on request, by another person', async () => {
    const citizen = await wronglyRed(node);
    const { appealId } = await file(citizen);
    const ask = () =>
      citizen.client.call(routes.askSecondLook, { params: { appealId }, body: { statement: '请再看一次。' } });
    expect(await problemOf(ask())).toBe('second-look-used');
    await decide(reviewer.client, appealId, reject);
    expect(await ask()).toMatchObject({ state: 'open', secondLook: 'under-way' });
    expect(await problemOf(decide(reviewer.client, appealId))).toBe('approval-same-person');
    await decide(second.client, appealId, reject);
    expect(await appealOf(citizen, appealId)).toMatchObject({ state: 'rejected', secondLook: 'done' });
    expect(await problemOf(ask())).toBe('second-look-used');
  });
});

describe('an answer that is late', () => {
  it('is shown as overdue, and counted for the alert', async () => {
    const citizen = await wronglyRed(node);
    const { appealId } = await file(citizen);
    await node.pass(48 * hour - minute);
    expect((await appealOf(citizen, appealId)).overdue).toBe(false);
    await node.pass(2 * minute);
    expect((await appealOf(citizen, appealId)).overdue).toBe(true);
    const row = await node.context.db
      .selectFrom('appeal')
      .select('escalated_at')
      .where('appeal_id', '=', appealId)
      .executeTakeFirstOrThrow();
    expect(row.escalated_at).toEqual(node.clock.now());
  });
});
