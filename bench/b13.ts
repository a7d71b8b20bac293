import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { shanxi } from '@tongxing/world/provinces.ts';
import { buildApp } from '@tongxing/world/citizen/build.ts';
import { openStoryWorld } from '@tongxing/world/stories/story-world.ts';
import { openBrowser } from '@tongxing/world/clients/browser.ts';
import type { BenchLine, BenchResult } from './result.ts';

const kB = 1000;
const MB = 1e6;
/** As `app.config.ts` has it. */
const guardPart = 'guard';

interface Load {
  readonly path: string;
  /** As they came over the wire, without headers. */
  readonly bytes: number;
  readonly headers: number;
  /** By the worker that keeps the app for the time without a network, beside the page. */
  readonly inBackground: boolean;
}

/**
 * B13: what a browser that comes for the first time fetches from a node until the first page of the citizen's app stands, before anybody
 * has tapped anything; and the main package of the mini-programs: all of them but the part of the guards, which is fetched when it is opened.
 */
export async function run(): Promise<BenchLine[]> {
  const [, weapp = '', alipay = ''] = await buildApp(['h5', 'weapp', 'alipay']);
  const loads = await loadFirstPage();
  const own = loads.filter(({ inBackground }) => !inBackground);
  const body = sum(own.map(({ bytes }) => bytes));
  const headers = sum(own.map((load) => load.headers));
  const list = own.map(({ path, bytes }) => `${path} ${(bytes / kB).toFixed(1)}`).join(', ');
  const kept = sum(loads.filter(({ inBackground }) => inBackground).map(({ bytes }) => bytes));
  return [
    within(
      'first page of the web app, gzip',
      body / kB,
      200,
      'kB',
      `${own.length} answers, headers ${(headers / kB).toFixed(1)} kB beside them`,
    ),
    within(
      'main package of the WeChat mini-program',
      sizeOf(weapp, guardPart) / MB,
      1,
      'MB',
      'every file of the build but the part of the guards, not packed',
    ),
    within(
      'main package of the Alipay mini-program',
      sizeOf(alipay, guardPart) / MB,
      1,
      'MB',
      'every file of the build but the part of the guards, not packed',
    ),
    {
      note: `    the part of the guards, fetched when it is opened: ${guardKB(weapp)} kB in WeChat, ${guardKB(alipay)} kB in Alipay`,
    },
    { note: `    of the web app, kB: ${list}` },
    {
      note: `    for the time without a network the worker fetched another ${(kept / kB).toFixed(1)} kB in the background`,
    },
  ];
}

async function loadFirstPage(): Promise<Load[]> {
  const world = await openStoryWorld({ divisions: [shanxi] });
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
    const page = await context.newPage();
    const loads: Promise<Load>[] = [];
    context.on('requestfinished', (request) => {
      const load = request.sizes().then(({ responseBodySize: bytes, responseHeadersSize: headers }) => ({
        path: new URL(request.url()).pathname,
        bytes,
        headers,
        inBackground: request.serviceWorker() !== null,
      }));
      loads.push(load);
    });
    await page.goto(`${world.world.nodes[shanxi]!.url}/app/`);
    await page.getByRole('button', { name: '开始', exact: true }).waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await page.waitForLoadState('networkidle');
    return await Promise.all(loads);
  } finally {
    await browser.close();
    await world.close();
  }
}

/** @param but a folder within it that is not counted */
function sizeOf(folder: string, but = ''): number {
  const files = globSync('**/*.*', { cwd: folder }).filter((file) => but === '' || !file.startsWith(`${but}/`));
  return sum(files.map((file) => statSync(join(folder, file)).size));
}

function guardKB(folder: string): string {
  return (sizeOf(join(folder, guardPart)) / kB).toFixed(1);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function within(name: string, value: number, limit: number, unit: string, detail: string): BenchResult {
  const shown = `${value.toPrecision(3)} ${unit} of at most ${limit}; ${detail}`;
  return { id: 'B13', name, ratio: limit / value, budget: 1, value, unit, pass: value <= limit, detail: shown };
}
