import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { liuYang, wangXiuying } from '../people/cast.ts';
import { ask, manage } from './ask.ts';
import { healthCommission } from './health-commission/health-commission.ts';
import { startSimulator, type RunningSimulator } from './simulator.ts';

const query = 'POST /v1/persons/query';
const both = { documentNumbers: [liuYang.documentNumber, wangXiuying.documentNumber] };
const contact = { kind: 'contact', degree: 'close', since: '2022-11-21T08:00:00+08:00' };

let commission: RunningSimulator;
beforeEach(async () => {
  commission = await startSimulator(healthCommission, { port: 0, managementPort: 0 });
  await manage(commission.managementUrl, 'PUT /answers', { persons: { [liuYang.documentNumber]: [contact] } });
});
afterEach(async () => commission.stop());

const set = async (fault: Record<string, unknown>) => {
  expect((await manage(commission.managementUrl, 'PUT /faults', fault)).status).toBe(200);
};
const persons = async () => ((await ask(commission.url, query, both)).body as { persons: unknown[] }).persons;

/** How a question ended: the message of its error, or its status. */
async function ending(asked: Promise<Response>): Promise<string> {
  return asked.then(
    (response) => String(response.status),
    (error: unknown) => (error as Error).message,
  );
}

async function arrivals(count: number): Promise<void> {
  const { body } = (await manage(commission.managementUrl, 'GET /requests')) as { body: { requests: unknown[] } };
  if (body.requests.length < count) await arrivals(count);
}

describe('a fault', () => {
  test('of mode none leaves the answer whole', async () => {
    await set({ mode: 'slow', delayMs: 1 });
    await set({ mode: 'none' });
    expect(await persons()).toEqual([
      { documentNumber: liuYang.documentNumber, result: 'known', records: [contact] },
      { documentNumber: wangXiuying.documentNumber, result: 'no-record', records: [] },
    ]);
  });

  test('of mode slow delays the answer and changes nothing else', async () => {
    await set({ mode: 'slow', delayMs: 120, count: 1 });
    const before = performance.now();
    expect(await persons()).toHaveLength(2);
    expect(performance.now() - before).toBeGreaterThan(110);
    const { body } = await manage(commission.managementUrl, 'GET /requests');
    expect(body).toMatchObject({ requests: [{ fault: 'slow', status: 200 }] });
  });

  test('of mode slow does not hold up the end of the simulator, nor break it when the asker leaves', async () => {
    await set({ mode: 'slow', delayMs: 600_000 });
    const leaver = new AbortController();
    const left = ending(fetch(`${commission.url}/v1/changes`, { signal: leaver.signal }));
    const waiting = ending(fetch(`${commission.url}/v1/changes`));
    await arrivals(2);
    leaver.abort();
    expect(await left).toMatch(/abort/);
    await set({ mode: 'none' });
    expect(await persons()).toHaveLength(2);
    await commission.stop();
    expect(await waiting).toBe('fetch failed');
  });

  test('of mode down destroys the connection, so many times', async () => {
    await set({ mode: 'down', count: 2 });
    await expect(ask(commission.url, query, both)).rejects.toThrow(/fetch failed/);
    await expect(ask(commission.url, query, both)).rejects.toThrow(/fetch failed/);
    expect(await persons()).toHaveLength(2);
  });

  test('of mode down answers with a status where it has one', async () => {
    await set({ mode: 'down', status: 503 });
    expect(await ask(commission.url, query, both)).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  });

  test('of mode wrong cuts the answer in half', async () => {
    await set({ mode: 'wrong' });
    await expect(ask(commission.url, query, both)).rejects.toThrow(/JSON/);
  });

  test('of mode wrong can be an error that pretends to be an answer', async () => {
    await set({ mode: 'wrong', style: 'error-body' });
    expect(await ask(commission.url, query, both)).toMatchObject({ status: 200, body: { code: 'system-busy' } });
  });

  test('of mode wrong can be an answer about another person', async () => {
    await set({ mode: 'wrong', style: 'another-person' });
    expect((await persons())[0]).toMatchObject({ documentNumber: '11010519491231002X', records: [contact] });
  });

  test('of mode wrong can spoil every instant', async () => {
    await set({ mode: 'wrong', style: 'bad-times' });
    const { body } = await ask(commission.url, query, both);
    expect(body).toMatchObject({
      persons: [{ records: [{ since: '0000-00-00 00:00:00' }] }, {}],
      asOf: '0000-00-00 00:00:00',
    });
  });

  test('of mode duplicate gives every item twice', async () => {
    await set({ mode: 'duplicate' });
    const [first, second, third, fourth] = await persons();
    expect([third, fourth]).toEqual([first, second]);
    expect(await persons()).toHaveLength(4);
  });

  test('meets only the paths that begin as it says', async () => {
    await set({ mode: 'down', status: 500, path: '/v1/persons' });
    expect((await ask(commission.url, query, both)).status).toBe(500);
    expect((await ask(commission.url, 'GET /v1/changes', {})).status).toBe(200);
  });

  test('does not meet the management port', async () => {
    await set({ mode: 'down' });
    expect((await manage(commission.managementUrl, 'GET /status')).body).toMatchObject({
      simulator: 'health-commission',
      fault: { mode: 'down' },
    });
  });
});
