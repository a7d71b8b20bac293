import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routes } from '@tongxing/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LastingBrowser } from '../clients/browser.ts';
import type { Citizen } from '../clients/citizen.ts';
import { machineClock, type Phone } from '../clients/phone.ts';
import { rowsOf } from '../clients/rows.ts';
import { hireStaff } from '../clients/staff.ts';
import { shanxi } from '../provinces.ts';
import type { WorldNode } from '../world.ts';
import { breakConnection } from './test/broken-connection.ts';
import { seeCollection } from './test/collection-looks.ts';
import { examine, pictureOf } from './test/examine.ts';
import { film, openBrowserWithCamera } from './test/film.ts';
import { dumpDatabase } from './test/in-page.ts';
import { label } from './test/label.ts';
import { switchOn } from './test/lasting-device.ts';
import { cards, nurseOn } from './test/nurse.ts';
import { linkFor, openGuard, openGuardWorld, type GuardOptions } from './test/open-guard.ts';
import { settle } from './test/people.ts';

const nurse = { username: 'nurse-at-the-hospital', password: 'a word known to nobody else' };
const pool = 'SX1124-000101';
const single = 'SX1124-000102';
const short = 'SX1124-000103';
/** In use at a village already. */
const elsewhere = 'SX1124-000900';

let story: Awaited<ReturnType<typeof openGuardWorld>>;
let node: WorldNode;
let folder: string;
let browser: LastingBrowser;
let page: Page;
let citizen: Citizen;
let phone: Phone;
/** A code on paper that its holder has lost, and said so. */
let lostPaper: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tx-device-'));
  story = await openGuardWorld([shanxi]);
  node = story.world.nodes[shanxi]!;
  const settled = settle(story, shanxi, { seed: 76_001, division: '140105' });
  await hireStaff(node, { role: 'guard', division: '140105', username: nurse.username });
  ({ browser, page } = await switchOn(folder));
  ({ citizen, phone } = await settled);
  const { paperId, text } = await citizen.client.call(routes.makePaperCode, {});
  await citizen.client.call(routes.revokePaperCode, { params: { paperId } });
  lostPaper = text;
}, 600_000);

afterAll(async () => {
  await browser?.context.close();
  await story?.close();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const { press, fill, says, scan, counts, begin, closeWith, look } = nurseOn(() => page);
const query = <Row extends object>(statement: string) => rowsOf<Row>(story.databaseUrl(shanxi), statement);

/** The disk is full, once. */
const failOnce = `{
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = () => {
    IDBObjectStore.prototype.put = put;
    throw new DOMException('full', 'QuotaExceededError');
  };
}`;

const samples = () =>
  query<{ tube: string; people: number; rows: number }>(
    `select tube, count(distinct sample_id)::integer as people, count(*)::integer as rows
       from collection_sample where moved_at is null group by 1 order by 1`,
  );

describe('a device at a collecting point', () => {
  test('registers ten people into a tube without a network, also when it is closed and killed in between', async () => {
    await page.goto(
      await linkFor(node, { name: '虚拟医院采样点', placeType: 'medical-institution', division: '140105' }),
    );
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await page.getByRole('button', { name: '采样登记' }).waitFor();
    await node.kill('web');
    await press('采样登记');
    await scan(pool);
    await says(`已扫到 ${pool}。请选这一管几个人。`);
    await press('10 混 1');
    await counts('0 / 10');
    const code = await phone.show();
    await scan(code);
    await counts('1 / 10');
    await says(/^上一位 .\*.? 尾号 [0-9X]{4}$|^上一位 .\*+.? 尾号/);
    await scan(await phone.show());
    await says(`这位已登记在 ${pool},没有重复登记。`);
    await scan('https://pay.example/1');
    await says('这不是健康码,没有登记。');
    await scan(`TX1:${'0123456789ABCDEF'.repeat(9)}`);
    await says('凭这个码认不出本人,没有登记。');
    await page.evaluate(failOnce);
    await scan(cards[0]!);
    await says('本机没有保存成功,没有登记。');
    for (const [n, card] of cards.slice(0, 4).entries()) {
      await scan(card);
      await counts(`${n + 2} / 10`);
    }
    await page.reload();
    await counts('5 / 10');
    for (const [n, card] of cards.slice(4, 9).entries()) {
      await scan(card);
      await counts(`${n + 6} / 10`);
    }
    await browser.kill();
    ({ browser, page } = await switchOn(folder));
    await page.goto(`${node.url}/guard/`);
    await says('已满 10 人');
    await press('撤回上一位');
    await counts('9 / 10');
    await press('用证件登记');
    await fill('证件号', '140105195001019967');
    await press('登记到这一管');
    await page.getByRole('alert').waitFor();
    await fill('证件号', cards[8]!.slice(0, 18));
    await press('登记到这一管');
    await says('已满 10 人');
    const kept = (await dumpDatabase(page)).join('\n');
    for (const secret of [code, cards[0]!.slice(0, 18), pool]) expect(kept).not.toContain(secret);
  });

  test('closes a tube with a count of its own, and says what to do where it differs', async () => {
    await closeWith(9);
    await says('清点 9 人,登记 10 人,相差 1 人。已登记的人都已保存。');
    await press('再数一次');
    await fill('这一管实际采了几个人', '10');
    await press('封好');
    await begin(single, '单采');
    await scan(cards[9]!);
    await counts('1 / 1');
    await closeWith(1);
    await press('各管');
    expect(await page.getByText('等待上传,已保存在本机。').count()).toBe(2);
    await press('回到采样');
  });

  test('sends it once when the network is back, through a connection that breaks and answers that are lost', async () => {
    await node.start('web');
    const sendings = await breakConnection(page, '**/collection/batches');
    await press('查验');
    await press('更多');
    const waiting = page.locator('dt', { hasText: '待上传的记录' }).locator('+ dd');
    for (let n = 0; n < 9 && (await waiting.textContent()) !== '0'; n += 1) {
      const sent = page.waitForEvent('requestfinished', (request) => request.url().endsWith('/checkpoint/profile'));
      await press('现在更新并上传');
      await sent;
    }
    await page.unroute('**/collection/batches');
    expect(await samples()).toEqual([
      { tube: pool, people: 10, rows: 10 },
      { tube: single, people: 1, rows: 1 },
    ]);
    await press('回到查验');
    await press('采样登记');
    await press('各管');
    await says('采样管已封管,人数相符。');
    expect(sendings()).toBeGreaterThan(3);
  });

  test('has somebody identified whose code does not tell, settles a count that differs, and moves who is in the wrong tube', async () => {
    await press('回到采样');
    await begin(short, '10 混 1');
    for (const text of [cards[10]!, lostPaper]) await scan(text);
    await counts('2 / 10');
    await closeWith(4);
    await press('先按此数封好,稍后核对');
    await look('待处理 1', short);
    await says('凭这个码认不出本人。');
    await page.getByRole('button', { name: /^用证件补登/ }).click();
    await fill('证件号', cards[14]!.slice(0, 18));
    await press('补登这份样本');
    await says('清点人数与登记人数不符。');
    await press('补登或重新封管');
    await scan(cards[11]!);
    await counts('3 / 10');
    // Of the count that differs the node may have spoken again by now, or not yet.
    await look(/^(各管|待处理 1)$/, single);
    await page.getByRole('button', { name: /^更正/ }).click();
    await press(`${short} (3 / 10)`);
    await press('放错管');
    await says('清点 1 人');
    await expect.poll(samples).toEqual([
      { tube: pool, people: 10, rows: 10 },
      { tube: short, people: 4, rows: 4 },
    ]);
    expect(await query('select tube, moved_to, move_reason from collection_sample where moved_to is not null')).toEqual(
      [{ tube: single, moved_to: short, move_reason: 'wrong-tube' }],
    );
    await press('补登或重新封管');
    await closeWith(0);
    await press('各管');
    await expect.poll(() => page.getByText('采样管已封管,人数相符。').count()).toBe(3);
    await press('回到采样');
  });

  test('is told of a number that is in use elsewhere, and gives the tube another with everybody in it; who was not sampled is taken out', async () => {
    await query(`insert into collection_tube (tube, venue_id, device_id, size, opened_at)
                 select '${elsewhere}', gen_random_uuid(), gen_random_uuid(), 10, now()`);
    await begin(elsewhere, '10 混 1');
    for (const card of cards.slice(12, 14)) await scan(card);
    await counts('2 / 10');
    await look('待处理 1', elsewhere);
    await press('换管号或规格');
    await scan('SX1124-000104');
    await page.getByRole('heading', { name: 'SX1124-000104' }).waitFor();
    await page.getByRole('button', { name: /^更正/ }).last().click();
    await press('没有采样,从本管移除');
    await press('继续采这一管');
    await counts('1 / 10');
    await closeWith(1);
    await expect.poll(samples).toContainEqual({ tube: 'SX1124-000104', people: 1, rows: 1 });
  });

  test('puts tubes into a box and closes it with their count', async () => {
    await press('装箱');
    await scan('BOX-0007');
    await says('BOX-0007');
    for (const tube of [pool, short]) await scan(tube);
    await scan(pool);
    await says(`${pool} 已在箱里,没有重复登记。`);
    await press('封箱');
    await fill('箱里实际有几支采样管', '2');
    await press('封好');
    await says('已装箱,管数相符。');
    const boxed = await query(`select tube, box from collection_tube where box is not null order by tube`);
    expect(boxed).toEqual([pool, short].map((tube) => ({ tube, box: 'BOX-0007' })));
  });

  test('has what the laboratory finds in a tube tell everybody in it what to do', async () => {
    const laboratory = await hireStaff(node, { role: 'health-data', division: '140100', username: 'lab-76' });
    const at = new Date((machineClock() - 60) * 1000).toISOString();
    const table = `采样管号,检测结果,采样时间,报告时间,检测机构\n${pool},阳性,${at},${at},示例检测中心\n`;
    expect((await laboratory.upload(table, { kind: 'nat', division: '140100' })).counts).toMatchObject({
      new: 1,
      waiting: 9,
    });
    const colour = async () => (await citizen.client.call(routes.getHealthInformation, {})).colour;
    await expect.poll(colour).toBe('yellow');
  });

  test('forgets its tubes when the shift ends', async () => {
    await press('回到采样');
    await press('查验');
    await press('更多');
    await fill('工作账号', nurse.username);
    await fill('密码', nurse.password);
    await press('开始当班');
    await press('交班');
    await page.getByRole('heading', { name: '开始当班' }).waitFor();
    await press('回到查验');
    await press('采样登记');
    await press('各管');
    await says('这一班还没有采样管。');
    expect(await page.locator('.entry').count()).toBe(0);
  });
});

/** By Tab and Enter the one, by touch the other, whose tube is in use at the first's collecting point. */
const looks: readonly GuardOptions[] = [{}, { language: 'en-GB', dark: true, width: 320, height: 512 }];

test('what a nurse sees of it is read by the camera, whole, large enough for gloves, by keys alone, and axe finds nothing', async () => {
  const movie = await film([label]);
  const studio = await openBrowserWithCamera(movie);
  const pictures = process.env['TONGXING_PICTURES'] ?? join(folder, 'pictures');
  for (const [number, options] of looks.entries()) {
    const guard = await openGuard(studio, options);
    const venue = { name: `虚拟社区 ${number}`, placeType: 'compound', division: '140105' } as const;
    await guard.page.goto(await linkFor(node, venue));
    await seeCollection({
      guard,
      zh: options.language === undefined,
      byKeyboard: number === 0,
      code: () => phone.show(),
      cards,
      label: `SX-20${number}`,
      examine: (screen) => examine(guard, screen, pictureOf(pictures, `collection ${number}`)),
    });
    expect(guard.complaints).toEqual([]);
    await guard.context.close();
  }
  await studio.close();
  await movie.remove();
});
