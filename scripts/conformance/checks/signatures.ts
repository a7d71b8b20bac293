import { generateKeyPairSync } from 'node:crypto';
import { ask, nobody, requestOf } from '../asking.ts';
import { signerOf } from '../keys.ts';
import { coveredByAnswer, signatureOf, signRequest, type Otherwise } from '../message-signature.ts';
import { must, needs, type Requirement } from '../requirement.ts';
import type { Request } from '../send.ts';
import type { Exchange, Session } from '../session.ts';
import { situations } from '../situations.ts';
import { keysFor } from '../trust-list.ts';
import { problemIn } from './problems.ts';

/** A question about nobody: whatever is wrong with its signature, no person is concerned. */
function harmless(session: Session): Request {
  const subjects = [{ requestId: session.uuid(), subject: nobody(session), consent: { grade: 'asserted' } }];
  return requestOf(session, { requestId: session.uuid(), purpose: 'conversion', subjects });
}

function refuses(id: string, title: string, code: string, make: (session: Session) => Promise<Exchange>): Requirement {
  return {
    id,
    level: 'MUST',
    title: `${title}: refused with 401 \`${code}\``,
    async check(session) {
      const { answer } = await session.once(id, () => make(session));
      const problem = problemIn(answer);
      must(answer.status === 401 && problem === code, `status ${answer.status}, ${problem ?? 'no problem document'}`);
    },
  };
}

const otherwise = (make: (session: Session) => Otherwise) => (session: Session) =>
  session.signed(harmless(session), make(session));

const secondsFromNow = ({ setup }: Session, seconds: number) =>
  String(Math.floor(setup.now().getTime() / 1000) + seconds);

const refusals: readonly Requirement[] = [
  refuses('SIG-01', 'A request without a signature', 'signature-invalid', (session) => session.send(harmless(session))),
  refuses(
    'SIG-02',
    'A signature that leaves out one of the three components',
    'signature-invalid',
    otherwise(() => ({ components: ['"@method"', '"@target-uri"'] })),
  ),
  refuses(
    'SIG-03',
    'A signature that leaves out one of the six parameters',
    'signature-invalid',
    otherwise(() => ({ parameters: { nonce: undefined } })),
  ),
  refuses(
    'SIG-04',
    'A nonce of fewer than 16 characters',
    'signature-invalid',
    otherwise(() => ({ parameters: { nonce: '"1"' } })),
  ),
  refuses(
    'SIG-05',
    'A parameter that stands twice',
    'signature-invalid',
    otherwise(() => ({ order: ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag', 'created'] })),
  ),
  refuses('SIG-06', 'Two signatures with the tag `tongxing`', 'signature-invalid', async (session) => {
    const request = harmless(session);
    const [one, other] = [session.sign(request), session.sign(request, { label: 'sig2' })];
    const both = (name: string) => `${one.headers[name]}, ${other.headers[name]}`;
    const headers = { ...one.headers, 'signature-input': both('signature-input'), signature: both('signature') };
    return session.send({ ...request, headers });
  }),
  refuses(
    'SIG-07',
    'A signature made more than 30 seconds ahead',
    'signature-expired',
    otherwise((session) => ({
      parameters: { created: secondsFromNow(session, 60), expires: secondsFromNow(session, 180) },
    })),
  ),
  refuses(
    'SIG-08',
    'A signature whose `expires` is past',
    'signature-expired',
    otherwise((session) => ({
      parameters: { created: secondsFromNow(session, -120), expires: secondsFromNow(session, -1) },
    })),
  ),
  refuses(
    'SIG-09',
    'A signature of 300 seconds ago, whatever its `expires` says',
    'signature-expired',
    otherwise((session) => ({
      parameters: { created: secondsFromNow(session, -301), expires: secondsFromNow(session, 86_400) },
    })),
  ),
  refuses(
    'SIG-10',
    'A digest that is not the digest of the body',
    'signature-invalid',
    otherwise(() => ({ digestOf: Buffer.from('{}') })),
  ),
  refuses('SIG-11', 'A key that is in no trust list', 'peer-unknown', async (session) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const kid = session.setup.random(8).toString('hex');
    return session.send(signWith(session, { kid, sign: signerOf(privateKey) }));
  }),
  refuses('SIG-12', 'A key whose time in the trust list is over', 'peer-unknown', async (session) =>
    session.send(signWith(session, needs(session.setup.oldKey, 'the settings name no old key'))),
  ),
  refuses('SIG-13', 'A signature that was changed', 'signature-invalid', async (session) => {
    const request = session.sign(harmless(session));
    const signature = Buffer.from((request.headers['signature'] ?? '').slice('sig1=:'.length, -1), 'base64');
    signature[40]! ^= 1;
    const headers = { ...request.headers, signature: `sig1=:${signature.toString('base64')}:` };
    return session.send({ ...request, headers });
  }),
  refuses(
    'SIG-14',
    'A signature for another address than the one asked for',
    'signature-invalid',
    otherwise((session) => ({ targetUri: `${session.setup.baseUrl}federation/other` })),
  ),
  refuses('SIG-15', 'The same request a second time', 'nonce-replayed', async (session) => {
    const { request } = await unknown(session);
    return session.send(request);
  }),
];

function signWith(session: Session, key: Session['setup']['key']): Request {
  const { setup } = session;
  return signRequest(harmless(session), { ...key, now: setup.now(), nonce: setup.random(24).toString('base64url') });
}

const unknown = (session: Session) => situations.unknown(session);

const acceptance: readonly Requirement[] = [
  {
    id: 'SIG-16',
    level: 'MUST',
    title: 'Another label, another order, a component more and a signature by a proxy beside it: accepted',
    async check(session) {
      const order = ['tag', 'alg', 'keyid', 'nonce', 'expires', 'created'];
      const components = ['"content-digest"', '"@authority"', '"@target-uri"', '"@method"'];
      const request = session.sign(harmless(session), { label: 'node-7', order, components });
      const headers = {
        ...request.headers,
        'signature-input': `proxy=("@method");created=1;keyid="p";tag="proxy", ${request.headers['signature-input']}`,
        signature: `proxy=:AAAA:, ${request.headers['signature']}`,
      };
      const { answer } = await session.send({ ...request, headers });
      must(answer.status === 200, `status ${answer.status}, ${problemIn(answer) ?? 'no problem document'}`);
    },
  },
  {
    id: 'SIG-17',
    level: 'MUST',
    title: 'An answer is signed by a current federation key of the node, over its status, its body and the request',
    async check(session) {
      const { request, answer } = await unknown(session);
      const keys = keysFor(await session.node(), 'federation', session.setup.now());
      const signature = signatureOf(request, answer, keys);
      must(signature !== undefined, 'the answer has no signature with the tag tongxing');
      must(signature.key !== undefined, 'the signature does not fit the answer and a key of the node');
    },
  },
  {
    id: 'SIG-18',
    level: 'MUST',
    title: 'The signature of an answer covers the six components, among them the signature of the request',
    async check(session) {
      const { request, answer } = await unknown(session);
      const covered = signatureOf(request, answer, [])?.components ?? [];
      const missing = coveredByAnswer('sig1').filter((part) => !covered.includes(part));
      must(missing.length === 0, `it leaves out ${missing.join(', ')}`);
    },
  },
  {
    id: 'SIG-19',
    level: 'MUST',
    title: 'The refusal of a request that did verify is signed like any answer',
    async check(session) {
      const { request, answer } = await session.once('unreadable', () =>
        session.signed(requestOf(session, { requestId: 'none', purpose: 'conversion', subjects: [] })),
      );
      const keys = keysFor(await session.node(), 'federation', session.setup.now());
      must(signatureOf(request, answer, keys)?.key !== undefined, `status ${answer.status}, without a good signature`);
    },
  },
  {
    id: 'SIG-20',
    level: 'MUST',
    title: 'The refusal of a request that did not verify is not signed',
    async check(session) {
      const { answer } = await session.once('SIG-01', () => session.send(harmless(session)));
      must(answer.headers['signature'] === undefined, 'it is signed');
    },
  },
  {
    id: 'SIG-21',
    level: 'MUST',
    title: 'A body of more than 1,000,000 bytes is refused with 413 `too-large`',
    async check(session) {
      const url = `${session.setup.baseUrl}federation/attestations`;
      const body = Buffer.alloc(1_000_001, ' ');
      const headers = { 'content-type': 'application/json' };
      const { answer } = await session.signed({ method: 'POST', url, headers, body });
      must(answer.status === 413, `status ${answer.status}`);
      must(problemIn(answer) === 'too-large', problemIn(answer) ?? 'no problem document');
    },
  },
  {
    id: 'SIG-22',
    level: 'MUST',
    title: 'A body that is not understood as a whole is refused with 400 `invalid-input`: no subject, or more than 100',
    async check(session) {
      const question = () => ({ requestId: session.uuid(), subject: nobody(session), consent: { grade: 'asserted' } });
      for (const count of [0, 101]) {
        const { answer } = await ask(session, Array.from({ length: count }, question));
        const problem = problemIn(answer);
        must(answer.status === 400 && problem === 'invalid-input', `${count} subjects: status ${answer.status}`);
      }
    },
  },
];

export const signatureRequirements: readonly Requirement[] = [...refusals, ...acceptance];
