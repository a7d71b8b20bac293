import { chmod, rm } from 'node:fs/promises';
import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { during, reach, type FaultPoints } from './fault-points.ts';
import { signerSilent } from './outage.ts';
import type { PublicKeyRecord, Signer } from './signer.ts';

const maximumRequest = 4_000_000;

/** Serves a signer on a unix socket that only the node's own user can open. */
export async function serveSigner(signer: Signer, socketPath: string, faults?: FaultPoints): Promise<Server> {
  await rm(socketPath, { force: true });
  const serve = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (faults !== undefined) outgoing.once('finish', () => void reach(faults, 'after-answer'));
    readBody(incoming)
      .then(async (body) => {
        if (incoming.url === '/keys') return { keys: await signer.publicKeys() };
        const { kid, messages } = JSON.parse(body) as { kid: string; messages: string[] };
        const signatures = await signer.sign(
          kid,
          messages.map((message) => Buffer.from(message, 'base64')),
        );
        return { signatures: signatures.map((signature) => Buffer.from(signature).toString('base64')) };
      })
      .then(async (answer) => {
        if (faults !== undefined) await reach(faults, 'before-answer');
        outgoing.end(JSON.stringify(answer));
      })
      .catch(() => outgoing.writeHead(400).end('{}'));
  };
  const server = createServer((incoming, outgoing) =>
    faults === undefined
      ? serve(incoming, outgoing)
      : during(incoming.url === '/keys' ? 'publicKeys' : 'sign', () => serve(incoming, outgoing)),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  await chmod(socketPath, 0o600);
  return server;
}

/** The signer as the web and jobs roles see it. */
export function connectSigner(socketPath: string): Signer {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  let keys: PublicKeyRecord[] | undefined;
  return {
    async publicKeys() {
      keys ??= (JSON.parse(await ask(agent, socketPath, '/keys', '')) as { keys: PublicKeyRecord[] }).keys;
      return keys;
    },
    async sign(kid, messages) {
      const body = JSON.stringify({
        kid,
        messages: messages.map((message) => Buffer.from(message).toString('base64')),
      });
      const { signatures } = JSON.parse(await ask(agent, socketPath, '/sign', body)) as { signatures: string[] };
      return signatures.map((signature) => Buffer.from(signature, 'base64'));
    },
  };
}

function ask(agent: Agent, socketPath: string, path: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ agent, socketPath, path, method: 'POST', timeout: 5000 }, (incoming) => {
      readBody(incoming).then((text) => {
        if (incoming.statusCode === 200) resolve(text);
        else reject(new Error('the signer refused'));
      }, reject);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('the signer does not answer')));
    outgoing.on('error', (cause) =>
      reject(
        Object.assign(
          new Error(`the signer does not answer at ${socketPath}: start the signer role first`, { cause }),
          { code: signerSilent },
        ),
      ),
    );
    outgoing.end(body);
  });
}

async function readBody(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maximumRequest) throw new Error('too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
