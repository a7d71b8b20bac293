import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pagePolicy } from '../platform/http/security-headers.ts';
import { openPages } from './test/page-app.ts';

const executablePath = '/usr/bin/chromium';
const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

let app: FastifyInstance;
let browser: Browser;
let url: string;
beforeAll(async () => {
  if (!existsSync(executablePath))
    throw new Error(`Chromium is missing: install Debian's package so that ${executablePath} exists`);
  app = await openPages();
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  browser = await chromium.launch({ executablePath, args });
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

/** A page that has what none may have: a style and a script of its own, and a picture from elsewhere. */
const unruly =
  '<!doctype html><style>p{color:red}</style><p style="color:red">x</p><img src="https://elsewhere.example/a.png"><script>document.title="ran"</script>';

/** What the browser refuses on a page, and what it complains of. */
async function visit(path: string) {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  await page.addInitScript(`
    globalThis.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(event.effectiveDirective));
  `);
  await page.route('**/unruly', (route) =>
    route.fulfill({ contentType: 'text/html', headers: { 'content-security-policy': pagePolicy }, body: unruly }),
  );
  await page.goto(url + path, { waitUntil: 'networkidle' });
  const violations = await page.evaluate<string[]>('globalThis.violations');
  const styled = await page.evaluate<boolean>(
    'document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 20',
  );
  const title = await page.title();
  await page.close();
  return { violations, complaints, styled, title };
}

describe('in a browser', () => {
  test.each(['/', '/reference', '/reference?q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E'])(
    '%s keeps its own policy, is styled, and complains of nothing',
    async (path) => {
      const { violations, complaints, styled } = await visit(path);
      expect({ violations, complaints, styled }).toEqual({ violations: [], complaints: [], styled: true });
    },
  );

  test('a page that does not keep it is found, and nothing of it runs', async () => {
    const { violations, title } = await visit('/unruly');
    expect(violations.toSorted()).toEqual(['img-src', 'script-src-elem', 'style-src-attr', 'style-src-elem']);
    expect(title).not.toBe('ran');
  });
});
