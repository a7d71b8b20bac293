import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { body, foreign } from '../../platform/http-signatures/test/foreign-request.ts';

let node: TestNode;
let port: number;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  await node.listen();
  port = Number(new URL(node.context.config.http.publicUrl).port);
});
afterAll(() => node.close());

/** What a node answers to a request line as it stands, over a socket, since no client would send it. */
function answerTo(target: string): Promise<string> {
  const at = Math.floor(node.clock.now().getTime() / 1000);
  const headers = {
    host: 'x',
    connection: 'close',
    'content-type': 'application/json',
    'content-length': String(body.length),
    ...foreign({ parameters: { created: String(at), expires: String(at + 60) } }),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`POST ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body.toString()}`),
    );
    socket.on('data', (bytes) => (answer += bytes.toString()));
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
}

describe('a signed request whose target', () => {
  it.each([
    ['is a path, by a key that nobody knows', '/federation/attestations', 'peer-unknown'],
    ['names another node (RFC 9112 §3.2.2)', 'http://evil.example/federation/attestations', 'signature-invalid'],
    ['names no node', 'http:///federation/attestations', 'not-found'],
    ['begins with two slashes', '//evil.example/federation/attestations', 'not-found'],
  ])('%s is refused', async (_what, target, code) => {
    expect(await answerTo(target)).toContain(`"urn:tongxing:problem:${code}"`);
  });
});
