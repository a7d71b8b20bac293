import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { liuYang, sunLihua, zhouMin } from '../../people/cast.ts';
import { makePerson } from '../../people/person.ts';
import { ask, manage } from '../ask.ts';
import { startSimulator, type RunningSimulator } from '../simulator.ts';
import { ChangeLog } from './change-log.ts';
import { healthCommission } from './health-commission.ts';
import type { ChangesAnswer, CommissionAnswers, HealthRecord } from './shapes.ts';

const contact: HealthRecord = { kind: 'contact', degree: 'close', since: '2022-11-21T08:00:00+08:00' };
const confirmed: HealthRecord = { kind: 'case', state: 'confirmed', since: '2022-11-20T08:00:00+08:00' };

let commission: RunningSimulator;
beforeEach(async () => {
  commission = await startSimulator(healthCommission, { port: 0, managementPort: 0 });
});
afterEach(async () => commission.stop());

const load = async (persons: Record<string, HealthRecord[] | null>) =>
  manage(commission.managementUrl, 'PATCH /answers', { persons });
const changes = async (since?: string) =>
  (await ask(commission.url, 'GET /v1/changes', since === undefined ? {} : { since })).body as ChangesAnswer;

describe('the changes', () => {
  test('after a cursor are those that came later, and an unchanged record is none', async () => {
    await load({ [liuYang.documentNumber]: [contact] });
    const first = await changes();
    expect(first.changes).toMatchObject([{ documentNumber: liuYang.documentNumber, records: [contact] }]);
    await load({ [liuYang.documentNumber]: [contact], [zhouMin.documentNumber]: [confirmed] });
    const second = await changes(first.next);
    expect(second.changes).toMatchObject([{ documentNumber: zhouMin.documentNumber, records: [confirmed] }]);
    expect((await changes(second.next)).changes).toEqual([]);
  });

  test('tell that a record was taken back', async () => {
    await load({ [liuYang.documentNumber]: [contact] });
    const { next } = await changes();
    await load({ [liuYang.documentNumber]: null });
    expect((await changes(next)).changes).toMatchObject([{ documentNumber: liuYang.documentNumber, records: [] }]);
  });

  test('come in pages of a hundred, none lost and none twice', async () => {
    const people = Array.from({ length: 250 }, (_, seed) => makePerson({ seed, division: '370202' }).documentNumber);
    await load(Object.fromEntries(people.map((person) => [person, [contact]])));
    const seen: string[] = [];
    let page = await changes();
    const sizes = [page.changes.length];
    for (; page.more; sizes.push(page.changes.length)) {
      seen.push(...page.changes.map((change) => change.documentNumber));
      page = await changes(page.next);
    }
    seen.push(...page.changes.map((change) => change.documentNumber));
    expect(sizes).toEqual([100, 100, 50]);
    expect(seen.toSorted()).toEqual(people.toSorted());
  });

  test('after a cursor of another log are gone', async () => {
    const reply = await ask(commission.url, 'GET /v1/changes', { since: '00000000-0' });
    expect(reply).toMatchObject({ status: 410, body: { code: 'cursor-gone' } });
    expect(await ask(commission.url, 'GET /v1/changes', { since: 'yesterday' })).toMatchObject({ status: 400 });
  });

  test('that were forgotten are gone, not silently left out', () => {
    const log = new ChangeLog(undefined, '0a0b0c0d');
    let before: CommissionAnswers = { persons: {} };
    for (let round = 0; round < 10_001; round += 1) {
      const after = { persons: round % 2 === 0 ? { [sunLihua.documentNumber]: [contact] } : {} };
      log.note(before, after, '2022-11-24T09:00:00+08:00');
      before = after;
    }
    expect(log.after('0a0b0c0d-0', 100)).toBeUndefined();
    expect(log.after('0a0b0c0d-10000', 100)).toMatchObject({ next: '0a0b0c0d-10001', more: false });
    expect(log.after('0a0b0c0d-10002', 100)).toBeUndefined();
  });
});

test('more than a hundred people at once are refused', async () => {
  const documentNumbers = Array.from({ length: 101 }, () => liuYang.documentNumber);
  expect((await ask(commission.url, 'POST /v1/persons/query', { documentNumbers })).status).toBe(400);
  expect(
    (await ask(commission.url, 'POST /v1/persons/query', { documentNumbers: documentNumbers.slice(1) })).status,
  ).toBe(200);
});
