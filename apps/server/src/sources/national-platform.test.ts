import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectNationalPlatform } from './national-platform.ts';
import { signParameters } from './signed-request.ts';

const documentNumber = '11010519491231002X';
const right = {
  documentNumber,
  result: 'known',
  colour: 'green',
  decidedBy: '410000',
  decidedAt: '2026-11-24T06:00:00+08:00',
  asOf: '2026-11-24T08:00:00+08:00',
};

let server: Server;
let answer: RequestListener;
let platform: ReturnType<typeof connectNationalPlatform>;
let body = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const clock = { now: () => new Date('2026-11-24T08:00:00+08:00') };
  const endpoint = { url: `http://127.0.0.1:${port}`, appId: 'tongxing-370000', secret: 'secret' };
  platform = connectNationalPlatform(clock, { ...endpoint, timed: (question) => question() });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function says(text: string, status = 200): void {
  answer = (_, response) => response.writeHead(status).end(text);
}

describe('the code of somebody at the national platform', () => {
  it('is asked for by the number of her document and by nothing else', async () => {
    says(JSON.stringify(right));
    expect(await platform.codeOf(documentNumber)).toEqual({
      known: true,
      observedAt: right.asOf,
      colour: 'green',
      decidedBy: '410000',
      decidedAt: right.decidedAt,
    });
    expect(JSON.parse(body)).toEqual({ documentNumber });
  });

  it.each(['no-record', 'unknown-document'])('is none where the answer is %s', async (result) => {
    const { asOf } = right;
    says(JSON.stringify({ documentNumber, result, asOf }));
    expect(await platform.codeOf(documentNumber)).toEqual({ known: false });
  });

  it.each([
    ['about somebody else', JSON.stringify({ ...right, documentNumber: '440524188001010014' })],
    ['without a colour', JSON.stringify({ ...right, colour: undefined })],
    ['with a colour that there is not', JSON.stringify({ ...right, colour: 'blue' })],
    ['of nobody', JSON.stringify({ ...right, decidedBy: undefined })],
    ['of a place that is none', JSON.stringify({ ...right, decidedBy: '41' })],
    ['with a time that is none', JSON.stringify({ ...right, asOf: '0000-00-00 00:00:00' })],
    ['that breaks off', JSON.stringify(right).slice(0, 60)],
    ['of three megabytes', JSON.stringify({ ...right, more: 'x'.repeat(3_000_000) })],
  ])('is not believed in an answer %s', async (_, text) => {
    says(text);
    await expect(platform.codeOf(documentNumber)).rejects.toThrow(Error);
  });

  it('is not to be had with a signature that the platform does not accept', async () => {
    answer = (request, response) => {
      const parameters = {
        documentNumber,
        appId: 'tongxing-370000',
        timestamp: Number(request.headers['x-timestamp']),
      };
      const isRight = request.headers['x-sign'] === signParameters(parameters, 'another secret');
      response.writeHead(isRight ? 200 : 401).end(JSON.stringify(isRight ? right : { code: 'sign-wrong' }));
    };
    await expect(platform.codeOf(documentNumber)).rejects.toMatchObject({ status: 401, code: 'sign-wrong' });
  });

  it('is not waited for longer than three seconds', async () => {
    answer = () => undefined;
    const began = Date.now();
    await expect(platform.codeOf(documentNumber)).rejects.toThrow(Error);
    expect(Date.now() - began).toBeGreaterThanOrEqual(2900);
  });
});
