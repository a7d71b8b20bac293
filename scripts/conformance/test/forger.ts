import { createPublicKey, sign } from 'node:crypto';
import { encode } from 'cborg';
import { federationKey, signResponse } from '../../../apps/server/src/platform/http-signatures/index.ts';
import { keyFor } from '../../../apps/server/src/platform/signer.ts';
import type { Claims } from '../asking.ts';
import { writeArray } from '../cbor.ts';
import { sha256 } from '../keys.ts';
import { readCheckpoint, type Checkpoint } from '../log.ts';
import { coveredByAnswer, digestField } from '../message-signature.ts';
import type { Answer, Request } from '../send.ts';
import { readStatusList } from '../status-list.ts';
import type { NodeUnderTest } from './node-under-test.ts';

type Changed<T> = { -readonly [Name in keyof T]: T[Name] };

/** Says other things with the keys of the node under test. */
export function createForger({ node, logKey }: NodeUnderTest) {
  const { signer } = node.context;
  const signText = async (use: 'federation' | 'status', message: Buffer) => {
    const { kid } = await keyFor(signer, use);
    const [signature] = await signer.sign(kid, [message]);
    return { kid, signature: Buffer.from(signature!) };
  };

  const forger = {
    /** An answer as the node would sign it. */
    async sealed(request: Request, answer: Answer): Promise<Answer> {
      const label = /([a-z][\w-]*)=\([^)]*\)[^,]*;?tag="tongxing"/.exec(request.headers['signature-input'] ?? '')?.[1];
      if (label === undefined) return bare(answer);
      const fields = await signResponse({
        status: answer.status,
        body: answer.body,
        request: { method: request.method, targetUri: request.url, headers: request.headers, label },
        key: await federationKey(signer),
        created: node.clock.now(),
      });
      return { ...answer, headers: { ...answer.headers, ...fields } };
    },

    /** An answer whose signature covers only the first so many of the six components. */
    async sealedOver(request: Request, answer: Answer, many: number): Promise<Answer> {
      const { kid } = await keyFor(signer, 'federation');
      const components = coveredByAnswer('sig1').slice(0, many);
      const parameters = `;created=${Math.floor(node.clock.now().getTime() / 1000)};keyid="${kid}";alg="ecdsa-p256-sha256";tag="tongxing"`;
      const input = `(${components.join(' ')})${parameters}`;
      const digest = digestField(answer.body);
      const values = [answer.status, digest, request.method, request.url, request.headers['content-digest']];
      const lines = components.map((component, at) => `${component}: ${values[at]}`);
      const base = [...lines, `"@signature-params": ${input}`].join('\n');
      const { signature } = await signText('federation', Buffer.from(base));
      const fields = { 'signature-input': `sig1=${input}`, signature: `sig1=:${signature.toString('base64')}:` };
      return { ...answer, headers: { ...answer.headers, 'content-digest': digest, ...fields } };
    },

    /** Taken for a good question. */
    accepted(request: Request): Promise<Answer> {
      const body = Buffer.from('{"requestId":"00000000-0000-4000-8000-000000000000","attestations":[]}');
      return forger.sealed(request, { status: 200, headers: { 'content-type': 'application/json' }, body });
    },

    /** A problem document, unsigned. */
    refused(status: number, code: string): Answer {
      const body = Buffer.from(JSON.stringify({ type: `urn:tongxing:problem:${code}`, title: code, status }));
      return { status, headers: { 'content-type': 'application/problem+json' }, body };
    },

    /** The same attestations with other claims, signed anew. */
    async attested(
      request: Request,
      answer: Answer,
      change: (claims: Changed<Claims>, header: Record<string, unknown>) => void,
    ): Promise<Answer> {
      const { requestId, attestations } = JSON.parse(answer.body.toString()) as {
        requestId: string;
        attestations: string[];
      };
      const again: string[] = [];
      for (const text of attestations) {
        const [header, claims] = text.split('.').slice(0, 2).map(decode) as [Record<string, unknown>, Claims];
        const before = JSON.stringify([header, claims]);
        change(claims, header);
        if (JSON.stringify([header, claims]) === before) again.push(text);
        else {
          const input = `${code(header)}.${code(claims)}`;
          const { signature } = await signText('federation', Buffer.from(input));
          again.push(`${input}.${signature.toString('base64url')}`);
        }
      }
      const body = Buffer.from(JSON.stringify({ requestId, attestations: again }));
      return forger.sealed(request, { ...answer, body });
    },

    /** A status list like this one but for some headers and claims, signed anew. */
    async listed(
      request: Request,
      answer: Answer,
      change: (header: Map<number, unknown>, claims: Map<number, unknown>) => void,
    ): Promise<Answer> {
      const list = readStatusList(answer.body);
      const header = new Map<number, unknown>([
        [1, -7],
        [4, Buffer.from(list.kid, 'hex')],
        [16, list.type],
      ]);
      const claims = new Map<number, unknown>([
        [2, list.subject],
        [4, list.expiresAt],
        [6, list.issuedAt],
        [
          65_533,
          new Map<string, unknown>([
            ['bits', list.bits],
            ['lst', list.compressed],
          ]),
        ],
        [65_534, list.ttl],
      ]);
      change(header, claims);
      const [head, payload] = [Buffer.from(encode(header)), Buffer.from(encode(claims))];
      const { signature } = await signText('status', writeArray(['Signature1', head, Buffer.alloc(0), payload]));
      const token = Buffer.concat([Buffer.from([0xd2]), Buffer.from(encode([head, new Map(), payload, signature]))]);
      return forger.sealed(request, { ...answer, body: token });
    },

    /** A checkpoint that says something else, signed by the log's own key. */
    noted(answer: Answer, change: (checkpoint: Changed<Checkpoint>) => void): Answer {
      const checkpoint: Changed<Checkpoint> = { ...readCheckpoint(answer.body.toString()) };
      const name = checkpoint.origin;
      change(checkpoint);
      const text = `${checkpoint.origin}\n${checkpoint.size}\n${checkpoint.root.toString('base64')}\n`;
      const key = Buffer.from(logPublicKey(), 'base64url');
      const id = sha256(Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([1]), key])).subarray(0, 4);
      const signature = Buffer.concat([id, sign(null, Buffer.from(text), logKey)]).toString('base64');
      return { ...answer, body: Buffer.from(`${text}\n— ${name} ${signature}\n`) };
    },
  };

  function logPublicKey(): string {
    return String(createPublicKey(logKey).export({ format: 'jwk' }).x);
  }

  return forger;
}

export type Forger = ReturnType<typeof createForger>;

/** The same answer without a signature. */
export function bare({ status, headers, body }: Answer): Answer {
  const { signature: _signature, 'signature-input': _input, 'content-digest': _digest, ...rest } = headers;
  return { status, headers: rest, body };
}

function decode(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}

function code(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
