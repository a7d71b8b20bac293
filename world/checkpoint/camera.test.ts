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
    ...['', '', ''],
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

describe('a camera that sees what comes by', () => {
  test('reads codes near and far, turned, tilted, blurred, in glare and at dusk, each once', async () => {
    await guard.page.goto(
      await linkFor(story.world.nodes[shanxi]!, {
        name: '虚拟火车站',
        placeType: 'railway-station',
        division: '140105',
      }),
    );
    await guard.page.getByRole('button', { name: '一家人' }).click();
    const members = guard.page.locator('.member');
    await guard.page.evaluate(`(() => {
      globalThis.log = [];
      const hint = document.querySelector('.hint');
      new MutationObserver(() => globalThis.log.push([Math.round(performance.now()), hint.textContent, document.querySelectorAll('.member').length])).observe(document.querySelector('.door'), { subtree: true, childList: true, characterData: true });
    })()`);
    try {
      await expect.poll(() => members.count(), { timeout: 35_000 }).toBe(Object.keys(ways).length + 3);
    } finally {
      console.log(JSON.stringify(await guard.page.evaluate('globalThis.log')));
      console.log(await members.allTextContents());
      console.log(await guard.page.locator('.hint').textContent(), guard.complaints);
      await guard.page.screenshot({ path: '/tmp/shots/gather.png' });
      await guard.page.getByRole('button', { name: '都扫完了' }).click();
      await guard.page.waitForTimeout(300);
      await guard.page.screenshot({ path: '/tmp/shots/gathered.png' });
    }
  });
});
