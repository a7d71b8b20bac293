/**
 * Makes the vectors of attestations with node:crypto and noble: nothing of the code they test. Signatures are deterministic
 * (RFC 6979), so the files are the same every time.
 *
 * node vectors/generate-attestations.ts
 */
import { createHmac, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { p256 } from '@noble/curves/nist.js';
import { writeVector } from './write-vector.ts';

interface NamedKey {
  readonly name: string;
  readonly suite: string;
  readonly kid: string;
  readonly x: string;
  readonly y: string;
  readonly d: string;
}

const { keys } = JSON.parse(readFileSync(new URL('keys.json', import.meta.url), 'utf8')) as { keys: NamedKey[] };
const keyNamed = (name: string): NamedKey => keys.find((key) => key.name === name)!;
const FEDERATION = keyNamed('shanxi federation');
const STRIP = keyNamed('shanxi strip');
const FORGER = keyNamed('forger');

/** 2025-11-24T08:00:00+08:00. */
const NOW = 1_763_942_400;
const REQUEST_ID = '019aa2f4-7c1e-7000-8000-000000000001';
const SUBJECT = { documentType: '20', documentNumber: 'EX0000001', name: '张三', phone: '19900000001' };
/** SHA-256 of the canonical text that docs/protocol/recognition.md prints for this subject. */
const SUBJECT_HASH = 'uZZTXp8ey-PgtkJvHUgHDxbDhV8M1BLdnKYO9NJ7wIk';
const TYPE = 'tongxing-attestation+jwt';

const listed = (key: NamedKey, use: string, validTo = NOW + 60 * 86_400) => {
  const { kid, suite, x, y } = key;
  return { kid, use, suite, x, y, validFrom: NOW - 30 * 86_400, validTo };
};
const CONTEXT = {
  now: NOW,
  audience: '370000',
  requestId: REQUEST_ID,
  subject: SUBJECT,
  origin: { division: '140000', keys: [listed(STRIP, 'strip'), listed(FEDERATION, 'federation')] },
};

const CLAIMS = {
  iss: '140000',
  aud: '370000',
  iat: NOW - 2,
  exp: NOW + 598,
  requestId: REQUEST_ID,
  subjectHash: SUBJECT_HASH,
  consent: { grade: 'origin-session', accepted: true },
  match: 'match',
  facts: {
    colour: 'green',
    decidedAt: '2025-11-24T07:30:00+08:00',
    releaseAt: null,
    validUntil: '2025-12-01T07:30:00+08:00',
    freshness: [{ source: 'nat', receivedAt: '2025-11-24T06:00:00+08:00' }],
  },
};

const base64Url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url');
const hex = (base64: string): string => Buffer.from(base64, 'base64').toString('hex');
const inputOf = (header: object, claims: object): string =>
  `${base64Url(JSON.stringify(header))}.${base64Url(JSON.stringify(claims))}`;

function es256(claims: object = CLAIMS, header: object = {}, key = FEDERATION): string {
  const input = inputOf({ alg: 'ES256', typ: TYPE, kid: hex(key.kid), ...header }, claims);
  return `${input}.${base64Url(p256.sign(Buffer.from(input), Buffer.from(key.d, 'base64'), { lowS: false }))}`;
}

/** The public key as everybody can download it, taken for the secret of a MAC. */
function hs256WithPublicKey(): string {
  const [x, y] = [FEDERATION.x, FEDERATION.y].map((part) => base64Url(Buffer.from(part, 'base64')));
  const pem = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' }).export({
    type: 'spki',
    format: 'pem',
  });
  const input = inputOf({ alg: 'HS256', typ: TYPE, kid: hex(FEDERATION.kid) }, CLAIMS);
  return `${input}.${base64Url(createHmac('sha256', pem).update(input).digest())}`;
}

/** Yellow when it was signed, green when it arrives. */
function changedClaim(): string {
  const [header, , signature] = es256({ ...CLAIMS, facts: { ...CLAIMS.facts, colour: 'yellow' } }).split('.');
  return `${header}.${base64Url(JSON.stringify(CLAIMS))}.${signature}`;
}

function valid(name: string, about: string, claims: object): void {
  writeVector(`valid/attestations/${name}`, { about, attestation: es256(claims), context: CONTEXT, expected: { claims } });
}

function invalid(name: string, about: string, attestation: string, error: string, context: object = {}): void {
  const vector = { about, attestation, context: { ...CONTEXT, ...context }, expected: { error } };
  writeVector(`invalid/attestations/${name}`, vector);
}

const { facts: _, ...withoutFacts } = CLAIMS;
valid('origin-session-green', 'A green code, with the consent that she gave signed in at the origin.', CLAIMS);
valid('phone-differs', 'Document and name are known, the phone is another: no facts.', {
  ...withoutFacts,
  consent: { grade: 'asserted', accepted: false },
  match: 'phone',
});

invalid('wrong-audience', 'Meant for another province.', es256({ ...CLAIMS, aud: '410000' }), 'wrong-audience');
invalid('wrong-issuer', 'Signed by Shanxi in the name of Shandong.', es256({ ...CLAIMS, iss: '370000' }), 'wrong-issuer');
invalid('expired', 'It ended this second.', es256({ ...CLAIMS, iat: NOW - 600, exp: NOW }), 'expired');
invalid(
  'from-the-future',
  'Issued 31 seconds from now.',
  es256({ ...CLAIMS, iat: NOW + 31, exp: NOW + 600 }),
  'from-the-future',
);
invalid('lifetime-over-600-seconds', 'It would be good for 601 seconds.', es256({ ...CLAIMS, exp: NOW + 599 }), 'lifetime-too-long');
invalid(
  'another-subject',
  'About the same person with another telephone number.',
  es256(),
  'another-subject',
  { subject: { ...SUBJECT, phone: '19900000002' } },
);
invalid('another-request', 'The answer to an earlier question.', es256(), 'another-request', {
  requestId: '019aa2f4-7c1e-7000-8000-000000000002',
});
invalid('algorithm-none', 'Not signed: the header says none.', `${inputOf({ alg: 'none', typ: TYPE, kid: hex(FEDERATION.kid) }, CLAIMS)}.`, 'algorithm-not-allowed');
invalid('algorithm-hs256-with-public-key', 'A MAC whose secret is the origin’s public key.', hs256WithPublicKey(), 'algorithm-not-allowed');
invalid('changed-claim', 'Yellow was changed to green after signing.', changedClaim(), 'bad-signature');
invalid('no-signature', 'The signature was taken away.', `${es256().split('.').slice(0, 2).join('.')}.`, 'bad-signature');
invalid('forged-signature', 'Signed by a stranger who borrows the id of the origin’s key.', es256(CLAIMS, {}, { ...FORGER, kid: FEDERATION.kid }), 'bad-signature');
invalid('wrong-type', 'Another kind of statement, signed with the same key.', es256(CLAIMS, { typ: 'JWT' }), 'wrong-type');
invalid('no-type', 'It does not say what it is.', es256(CLAIMS, { typ: undefined }), 'wrong-type');
invalid('unknown-key', 'Signed with a key that the trust list does not hold.', es256(CLAIMS, {}, FORGER), 'unknown-key');
invalid('no-key-id', 'It does not say which key signed it.', es256(CLAIMS, { kid: undefined }), 'unknown-key');
invalid('key-of-another-use', 'Signed with the origin’s key for strips.', es256(CLAIMS, {}, STRIP), 'unknown-key');
invalid('key-not-current', 'The key’s validity ended this second.', es256(), 'unknown-key', {
  origin: { division: '140000', keys: [listed(FEDERATION, 'federation', NOW)] },
});
invalid('claim-missing', 'It does not say what came of the comparison.', es256({ ...CLAIMS, match: undefined }), 'malformed');
invalid('not-three-parts', 'Two parts instead of three.', es256().split('.').slice(0, 2).join('.'), 'malformed');
