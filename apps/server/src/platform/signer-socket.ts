import { chmod, rm } from 'node:fs/promises';
import { during, type FaultPoints, reach } from './fault-points.ts';
import { signerSilent } from './outage.ts';
import { type PublicKeyRecord, type Signer, SignerRefusal, type SignerRefusalCode } from './signer.ts';
import { noTelemetry, type Telemetry } from './telemetry.ts';
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';

const maximumRequest = 4_000_000;
/** What the signer is asked to do at each path. */
const operations: Readonly<Record<string, string>> = {
  '/keys': 'publicKeys',
  '/sign': 'sign',
  '/checkpoint': 'signedCheckpoint',
  '/sign-checkpoint': 'signCheckpoint',
};

/** Serves a signer on a unix socket that only the node's own user can open. */
export async function serveSigner(signer: Signer, socketPath: string, faults?: FaultPoints): Promise<Server> {
  await rm(socketPath, { force: true });
  const serve = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (faults !== undefined) outgoing.once('finish', () => void reach(faults, 'after-answer'));
    readBody(incoming)
      .then((body) => answer(signer, incoming.url ?? '', body))
      .then(async (said) => {
        if (faults !== undefined) await reach(faults, 'before-answer');
        outgoing.end(JSON.stringify(said));
      })
      .catch((error: unknown) => {
        const refusal = error instanceof SignerRefusal ? error.code : undefined;
        outgoing.writeHead(refusal === undefined ? 400 : 422).end(JSON.stringify({ refusal }));
      });
  };
  const server = createServer((incoming, outgoing) =>
    faults === undefined
      ? serve(incoming, outgoing)
      : during(operations[incoming.url ?? ''] ?? 'unknown', () => serve(incoming, outgoing)),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  await chmod(socketPath, 0o600);
  return server;
}

async function answer(signer: Signer, path: string, body: string): Promise<object> {
  if (path === '/keys') return { keys: await signer.publicKeys() };
  if (path === '/checkpoint') return { text: await signer.signedCheckpoint() };
  if (path === '/sign-checkpoint') {
    const { text, proof } = JSON.parse(body) as { text: string; proof: string[] };
    return { signature: encode(await signer.signCheckpoint(text, proof.map(decode))) };
  }
  const { kid, messages } = JSON.parse(body) as { kid: string; messages: string[] };
  return { signatures: (await signer.sign(kid, messages.map(decode))).map(encode) };
}

/** The signer as the web and jobs roles see it. */
export function connectSigner(socketPath: string, telemetry: Telemetry = noTelemetry): Signer {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  let keys: PublicKeyRecord[] | undefined;
  const ask = (path: string, body: string) =>
    telemetry.timed('signature', path, () => exchange(agent, socketPath, path, body));
  return {
    async publicKeys() {
      keys ??= (JSON.parse(await ask('/keys', '')) as { keys: PublicKeyRecord[] }).keys;
      return keys;
    },
    async sign(kid, messages) {
      const said = await ask('/sign', JSON.stringify({ kid, messages: messages.map(encode) }));
      return (JSON.parse(said) as { signatures: string[] }).signatures.map(decode);
    },
    async signedCheckpoint() {
      return (JSON.parse(await ask('/checkpoint', '')) as { text?: string }).text;
    },
    async signCheckpoint(text, proof) {
      const said = await ask('/sign-checkpoint', JSON.stringify({ text, proof: proof.map(encode) }));
      return decode((JSON.parse(said) as { signature: string }).signature);
    },
  };
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function decode(text: string): Buffer {
  return Buffer.from(text, 'base64');
}

function exchange(agent: Agent, socketPath: string, path: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ agent, socketPath, path, method: 'POST', timeout: 5000 }, (incoming) => {
      readBody(incoming).then((text) => {
        if (incoming.statusCode === 200) resolve(text);
        else if (incoming.statusCode === 422) {
          reject(new SignerRefusal((JSON.parse(text) as { refusal: SignerRefusalCode }).refusal));
        } else reject(new Error('the signer could not read the request'));
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
