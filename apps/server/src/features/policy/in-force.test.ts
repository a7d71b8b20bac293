import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compilePack, type Pack } from '@tongxing/rules';
import { afterAll, describe, expect, it } from 'vitest';
import { logEntries } from '../../../test/log-entries.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { putInForce, testedPack } from '../../../test/test-pack.ts';
import type { LogEntry } from '../transparency/index.ts';
import { createPackSource, inForce, loadPacks, nextActivation, packAmong } from './index.ts';

const at = new Date('2026-11-24T08:00:00+08:00');
const pack = (changes: Partial<Pack>) => compilePack({ ...testedPack, ...changes });
const province = pack({ id: 'province', divisions: ['370000'] });
const city = pack({ id: 'city', divisions: ['370900', '370100'] });
const county = pack({ id: 'county', divisions: ['370102'] });
const entry = pack({ id: 'entry', divisions: ['370000'], purpose: 'entry' });
const packs = [county, city, entry, province];

describe('of the packs in force', () => {
  const chosenFor = (division: string | null, among = packs, when = at) =>
    packAmong(among, { purpose: 'resident', at: when, division, province: '370000' })?.pack.id;

  it('the one of the narrowest division around a person’s home judges her', () => {
    expect(chosenFor('370202')).toBe('province');
    expect(chosenFor('370103')).toBe('city');
    expect(chosenFor('370902')).toBe('city');
    expect(chosenFor('370102')).toBe('county');
    expect(chosenFor('370102003')).toBe('county');
  });

  it('the province’s judges who lives elsewhere, or nobody knows where', () => {
    expect(chosenFor('140105')).toBe('province');
    expect(chosenFor(null)).toBe('province');
  });

  it('the last to begin judges where two are for one division', () => {
    const later = pack({ id: 'later', divisions: ['370000'], validFrom: '2026-12-01T00:00:00+08:00' });
    const both = [later, province];
    expect(chosenFor(null, both, new Date('2026-11-30T23:59:59+08:00'))).toBe('province');
    expect(chosenFor(null, both, new Date('2026-12-01T00:00:00+08:00'))).toBe('later');
  });

  it('none is taken for another purpose or outside its dates', () => {
    expect(chosenFor(null, [entry])).toBeUndefined();
    expect(chosenFor(null, packs, new Date('2026-11-23T23:59:59+08:00'))).toBeUndefined();
  });
});

describe('a node’s first start', () => {
  const source = createPackSource();
  const folders: string[] = [];
  const nodes: TestNode[] = [];
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.close()));
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
  });

  /** A folder of packs: <division>/<name> → pack. */
  async function policies(held: Record<string, Pack>): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'tongxing-policies-'));
    folders.push(folder);
    await mkdir(join(folder, 'value-sets'));
    for (const [path, value] of Object.entries(held)) {
      await mkdir(join(folder, path), { recursive: true });
      await writeFile(join(folder, path, 'policy.json'), JSON.stringify(value));
    }
    return folder;
  }

  async function start(policiesFolder: string): Promise<TestNode> {
    const node = await openTestNode({ division: '140000', config: (config) => ({ ...config, policiesFolder }) });
    nodes.push(node);
    return node;
  }

  const taiyuan: Pack = { ...testedPack, id: 'taiyuan', divisions: ['140100'] };
  const entryPack: Pack = { ...testedPack, id: 'entry', purpose: 'entry' };

  it('puts the packs of its folder in force from the day the first of them begins, and says so in the log', async () => {
    const earlier: Pack = { ...entryPack, validFrom: '2020-03-01T00:00:00+08:00' };
    const node = await start(await policies({ '140000/resident': testedPack, '140000/entry': earlier }));
    const release = await inForce(node.context.db, new Date('2020-03-01T00:00:00+08:00'));
    expect(release.content.packs.map(({ id }) => id)).toEqual(['entry', 'tested']);
    await expect(inForce(node.context.db, new Date('2020-02-29T23:59:59+08:00'))).rejects.toThrow('no release');
    const [{ event, packs: named }] = (await logEntries(node, 'policy-release')) as [LogEntry];
    expect({ event, named }).toEqual({ event: 'first', named: release.content.packs });
  });

  it('puts in force what release.json names instead, also a city’s', async () => {
    const folder = await policies({
      '140000/resident': testedPack,
      '140000/old': entryPack,
      '140100/resident': taiyuan,
    });
    const named = [testedPack, taiyuan].map(({ id, version }) => ({ id, version }));
    const title = { zh: '首个版本', en: 'The first release' };
    await writeFile(join(folder, '140000', 'release.json'), JSON.stringify({ title, packs: named }));
    const { context, clock } = await start(folder);
    const { content } = await inForce(context.db, clock.now());
    expect(content.packs.map(({ id }) => id)).toEqual(['tested', 'taiyuan']);
    expect((await source.packFor(context.db, 'resident', clock.now(), '140105')).pack.id).toBe('taiyuan');
    expect((await source.packFor(context.db, 'resident', clock.now(), '140202')).pack.id).toBe('tested');
  });

  it('is not repeated: what comes onto the disk later is available and judges nobody', async () => {
    const { context, clock } = await start(await policies({ '140000/resident': testedPack }));
    const before = await inForce(context.db, clock.now());
    const more = await policies({ '140000/resident': { ...testedPack, version: '1.1.0' }, '140100/resident': taiyuan });
    await loadPacks({ ...context, config: { ...context.config, policiesFolder: more } });
    expect(await inForce(context.db, clock.now())).toEqual(before);
    const available = await context.db.selectFrom('policy_pack').select(['pack_id', 'version']).execute();
    expect(available.map((row) => `${row.pack_id} ${row.version}`).toSorted()).toEqual([
      'taiyuan 1.0.0',
      'tested 1.0.0',
      'tested 1.1.0',
    ]);
    expect((await source.packFor(context.db, 'resident', clock.now(), '140105')).pack.version).toBe('1.0.0');
  });

  it('refuses a pack that was changed under its version', async () => {
    const { context } = await start(await policies({ '140000/resident': testedPack }));
    const changed = await policies({ '140000/resident': { ...testedPack, grace: 'P3D' } });
    const config = { ...context.config, policiesFolder: changed };
    await expect(loadPacks({ ...context, config })).rejects.toThrow('tested 1.0.0 was changed');
  });

  it('leaves what comes later to releases, which say from when on they judge', async () => {
    const node = await start(await policies({ '140000/resident': testedPack }));
    const { db } = node.context;
    await putInForce(node, taiyuan);
    const now = node.clock.now();
    const before = new Date(now.getTime() - 1);
    expect((await source.packFor(db, 'resident', now, '140105')).pack.id).toBe('taiyuan');
    expect((await source.packFor(db, 'resident', before, '140105')).pack.id).toBe('tested');
    expect((await source.packFor(db, 'resident', now, '140202')).pack.id).toBe('tested');
    expect(await nextActivation(db, before)).toEqual(now);
    expect(await nextActivation(db, now)).toBeUndefined();
  });
});
