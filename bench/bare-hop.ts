import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  newId,
  newSecret,
  openDatabase,
  signRequest,
  signResponse,
  verifyRequest,
  verifyResponse,
} from '@tongxing/server/inside';
import { sql } from 'kysely';

/**
 * One side of what a conversion cannot do without, and nothing else: a POST is stored and committed, its body goes to the other side in
 * a signed request, is stored and committed there, and the signed answer is stored and committed here. Each POST by itself.
 *
 * usage: node bare-hop.ts <database> [<address of the other side>]
 */
const [databaseUrl = '', other] = process.argv.slice(2);
const { db } = openDatabase(databaseUrl, 16);
await sql`create table if not exists hop (hop_id uuid primary key, body text not null, answer text)`.execute(db);

// Both sides sign with a key of their own process and verify with it: the cost is that of two keys.
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const point = pointOf(publicKey);
const key = {
  kid: '0011223344556677',
  sign: async (message: Uint8Array) => sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
};

const server = createServer((incoming, outgoing) => {
  void (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const id = newId(new Date());
    await sql`insert into hop (hop_id, body) values (${id}, ${body.toString('utf8')})`.execute(db);
    if (other === undefined) {
      const target = `http://${incoming.headers.host}/`;
      const request = { method: 'POST', targetUri: target, headers: incoming.headers };
      const proof = await verifyRequest({ ...request, body }, { now: new Date(), keyFor: () => keyOf(incoming) });
      const answer = Buffer.from(JSON.stringify({ id }));
      const fields = await signResponse({
        status: 200,
        body: answer,
        request: { ...request, label: proof.label },
        key,
        created: new Date(),
      });
      outgoing.writeHead(200, { ...fields, 'x-key': point.toString('base64url') }).end(answer);
      return;
    }
    const answer = await hop(other, body);
    await sql`update hop set answer = ${answer} where hop_id = ${id}`.execute(db);
    outgoing.writeHead(202).end(JSON.stringify({ id }));
  })().catch((error: unknown) => {
    console.error(error);
    outgoing.writeHead(500).end();
  });
});

async function hop(url: string, body: Buffer): Promise<string> {
  const now = new Date();
  const expires = new Date(now.getTime() + 60_000);
  const fields = await signRequest({
    method: 'POST',
    targetUri: url,
    body,
    key,
    created: now,
    expires,
    nonce: newSecret(),
  });
  const headers = { ...fields, 'content-type': 'application/json', 'x-key': point.toString('base64url') };
  const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
  const answer = Buffer.from(await response.arrayBuffer());
  const answered = Object.fromEntries(response.headers);
  await verifyResponse(
    {
      status: response.status,
      headers: answered,
      body: answer,
      request: { method: 'POST', targetUri: url, headers: { ...headers } },
    },
    { now: new Date(), keyFor: () => keyOf({ headers: answered }) },
  );
  return answer.toString('utf8');
}

/** The key comes with the message: this measures what checking costs, not whom one trusts. */
function keyOf({ headers }: { headers: Readonly<Record<string, string | string[] | undefined>> }): Uint8Array {
  return Buffer.from(String(headers['x-key']), 'base64url');
}

function pointOf(publicObject: KeyObject): Buffer {
  const { x = '', y = '' } = publicObject.export({ format: 'jwk' });
  return Buffer.concat([Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
}

// Between two turns its connections are idle for longer than the five seconds that are usual.
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  console.log(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
process.stdin.resume().once('end', () => process.exit(0));
