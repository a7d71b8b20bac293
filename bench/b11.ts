import { openBrowserWithCamera, film, held } from '@tongxing/world/checkpoint/test/film.ts';
import { linkFor, openGuard, openGuardWorld, type Guard } from '@tongxing/world/checkpoint/test/open-guard.ts';
import { settlePhone } from '@tongxing/world/checkpoint/test/people.ts';
import { machineClock } from '@tongxing/world/clients/phone.ts';
import { shanxi } from '@tongxing/world/provinces.ts';
import type { BenchLine, BenchResult } from './result.ts';
import { median } from './rounds.ts';

/** People who pass before the camera, each with a code of her own for a second, and a second of nobody in between. */
const PEOPLE = 8;
/** Milliseconds. */
const VERDICT = 300;
const NEXT = 200;

interface Watched {
  /** When the browser presented the first frame of each code to the page. */
  readonly shown: readonly number[];
  /** When each verdict stood on the page. */
  readonly told: readonly number[];
  /** When the app took each frame. */
  readonly taken: readonly number[];
}

/**
 * B11: the checkpoint app before a fake camera of 720p that films codes of up to 600 characters: from the moment at which the browser
 * presents the first frame with a code to the device's own verdict on the page, and from there until the app takes the next frame. The
 * node is gone: its 300 ms of patience are none of it. Wall-clock time.
 */
export async function run(): Promise<BenchLine[]> {
  const world = await openGuardWorld();
  try {
    const { shown, told, taken } = await watch(world);
    const toVerdict = told.map((at) => at - (shown.findLast((frame) => frame <= at) ?? NaN));
    const toNext = told.map((at) => (taken.find((frame) => frame >= at) ?? NaN) - at);
    return [within('camera frame to verdict', toVerdict, VERDICT), within('verdict to the next frame', toNext, NEXT)];
  } finally {
    await world.close();
  }
}

async function watch(world: Awaited<ReturnType<typeof openGuardWorld>>): Promise<Watched> {
  const node = world.world.nodes[shanxi]!;
  const settle = (seed: number) => settlePhone(world, shanxi, { seed, division: '140105' });
  const phones = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => settle(76_000 + n)));
  const at = machineClock() + 25;
  const scenes = await Promise.all(phones.map(async (phone) => [held(await phone.show(at)), '']));
  const movie = await film(['', '', '', ...scenes.flat()]);
  const browser = await openBrowserWithCamera(movie);
  try {
    const { page } = await openGuard(browser);
    await page.addInitScript(stopwatch);
    await page.goto(await linkFor(node, { name: '虚拟商场', placeType: 'mall', division: '140105' }));
    await page.locator('.hint').waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await node.kill('web');
    await page.reload();
    await page.getByRole('button', { name: '一家人' }).click();
    await page
      .locator('.member')
      .nth(PEOPLE - 1)
      .waitFor({ timeout: 60_000 });
    return await watchedBy(page);
  } finally {
    await browser.close();
    await movie.remove();
  }
}

/** After the verdict of the last, one more frame. */
async function watchedBy(page: Guard['page']): Promise<Watched> {
  await page.evaluate('new Promise((resolve) => document.querySelector("video").requestVideoFrameCallback(resolve))');
  return page.evaluate<Watched>('globalThis.watched');
}

/** Runs in the page before the app does. A code is white in the middle; nobody is not. */
const stopwatch = `(() => {
  const watched = (globalThis.watched = { shown: [], told: [], taken: [] });
  const take = globalThis.createImageBitmap;
  globalThis.createImageBitmap = (...given) => (watched.taken.push(performance.now()), take(...given));
  const eye = new OffscreenCanvas(8, 8).getContext('2d', { willReadFrequently: true });
  let before = 0;
  const look = (video) => video.requestVideoFrameCallback((now) => {
    eye.drawImage(video, 340, 60, 600, 600, 0, 0, 8, 8);
    const light = eye.getImageData(0, 0, 8, 8).data.reduce((sum, value) => sum + value, 0) / 256;
    if (before !== 0 && Math.abs(light - before) > 8 && light > 135) watched.shown.push(now);
    before = light;
    look(video);
  });
  let members = 0;
  let watching = false;
  new MutationObserver(() => {
    const video = document.querySelector('video');
    if (video !== null && !watching) look(video), (watching = true);
    const count = document.querySelectorAll('.member').length;
    if (count > members) watched.told.push(performance.now());
    members = count;
  }).observe(document, { subtree: true, childList: true });
})()`;

function within(name: string, times: readonly number[], limit: number): BenchResult {
  const value = median(times);
  const detail = `median ${value.toFixed(0)} ms of at most ${limit}; ${times.length} codes, ${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)}`;
  return { id: 'B11', name, ratio: limit / value, budget: 1, value, unit: 'ms', pass: value <= limit, detail };
}
