import { encode } from 'uqr';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { machineClock, type Phone } from '../clients/phone.ts';
import { shandong, shanxi } from '../provinces.ts';
import { film, held, openBrowserWithCamera, type Film } from './test/film.ts';
import { linkFor, openGuard, openGuardWorld, type Guard } from './test/open-guard.ts';
import { settlePhone } from './test/people.ts';

let story: Awaited<ReturnType<typeof openGuardWorld>>;
let movie: Film;
let browser: Browser;
let guard: Guard;

/** How a phone is held before the camera, and in what light. */
const ways = {
  small: 'width: 300px',
  large: 'width: 690px',
  turned: 'transform: rotate(38deg); width: 430px',
  tilted: 'transform: perspective(1100px) rotateY(28deg) rotateX(10deg)',
  blurred: 'filter: blur(1.1px)',
  glaring: 'background: #fff; box-shadow: inset 0 0 0 1000px #fff0; filter: contrast(.45) brightness(1.35)',
  dark: 'filter: brightness(.22)',
} as const;

beforeAll(async () => {
  story = await openGuardWorld();
  const settle = (division: string, seed: number, district: string) =>
    settlePhone(story, division, { seed, division: district });
  const here = await Promise.all(Object.keys(ways).map((_, n) => settle(shanxi, 72_000 + n, '140105')));
  const [late, foreign] = await Promise.all([settle(shanxi, 72_100, '140105'), settle(shandong, 72_101, '370102')]);
  // As far ahead as a phone's clock may be: the film is to be seen for as long as it can be.
  const at = machineClock() + 25;
  const show = (phone: Phone, instant = at) => phone.show(instant);
  const shown = await Promise.all(here.map((phone) => show(phone)));
  const foreignCode = await show(foreign);
  movie = await film([
    // Nobody comes until the guard is ready.
    '',
    '',
    '',
    ...Object.values(ways).map((css, n) => held(shown[n]!, css)),
    held(await show(late, at - 600)),
    held(foreignCode),
    held(shown[0]!, 'width: 520px') + held(shown[1]!, 'width: 520px'),
    held(lookAlike()),
    held('https://pay.example/shop?order=20261124'),
    drawn(),
  ]);
  browser = await openBrowserWithCamera(movie);
  guard = await openGuard(browser);
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await movie?.remove();
  await story?.close();
}, 60_000);

/** Begins as a health code does, and has nothing behind it. */
function lookAlike(): string {
  return `TX1:${'0123456789ABCDEF'.repeat(30)}`;
}

/** What a page looks like that imitates a green code, with a pattern that is no QR code. */
function drawn(): string {
  const { data } = encode('x'.repeat(300), { ecc: 'M' });
  const broken = data.map((row, y) => row.map((dark, x) => (x < 9 || y < 9 ? (x + y) % 3 === 0 : dark)));
  const side = 520 / data.length;
  const squares = broken.flatMap((row, y) =>
    row.map((dark, x) =>
      dark ? `<rect x="${x * side}" y="${y * side}" width="${side}" height="${side}" fill="#0a7d3e"/>` : '',
    ),
  );
  return `<div style="background: #fff; padding: 24px; text-align: center; font-size: 48px; color: #0a7d3e">绿码 ✓
    <svg style="width: 520px" viewBox="0 0 520 520">${squares.join('')}</svg></div>`;
}

/** What the guard is told under the camera, one after the other. */
const watchHint = `(() => {
  const hint = document.querySelector('.hint');
  globalThis.told = [];
  new MutationObserver(() => globalThis.told.push(hint.textContent)).observe(hint, { subtree: true, childList: true, characterData: true });
})()`;

describe('a camera before which people pass', () => {
  let members: string[];
  let told: string[];

  test('are taken in one after the other, each once however often the film is shown', async () => {
    const venue = { name: '虚拟火车站', placeType: 'railway-station', division: '140105' } as const;
    await guard.page.goto(await linkFor(story.world.nodes[shanxi]!, venue));
    await guard.page.getByRole('button', { name: '一家人' }).click();
    await guard.page.evaluate(watchHint);
    const seen = guard.page.locator('.member');
    await seen.nth(Object.keys(ways).length + 2).waitFor({ timeout: 90_000 });
    const said = () => guard.page.evaluate<string[]>('globalThis.told');
    await expect.poll(said).toContain('这不是健康码。请对方打开健康码页面再出示。');
    await expect.poll(said).toContain('画面里有两个健康码,请只对准一个');
    members = (await seen.allTextContents()).toReversed();
    told = await said();
    expect(members.length).toBe(Object.keys(ways).length + 3);
  });

  test.for(Object.keys(ways).map((way, position) => [way, position] as const))(
    'a code that is %s is read, asked about, and green',
    ([, position]) => {
      expect(members[position]).toMatch(/^绿码/);
    },
  );

  test('a picture of ten minutes ago is stopped where the province wants live codes [M43]', () => {
    expect(members[7]).toMatch(/^停绿码.*请对方重新出示动态码/);
  });

  test("another province's code is told as its own", () => {
    // Whether it passes hangs on the lists that have come by then; whose it is does not.
    expect(members[8]).toMatch(/绿码.*山东省/);
  });

  test('what only begins like a health code is stopped', () => {
    expect(members[9]).toMatch(/^停/);
  });

  test('two codes at once are nobody’s, a payment code is no health code, and what is only drawn like one is nothing', () => {
    expect(new Set(told)).toEqual(
      new Set(['对准健康码', '画面里有两个健康码,请只对准一个', '这不是健康码。请对方打开健康码页面再出示。']),
    );
    expect(guard.complaints).toEqual([]);
  });
});
