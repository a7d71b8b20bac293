import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';
const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

/**
 * Runs a script in a page of Debian's Chromium and calls `conformance.run(argument)`. The page comes from 127.0.0.1,
 * because WebCrypto exists only in a secure context. Everything it started is stopped again.
 */
export async function runInChromium(script: string, argument: string, executable = EXECUTABLE): Promise<string> {
  if (!existsSync(executable))
    throw new Error(`Chromium is missing: install Debian's package so that ${executable} exists`);
  const server = createServer((request, response) => {
    const isScript = request.url === '/suite.js';
    response.setHeader('content-type', isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8');
    response.end(isScript ? script : '<!doctype html><title>conformance</title><script src="/suite.js"></script>');
  });
  try {
    const origin = await listen(server);
    const browser = await chromium.launch({ executablePath: executable, args: FLAGS });
    try {
      const page = await browser.newPage();
      await page.goto(`${origin}/`);
      return await page.evaluate(
        (text) => (globalThis as unknown as { conformance: { run(t: string): Promise<string> } }).conformance.run(text),
        argument,
      );
    } finally {
      await browser.close();
    }
  } finally {
    server.close();
  }
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}
