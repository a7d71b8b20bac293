import { routes, type Client, type schemas } from '@tongxing/contract';
import type { Pack } from '@tongxing/rules';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ago, declare, declaredCitizen, verifiedCitizen } from '../../../test/citizen.ts';
import { openFederation, type Federation } from '../../../test/federation.ts';
import { problemOf } from '../../../test/inject.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { digestTables } from '../../../test/tables.ts';
import { putInForce, testedPack } from '../../../test/test-pack.ts';
import { isPassing } from '../../platform/outgoing/index.ts';
import { createPackSource, packHash, packStoredAs, type StoredPack } from '../policy/index.ts';
import { readAnswer } from './destination.ts';
import { tellRules } from './tell-rules.ts';

const ask = (client: Client, division: string, date: string): Promise<schemas.TravelOutlook> =>
  client.call(routes.askTravelOutlook, { body: { division, date } });

const date = '2026-11-27';

/** Datong wants a test of 48 hours; the province does not. */
const datong: Pack = { ...testedPack, id: 'datong', divisions: ['140200'] };

describe('in one’s own province', () => {
  let node: TestNode;
  beforeEach(async () => {
    node = await openTestNode({ division: '140000' });
    await putInForce(node, datong);
  });
  afterEach(() => node.close());

  it('two cities answer differently in the same week, each by its own rules and with their sources [W04]', async () => {
    const { client } = await declaredCitizen(node);
    const taiyuan = await ask(client, '140100', '2026-11-27');
    expect(taiyuan).toMatchObject({ colour: 'green', test: null, rules: { pack: { id: 'sx-resident' }, own: true } });
    const answer = await ask(client, '140200', '2026-11-27');
    // 48 hours before midnight of the 27th, less the minute at which it no longer counts.
    expect(answer).toMatchObject({
      colour: 'yellow',
      test: { from: '2026-11-25T00:01:00+08:00', until: '2026-11-27T00:00:00+08:00' },
      rules: { pack: { id: 'datong' } },
    });
    expect(answer.reasons[0]).toMatchObject({ ruleId: 'untested', sources: [{ row: 'R1', grade: 'K' }] });
    expect(answer.division.name).toEqual({ zh: '山西省大同市', en: 'Datong, Shanxi' });
  });

  it('says whom to tell there, the nearest first', async () => {
    const { client } = await declaredCitizen(node);
    const { tell } = await ask(client, '140105', '2026-11-27');
    expect(tell.contacts.map(({ division }) => division)).toEqual(['140100', '140000']);
    expect((await ask(client, '140200', '2026-11-27')).tell.contacts.map(({ division }) => division)).toEqual([
      '140000',
    ]);
  });

  it('uses the rules that will be in force that day', async () => {
    const { client } = await declaredCitizen(node);
    const later: Pack = { ...datong, version: '2.0.0', rules: datong.rules.filter(({ colour }) => colour === 'green') };
    node.clock.forward(day);
    await putInForce(node, { ...later, validFrom: '2026-11-28T00:00:00+08:00' });
    expect((await ask(client, '140200', '2026-11-27')).rules.pack.version).toBe('1.0.0');
    expect((await ask(client, '140200', '2026-11-28')).rules.pack.version).toBe('2.0.0');
  });

  it('stores nothing about the asking, of whoever asks', async () => {
    const { client } = await declaredCitizen(node);
    const before = await digestTables(node.context.db);
    await ask(client, '140200', '2026-11-27');
    expect(await digestTables(node.context.db)).toEqual(before);
  });

  it('answers somebody who has declared nothing yet with what to do', async () => {
    const { client } = await verifiedCitizen(node);
    const { declare: needed, summary } = await ask(client, '140100', '2026-11-27');
    expect(needed?.zh).toContain('申报');
    expect(summary.zh).toContain('重新申报');
  });

  it.each(['2026-11-23', '2026-12-25', '2026-02-30'])('does not answer about %s', async (date) => {
    const { client } = await declaredCitizen(node);
    expect(await problemOf(ask(client, '140100', date))).toBe('travel-date-invalid');
  });

  it('answers about today and the thirtieth day', async () => {
    const { client } = await declaredCitizen(node);
    expect((await ask(client, '140100', '2026-11-24')).judgedAt).toBe('2026-11-24T08:00:00+08:00');
    expect((await ask(client, '140100', '2026-12-24')).judgedAt).toBe('2026-12-24T00:00:00+08:00');
  });

  it('does not answer about a place there is not, nor a province that has not joined', async () => {
    const { client } = await declaredCitizen(node);
    expect(await problemOf(ask(client, '149999', '2026-11-27'))).toBe('division-unknown');
    expect(await problemOf(ask(client, '440100', '2026-11-27'))).toBe('destination-not-joined');
    // Listed, and does not answer: for some minutes that is no error of the node's.
    const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation(() => {
      const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
      return Promise.reject(new TypeError('fetch failed', { cause }));
    });
    const said = vi.spyOn(node.context.log, 'outside');
    for (const minutes of [0, 4]) {
      node.clock.forward(minutes * 60);
      expect(await problemOf(ask(client, '370100', '2026-11-27'))).toBe('destination-silent');
    }
    expect(said.mock.calls.map(([, { error }]) => isPassing(error))).toEqual([true, false]);
    fetched.mockRestore();
  });
});

describe('in another province', () => {
  let both: Federation;
  beforeEach(async () => {
    both = await openFederation();
  });
  afterEach(() => both.close());

  it('its own entry rules judge, asked of its node, which learns place and day and nobody’s name', async () => {
    const { origin, destination } = both;
    const green = await declaredCitizen(origin);
    const there = await ask(green.client, '370100', '2026-11-27');
    expect(there.unknown).toEqual([]);
    expect(there).toMatchObject({
      colour: 'green',
      rules: { pack: { id: 'sd-entry' }, own: false },
      tell: { contacts: [{ division: '370100' }, { division: '370000' }] },
    });
    const red = await verifiedCitizen(origin, inventPerson('140105'));
    const contact = { kind: 'contact' as const, degree: 'close' as const, since: ago(origin, 2 * day) };
    origin.sources.records.set(red.person.documentNumber, [contact]);
    await declare(origin, red);
    const before = await digestTables(destination.context.db);
    const answer = await ask(red.client, '370100', '2026-11-27');
    // Another province's red counts for seven days from its decision (SD22-8).
    expect(answer).toMatchObject({ colour: 'red', reasons: [{ ruleId: 'sd-e-origin-red' }], test: null });
    // The nonce of the signed question is kept against replay; nothing else.
    const after = await digestTables(destination.context.db);
    const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(changed).toEqual(['public.peer_nonce']);
  });

  it('believes no rules that are not what their hash says', async () => {
    const { origin, destination } = both;
    const { client } = await declaredCitizen(origin);
    const { rules } = await ask(client, '370100', '2026-11-27');
    const { content } = await packStoredAs(destination.context.db, rules.pack.id, rules.pack.version);
    const hash = packHash(content as StoredPack).toString('base64url');
    expect(rules.sha256).toBe(hash);
    const answer = {
      division: '370100',
      date,
      release: { zh: '甲', en: 'A' },
      tell: { text: { zh: '甲', en: 'A' }, contacts: [] },
    };
    const { pack, valueSets } = content as { pack: Pack; valueSets: Record<string, string[]> };
    expect(readAnswer({ ...answer, pack, valueSets, sha256: hash }, { division: '370100', date }).sha256).toBe(hash);
    const changed = { ...pack, rules: pack.rules.slice(1) };
    for (const [what, wrong] of [
      ['not what their hash says', { ...answer, pack: changed, valueSets, sha256: hash }],
      ['another question', { ...answer, division: '370200', pack, valueSets, sha256: hash }],
      ['not in form', { ...answer, pack, valueSets }],
      ['cannot be read', { ...answer, pack: { ...pack, rules: [] }, valueSets, sha256: hash }],
    ] as const) {
      expect(() => readAnswer(wrong, { division: '370100', date })).toThrow(what);
    }
  });

  it('tells peers only of places of its own', async () => {
    const deps = { ...both.destination.context, packs: createPackSource() };
    await expect(tellRules(deps, { division: '140100', date })).rejects.toMatchObject({ code: 'division-unknown' });
    expect((await tellRules(deps, { division: '370900', date })).pack).toMatchObject({ purpose: 'entry' });
  });
});
