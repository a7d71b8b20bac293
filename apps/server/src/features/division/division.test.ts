import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citizenWithCode, declaredCitizen, pledgeOf } from '../../../test/citizen.ts';
import { signInStaff, venueAt } from '../../../test/checkpoint.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { readDivisions, requireDivisions, type Divisions } from './index.ts';

// Names, codes and days in this file are the country's own: GB/T 2260 and the State Council's approval of January 2019.
const noon = (text: string) => new Date(`${text}T12:00:00+08:00`);

describe('the divisions of the country', async () => {
  const divisions: Divisions = await readDivisions();
  const names = (parent: string | null, at = '2026-11-24') =>
    divisions.inside(parent, noon(at)).map(({ name }) => name.zh);

  it('are 34 at the level of the province', () => {
    expect(divisions.inside(null, noon('2026-11-24'))).toHaveLength(34);
    expect(divisions.latest('710000')?.name).toEqual({ zh: '台湾省', en: 'Taiwan' });
  });

  it('name the sixteen cities of Shandong, and seventeen before 2019', () => {
    expect(names('370000')).toHaveLength(16);
    expect(names('370000', '2019-01-08')).toHaveLength(17);
    expect(names('370000', '2019-01-09')).not.toContain('莱芜市');
  });

  it('name the eleven cities of Shanxi in Chinese and English', () => {
    const cities = divisions.inside('140000', noon('2026-11-24')).map(({ name }) => name.en);
    expect(cities).toEqual(
      'Taiyuan Datong Yangquan Changzhi Jincheng Shuozhou Jinzhong Yuncheng Xinzhou Linfen Lüliang'.split(' '),
    );
  });

  it.each([
    ['province', '370000', ['山东省']],
    ['city', '370100', ['山东省', '济南市']],
    ['county', '370102', ['山东省', '济南市', '历下区']],
    ['street', '370102003', ['山东省', '济南市', '历下区', '趵突泉街道']],
    ['village', '370102001002', ['山东省', '济南市', '历下区', '解放路街道', '解放桥社区居民委员会']],
    ['street', '441900003', ['广东省', '东莞市', '东城街道']],
    ['county', '371202', ['山东省', '莱芜市', '莱城区']],
  ])('lead from the province to a %s: %s', (level, code, path) => {
    expect(divisions.path(code).map(({ name }) => name.zh)).toEqual(path);
    expect(divisions.latest(code)?.level).toBe(level);
  });

  it('know what became of the city that is no more', () => {
    const into = Object.fromEntries(['371200', '371202', '371203'].map((code) => [code, divisions.latest(code)?.into]));
    expect(into).toEqual({ '371200': '370100', '371202': '370116', '371203': '370117' });
  });

  it('mark what only the statistics office counts as a division', () => {
    const statistical = (code: string) => divisions.latest(code)?.statistical;
    expect(['370176', '110100', '120110400'].map(statistical)).toEqual([true, true, true]);
    expect(['370102', '370100', '370102003'].map(statistical)).toEqual([false, false, false]);
  });

  it.each([
    ['371202', '2019-01-08', true],
    ['371202', '2019-01-09', false],
    ['370116', '2019-01-08', false],
    ['370116', '2019-01-09', true],
    ['110103', '2009-06-01', true],
    ['110103', '2011-06-01', false],
  ])('have %s on %s: %s', (code, on, exists) => {
    expect(divisions.find(code, noon(on)) !== undefined).toBe(exists);
  });

  it('count for a stay that reaches into their time', () => {
    const use = (from: string, to: string) => () =>
      requireDivisions(divisions, [{ path: '/body', code: '371202', from: noon(from), to: noon(to) }]);
    expect(use('2018-06-01', '2018-06-03')).not.toThrow();
    expect(use('2019-01-05', '2019-01-12')).not.toThrow();
    expect(use('2019-01-10', '2019-01-12')).toThrow('division-unknown');
  });
});

describe('a node', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode({ division: '140000' });
  });
  afterAll(() => node.close());

  it('lists the provinces, then what is inside one', async () => {
    const provinces = await node.client.call(routes.listDivisions, { query: {} });
    expect(provinces.divisions.map(({ code }) => code)).toContain('820000');
    const { divisions, parent, dataOf } = await node.client.call(routes.listDivisions, { query: { parent: '140105' } });
    expect([parent, dataOf]).toEqual(['140105', '2023-06-30']);
    expect(divisions[0]).toEqual({
      code: '140105001',
      name: { zh: '坞城街道', en: null },
      level: 'street',
      statistical: false,
      validFrom: null,
      validTo: null,
      into: null,
    });
  });

  it('describes one with its path, also when it is no more', async () => {
    const { name, validTo, into, path } = await node.client.call(routes.getDivision, { params: { code: '371203' } });
    expect([name.zh, validTo, into]).toEqual(['钢城区', '2019-01-09', '370117']);
    expect(path.map(({ code }) => code)).toEqual(['370000', '371200', '371203']);
  });

  it.each(['/divisions/990000', '/divisions?parent=990000', '/divisions/140105999'])(
    'has nothing under %s',
    async (url) => {
      const answer = await node.app.inject({ url });
      expect(answer.json<schemas.Problem>().type).toBe('urn:tongxing:problem:not-found');
    },
  );

  it('lets a list be kept for an hour, and says when it is still the same', async () => {
    const url = '/divisions?parent=140000';
    const first = await node.app.inject({ url });
    const { etag } = first.headers;
    expect(first.headers['cache-control']).toBe('public, max-age=3600');
    for (const tags of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await node.app.inject({ url, headers: { 'if-none-match': tags } });
      expect([again.statusCode, again.payload]).toEqual([304, '']);
    }
    const other = await node.app.inject({ url: '/divisions?parent=370000', headers: { 'if-none-match': etag } });
    expect(other.statusCode).toBe(200);
  });

  it('names each field whose division does not exist, in both languages', async () => {
    const { client } = await declaredCitizen(node);
    const stay = (division: string) => ({
      division,
      from: new Date(node.clock.now().getTime() - day * 1000).toISOString(),
      to: new Date(node.clock.now().getTime() - hour * 1000).toISOString(),
    });
    const stays = [stay('140105'), stay('149999'), stay('371202')];
    const call = client.call(routes.declareItinerary, { body: { stays, pledge: pledgeOf(node) } });
    await expect(call).rejects.toMatchObject({
      problem: {
        status: 422,
        titles: { zh: '没有这个行政区划', en: 'There is no such division' },
        errors: [
          { path: '/body/stays/1/division', rule: 'division-exists' },
          { path: '/body/stays/2/division', rule: 'division-exists' },
        ],
      },
    });
  });

  it('makes a code for a city that exists only', async () => {
    const { client } = await citizenWithCode(node);
    const apply = (scope: string) => problemOf(client.call(routes.applyForCode, { body: { scope } }));
    expect(await apply('140200')).toBe('none');
    expect(await apply('149900')).toBe('division-unknown');
    expect(await apply('142300')).toBe('division-unknown');
    expect(await apply('140105')).toBe('invalid-input');
    expect(await apply('370100')).toBe('invalid-input');
  });

  it('opens no venue and no account for a division that does not exist', async () => {
    const staff = await signInStaff(node);
    expect(await problemOf(staff.call(routes.createEnrolment, { body: { venue: venueAt('140199') } }))).toBe(
      'division-unknown',
    );
    const account = { username: 'guard-9', password: 'a long enough password', role: 'guard' as const };
    const made = staff.call(routes.createStaff, { body: { ...account, division: '142300' } });
    expect(await problemOf(made)).toBe('division-unknown');
  });
});
