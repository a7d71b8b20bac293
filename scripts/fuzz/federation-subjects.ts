import { isDeepStrictEqual } from 'node:util';
import { schemas } from '@tongxing/contract';
import { readBatch } from '../../apps/server/src/features/checkpoint/batch.ts';
import { readAttestation } from '../../apps/server/src/features/federation/attestation.ts';
import { isStorable } from '../../apps/server/src/platform/http/json-body.ts';
import { compileValidator } from '../../apps/server/src/platform/http/schema-compilers.ts';
import { checkContentDigest } from '../../apps/server/src/platform/http-signatures/content-digest.ts';
import { readDictionary } from '../../apps/server/src/platform/http-signatures/structured-field.ts';
import {
  body,
  check,
  foreign,
  method,
  targetUri,
} from '../../apps/server/src/platform/http-signatures/test/foreign-request.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateJson } from './mutate-json.ts';
import { mutateText } from './mutate-text.ts';
import { pick } from './random.ts';
import { bytesOf, texts, vectors } from './seeds.ts';
import { mustBe, refusing, subject, type Outcome, type Subject } from './subject.ts';

const own = ['Refusal'];
const headers = foreign();
const field = (name: string) => headers[name] ?? '';
const dictionaries = Object.keys(headers).map(field);
const right = await check(headers);

interface Signed {
  readonly headers: Record<string, string>;
  readonly method: string;
  readonly targetUri: string;
  readonly body: Buffer;
}

/** A request that was taken is the one that the peer signed. */
async function onlySigned(signed: Signed): Promise<void> {
  const taken = await check(signed.headers, signed);
  mustBe(isDeepStrictEqual({ ...taken, label: '' }, { ...right, label: '' }), 'another signature');
  mustBe(signed.method === method && signed.targetUri === targetUri && signed.body.equals(body), 'another request');
}

interface AttestationVector {
  readonly attestation: string;
  readonly context: {
    readonly now: number;
    readonly audience: string;
    readonly requestId: string;
    readonly subject: schemas.Subject;
    readonly origin: { readonly division: string; readonly keys: readonly Record<'kid' | 'x' | 'y', string>[] };
  };
  readonly expected: { readonly claims: unknown };
}

const attestations = vectors('attestations', ['valid']) as unknown as AttestationVector[];
const everyAttestation = texts(vectors('attestations'), 'attestation');

function read({ attestation, context }: AttestationVector): Promise<schemas.AttestationClaims> {
  const { origin, now, ...asked } = context;
  const node = {
    ...origin,
    keys: origin.keys.map((key) => ({ ...key, kid: bytesOf(key.kid), x: bytesOf(key.x), y: bytesOf(key.y) })),
  };
  const question = { ...asked, origin: node, now: new Date(now * 1000) };
  return readAttestation(attestation, question as unknown as Parameters<typeof readAttestation>[1]);
}

const consents = [
  { grade: 'asserted' },
  { grade: 'origin-session', authorizationCode: 'A'.repeat(43), codeVerifier: 'A'.repeat(43) },
];
const question = {
  requestId: '019aa2f4-7c1e-7000-8000-000000000001',
  purpose: 'conversion',
  subjects: consents.map((consent) => ({ subject: attestations[0]?.context.subject, consent })),
};
const scan = {
  scanId: '019aa2f4-7c1e-7000-8000-000000000002',
  scannedAt: '2026-11-24T08:00:00+08:00',
  verdict: 'pass',
  findings: ['stale-display'],
  text: 'TX1:ABC',
};
const batch = { batchId: question.requestId, scans: [scan, { ...scan, findings: [] }] };
const shapes = [
  [schemas.AttestationRequest, question],
  [schemas.AttestationResponse, { requestId: question.requestId, attestations: everyAttestation }],
  [schemas.AttestationClaims, attestations[0]?.expected.claims],
  [
    schemas.ConversionApplication,
    {
      originDivision: '370000',
      scope: '140100',
      consent: consents[1],
      answers: { symptoms: [], contactWithCase: false },
      stays: [{ division: '140105', from: scan.scannedAt, to: scan.scannedAt }],
      pledge: { version: '1', confirmed: true },
    },
  ],
] as const;
const validators = shapes.map(([schema]) =>
  compileValidator({ schema } as unknown as Parameters<typeof compileValidator>[0]),
);

/** As a body comes in over HTTP: first what the node may take in at all, then its shape. */
function checkShape([at, value]: readonly [number, unknown]): Outcome {
  if (!isStorable(value)) return 'refused';
  const result = (validators[at] as (value: unknown) => unknown)(value) as { error?: { validation?: unknown } };
  if (result.error === undefined) return 'taken';
  mustBe(Array.isArray(result.error.validation), 'refused without saying where');
  return 'refused';
}

/** Readers of what other nodes and devices send to a node. */
export const federationSubjects: readonly Subject[] = [
  subject<string>({
    name: 'structured field',
    share: 4,
    mutate: (random) => mutateText(random, dictionaries),
    judge: (text) => refusing(own, () => readDictionary({ field: text }, 'field')),
  }),
  subject<string>({
    name: 'Content-Digest',
    share: 2,
    mutate: (random) => mutateText(random, [field('content-digest')]),
    judge: (text) =>
      refusing(own, () => {
        checkContentDigest({ 'content-digest': text }, body);
        mustBe(text.includes(field('content-digest').slice(0, -2)), 'another digest');
      }),
  }),
  subject<Signed>({
    name: 'signed request',
    share: 4,
    mutate(random) {
      const request = { headers: { ...headers }, method, targetUri, body };
      const part = random(6);
      if (part === 0) return { ...request, method: mutateText(random, [method, 'GET']) };
      if (part === 1) return { ...request, targetUri: mutateText(random, [targetUri]) };
      if (part === 2) return { ...request, body: Buffer.from(mutateBytes(random, [body])) };
      const name = pick(random, Object.keys(headers));
      return { ...request, headers: { ...headers, [name]: mutateText(random, [field(name), ...dictionaries]) } };
    },
    judge: (signed) => refusing(own, () => onlySigned(signed)),
  }),
  subject<AttestationVector>({
    name: 'attestation',
    share: 4,
    mutate(random) {
      const vector = pick(random, attestations);
      return { ...vector, attestation: mutateText(random, [vector.attestation, ...everyAttestation]) };
    },
    judge: (vector) =>
      refusing(['AttestationError'], async () => {
        const claims = { ...(await read(vector)) };
        mustBe(
          attestations.some(({ expected }) => isDeepStrictEqual(claims, expected.claims)),
          'another attestation',
        );
      }),
  }),
  subject<readonly [number, unknown]>({
    name: 'bodies',
    share: 4,
    mutate(random) {
      const at = random(shapes.length);
      return [at, mutateJson(random, [shapes[at]?.[1], shapes[at]?.[1], question])];
    },
    judge: checkShape,
  }),
  subject<Uint8Array>({
    name: 'scan batch',
    share: 3,
    mutate: (random) => {
      const bytes = Buffer.from(JSON.stringify(mutateJson(random, [batch])));
      return random(3) === 0 ? mutateBytes(random, [bytes]) : bytes;
    },
    judge: (bytes) => refusing(own, () => readBatch(Buffer.from(bytes).toString('utf8'))),
  }),
];
