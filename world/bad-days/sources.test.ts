import { routes } from '@tongxing/contract';
import { createDatabase, dropDatabase, ensurePostgres, type SharedPostgres } from '@tongxing/server/embedded-postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confirmedPledge, signInCitizen, usual, type Citizen } from '../clients/citizen.ts';
import { createPhone } from '../clients/phone.ts';
import { until } from '../clients/until.ts';
import { manage } from '../simulators/ask.ts';
import type { SimulatorName } from '../simulators/catalogue.ts';
import type { Fault } from '../simulators/faults.ts';
import { openOneNode, type OneNode } from './one-node.ts';

const database = `test_sources_${process.pid}`;
/** Milliseconds: ten simulators and the roles of a node are started. */
const patience = 180_000;

/** Longer than a node waits for a source, which is three seconds. */
const tooSlowMs = 3500;

/** What a source can do wrong. Those in the lower part are answers, which must be found out to be none. */
const failing: Readonly<Record<string, Fault>> = {
  'does not answer': { mode: 'down' },
  'answers with an error': { mode: 'down', status: 503 },
  'does its work and loses the answer': { mode: 'down', stage: 'after' },
  'is too slow': { mode: 'slow', delayMs: tooSlowMs },
  'breaks off in the middle': { mode: 'wrong', style: 'truncated' },
  'says with status 200 that it is busy': { mode: 'wrong', style: 'error-body' },
  'answers about somebody else': { mode: 'wrong', style: 'another-person' },
  'gives times that are none': { mode: 'wrong', style: 'bad-times' },
};

let postgres: SharedPostgres;
let db: pg.Client;
let node: OneNode;
let citizen: Citizen;

beforeAll(async () => {
  postgres = await ensurePostgres({ instance: 'test' });
  await createDatabase(postgres, database);
  node = await openOneNode(postgres.url(database));
  db = new pg.Client({ connectionString: postgres.url(database) });
  db.on('error', () => undefined);
  await db.connect();
  citizen = await node.arrive();
  await citizen.declare();
  const { colour } = await citizen.colour();
  if (colour !== 'green') throw new Error(`green before anything fails, not ${colour}`);
}, patience);
afterAll(async () => {
  await node.close();
  await db.end();
  await dropDatabase(postgres, database);
  await postgres.release();
}, patience);

/** She declares once more, and the node has asked its sources and decided. */
async function declareAgain(): Promise<void> {
  const before = await quiet();
  const body = { answers: usual(citizen.person).answers, pledge: await confirmedPledge(citizen.client) };
  await citizen.client.call(routes.declareHealth, { body });
  await until('the node has decided again', async () => ((await quiet()) > before ? true : undefined));
}

/** Waits until no decision is being made; answers how many were. */
function quiet(): Promise<number> {
  return until('no decision is being made', async () => {
    const points = await pointsOfJobs();
    const [begun = 0, done = 0] = ['before', 'after'].map((moment) => points[`job:decision.refresh/${moment}-job`]);
    return begun === done ? done : undefined;
  });
}

async function pointsOfJobs(): Promise<Record<string, number>> {
  const response = await fetch(`${node.jobs.managementUrl}/points`);
  return ((await response.json()) as { points: Record<string, number> }).points;
}

async function stateOf(source: string) {
  const { sources } = await node.anonymous.call(routes.getSources, {});
  return sources.find((each) => each.source === source)!;
}

/** What a source has said and stands: its facts, and that it reported, with when. */
async function standing(source: string): Promise<{ kind: string; said_at: Date; data: unknown }[]> {
  const { rows } = await db.query<{ kind: string; said_at: Date; data: unknown }>(
    `select kind, received_at as said_at, data from fact where source = $1 and superseded_by is null
      union all select 'source-report', received_at, null from source_report where source = $1
      order by kind`,
    [source],
  );
  return rows;
}

const askedByPerson = [
  'health-commission',
  'nat-laboratory',
  'itinerary-card',
] as const satisfies readonly SimulatorName[];
const others = (source: string) => askedByPerson.filter((each) => each !== source);

describe.each(askedByPerson)('%s', (source) => {
  test.each(Object.entries(failing))(
    '%s: what it said before stands, the others are heard, and it recovers',
    async (_, fault) => {
      const before = await standing(source);
      const otherBefore = await standing(others(source)[0]!);
      await node.fault(source, fault);
      await declareAgain();
      await node.fault(source, { mode: 'none' });
      expect(await standing(source)).toEqual(before);
      expect((await citizen.client.call(routes.getHealthInformation, {})).colour).toBe('green');
      const { lastAnswerAt, lastFailureAt } = await stateOf(source);
      expect(Date.parse(lastFailureAt!)).toBeGreaterThanOrEqual(Date.parse(lastAnswerAt!));
      // The other sources have reported anew.
      expect(await standing(others(source)[0]!)).not.toEqual(otherBefore);
      await declareAgain();
      expect(await standing(source)).not.toEqual(before);
      const recovered = await stateOf(source);
      expect(Date.parse(recovered.lastAnswerAt!)).toBeGreaterThanOrEqual(Date.parse(recovered.lastFailureAt!));
    },
  );

  test('says everything twice: it is stored once', async () => {
    const before = (await standing(source)).map(({ kind }) => kind);
    await node.fault(source, { mode: 'duplicate' });
    await declareAgain();
    await node.fault(source, { mode: 'none' });
    const after = await standing(source);
    expect(after.map(({ kind }) => kind)).toEqual(before);
    for (const { data } of after) {
      // A report says nothing but that it was made.
      const stays = (data as { stays?: unknown[] } | null)?.stays ?? [];
      expect(new Set(stays.map((stay) => JSON.stringify(stay))).size).toBe(stays.length);
    }
  });
});

describe('population-registry', () => {
  test.each(Object.entries(failing).filter(([what]) => what !== 'gives times that are none'))(
    '%s: nobody is verified, nothing is stored, and she can send it again',
    async (_, fault) => {
      const persons = async () => (await db.query('select person_id from person')).rowCount;
      const before = await persons();
      await node.fault('population-registry', { ...fault, count: 1 } as Fault);
      const arriving = node.arrive();
      await expect(arriving).rejects.toMatchObject({ code: 'registry-unavailable' });
      expect(await persons()).toBe(before);
      await node.fault('population-registry', { mode: 'none' });
      await node.arrive();
      expect(await persons()).toBe((before ?? 0) + 1);
    },
  );
});

describe('national-platform', () => {
  let ahead = false;
  /** The jobs look for the areas when more than a minute lies between them and the last look, before or after. */
  async function passMinute(): Promise<void> {
    ahead = !ahead;
    const before = await looks();
    const now = new Date(Date.now() + (ahead ? 120_000 : 0)).toISOString();
    await fetch(`${node.jobs.managementUrl}/clock`, { method: 'PUT', body: JSON.stringify({ now }) });
    await until('the areas were asked for', async () => ((await looks()) > before ? true : undefined));
  }
  const looks = async () => (await pointsOfJobs())['tick:facts.risk-areas/after-job'] ?? 0;
  /** To the millisecond, which the public answer is not. */
  const stored = async () => {
    const { rows } = await db.query<{ last_answer_at: Date | null; last_failure_at: Date | null }>(
      `select last_answer_at, last_failure_at from source_state where source = 'national-platform'`,
    );
    return rows[0]!;
  };
  const publications = async () =>
    (await db.query('select publication_id, areas from risk_publication order by 1')).rows;

  test.each(Object.entries(failing).filter(([what]) => what !== 'answers about somebody else'))(
    '%s: the list of before stays in force, and it recovers',
    async (_, fault) => {
      const before = await publications();
      const state = await stored();
      await node.fault('national-platform', fault);
      await passMinute();
      await node.fault('national-platform', { mode: 'none' });
      expect(await publications()).toEqual(before);
      const failed = await stored();
      expect(failed.last_failure_at).not.toEqual(state.last_failure_at);
      expect(failed.last_answer_at).toEqual(state.last_answer_at);
      await passMinute();
      expect((await stored()).last_answer_at).not.toEqual(state.last_answer_at);
    },
  );

  test('says everything twice: that is no new publication', async () => {
    const before = await publications();
    await node.fault('national-platform', { mode: 'duplicate' });
    await passMinute();
    await node.fault('national-platform', { mode: 'none' });
    expect(await publications()).toEqual(before);
    await fetch(`${node.jobs.managementUrl}/clock`, { method: 'DELETE' });
  });
});

describe('sms-gateway', () => {
  test.each([
    ['does not answer', failing['does not answer']!],
    ['does its work and loses the answer', failing['does its work and loses the answer']!],
  ])('%s: she is told so, and asks again without waiting a minute', async (_, fault) => {
    const { person } = citizen;
    await db.query('delete from phone_code');
    await node.fault('sms-gateway', fault);
    const refused = node.anonymous.call(routes.sendPhoneCode, { body: { phone: person.phone } });
    await expect(refused).rejects.toMatchObject({ code: 'sms-unavailable' });
    await node.fault('sms-gateway', { mode: 'none' });
    const smsManagementUrl = node.simulators['sms-gateway'].managementUrl;
    expect((await signInCitizen({ url: node.url, smsManagementUrl }, person)).person).toBe(person);
  });
});

describe('a source that stays down', () => {
  test('is paused after five questions, everybody can see it, and half a minute later it is tried again', async () => {
    const source = 'nat-laboratory';
    const questions = async () => {
      const { body } = await manage(node.simulators[source].managementUrl, 'GET /requests');
      return (body as { requests: unknown[] }).requests.length;
    };
    await node.fault(source, { mode: 'down' });
    const before = await questions();
    for (let declarations = 0; declarations < 7; declarations++) await declareAgain();
    expect((await questions()) - before).toBe(5);
    const { pausedUntil } = await stateOf(source);
    expect(Date.parse(pausedUntil!)).toBeGreaterThan(Date.now());
    expect((await citizen.client.call(routes.getHealthInformation, {})).colour).toBe('green');
    await node.fault(source, { mode: 'none' });
    const later = new Date(Date.parse(pausedUntil!) + 1000).toISOString();
    await fetch(`${node.jobs.managementUrl}/clock`, { method: 'PUT', body: JSON.stringify({ now: later }) });
    await declareAgain();
    // This declaration asks; what was put off while it was paused may have asked by then as well, of its own.
    expect([6, 7]).toContain((await questions()) - before);
    expect((await stateOf(source)).pausedUntil).toBeNull();
    await fetch(`${node.jobs.managementUrl}/clock`, { method: 'DELETE' });
  });
});

describe('the signer', () => {
  test('is gone: what needs a signature is asked to come again, the rest goes on; back again, it signs', async () => {
    await citizen.client.call(routes.applyForCode, { body: { scope: '140100' } });
    const phone = createPhone();
    await phone.takeStrips(citizen.client, 1);
    const deaths = node.signer.deaths();
    await fetch(`${node.signer.managementUrl}/kill-point`, {
      method: 'PUT',
      body: JSON.stringify({ point: 'sign/before-answer', nth: 1 }),
    });
    await expect(phone.takeStrips(citizen.client, 1)).rejects.toMatchObject({ code: 'temporarily-unavailable' });
    expect((await citizen.client.call(routes.getHealthInformation, {})).colour).toBe('green');
    const signs = async () => {
      try {
        return await phone.takeStrips(citizen.client, 1);
      } catch {
        return undefined;
      }
    };
    expect(await until('the signer is back', signs)).toBe(1);
    expect(node.signer.deaths()).toBe(deaths + 1);
    expect(node.web.deaths()).toBe(0);
  });
});
