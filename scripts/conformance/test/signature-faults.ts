import { verify } from 'node:crypto';
import { digestField } from '../message-signature.ts';
import { problemIn } from '../checks/problems.ts';
import type { Request } from '../send.ts';
import { bare } from './forger.ts';
import type { MakeFaults, NamedFault } from './faults.ts';

const input = ({ headers }: Request) => headers['signature-input'] ?? '';
const count = (text: string, part: string) => text.split(part).length - 1;
const parameter = (request: Request, name: string) =>
  new RegExp(`;${name}="?([^;",]*)`).exec(input(request))?.[1] ?? '';

export const signatureFaults: MakeFaults = ({ forger, under }) => {
  const { key, oldKey } = under.setup;
  const now = () => under.setup.now().getTime() / 1000;
  const questions = ({ body }: Request) => (JSON.parse(body.toString()) as { subjects: unknown[] }).subjects.length;
  const isQuestion = (request: Request) => request.url.endsWith('federation/attestations');
  /** Signed by the peer's key for this address. */
  const fits = (request: Request, url: string) => {
    const [, components = ''] = /=\(([^)]*)\)/.exec(input(request)) ?? [];
    const contents: Record<string, string> = {
      '"@method"': request.method,
      '"@target-uri"': url,
      '"content-digest"': request.headers['content-digest'] ?? '',
    };
    const lines = components.split(' ').map((name) => `${name}: ${contents[name]}`);
    const base = [...lines, `"@signature-params": ${input(request).slice('sig1='.length)}`].join('\n');
    const signature = Buffer.from((request.headers['signature'] ?? '').slice('sig1=:'.length, -1), 'base64');
    return verify('sha256', Buffer.from(base), { key: under.peerKey, dsaEncoding: 'ieee-p1363' }, signature);
  };
  /** Takes for good what ours refuses, where it has this and no other mark. */
  const accepts = (id: string, what: string, marks: (request: Request) => boolean): NamedFault => ({
    id,
    what,
    fault: ({ request, answer }) =>
      isQuestion(request) && answer.status === 401 && marks(request) ? forger.accepted(request) : undefined,
  });
  const ours = (request: Request) => parameter(request, 'keyid') === key.kid;
  const wholly = (request: Request) =>
    ours(request) &&
    count(input(request), 'tag="tongxing"') === 1 &&
    digestField(request.body) === request.headers['content-digest'];

  return [
    accepts('SIG-01', 'asks for no signature', (request) => input(request) === ''),
    accepts(
      'SIG-02',
      'takes a signature that does not cover the body',
      (request) => !input(request).includes('"content-digest"') && input(request) !== '',
    ),
    accepts(
      'SIG-03',
      'takes a signature without a nonce',
      (request) => ours(request) && !input(request).includes(';nonce='),
    ),
    accepts('SIG-04', 'takes any nonce', (request) => parameter(request, 'nonce') === '1'),
    accepts(
      'SIG-05',
      'lets the last of two parameters win',
      (request) => count(input(request), ';created=') === 2 && count(input(request), 'tag=') === 1,
    ),
    accepts('SIG-06', 'takes the first of two signatures', (request) => count(input(request), 'tag="tongxing"') === 2),
    accepts(
      'SIG-07',
      'takes signatures from the future',
      (request) => Number(parameter(request, 'created')) > now() + 30,
    ),
    accepts(
      'SIG-08',
      'does not look at expires',
      (request) => Number(parameter(request, 'expires')) < now() && Number(parameter(request, 'created')) > now() - 300,
    ),
    accepts(
      'SIG-09',
      'believes any expires',
      (request) => input(request) !== '' && Number(parameter(request, 'created')) < now() - 300,
    ),
    accepts(
      'SIG-10',
      'does not compare the digest',
      (request) =>
        request.headers['content-digest'] !== undefined &&
        digestField(request.body) !== request.headers['content-digest'],
    ),
    accepts(
      'SIG-11',
      'takes keys that nobody has listed',
      (request) => ![key.kid, oldKey?.kid, ''].includes(parameter(request, 'keyid')),
    ),
    accepts('SIG-12', 'takes a key whose time is over', (request) => parameter(request, 'keyid') === oldKey?.kid),
    accepts(
      'SIG-13',
      'does not verify the signature',
      (request) =>
        wholly(request) && !fits(request, request.url) && !fits(request, `${under.setup.baseUrl}federation/other`),
    ),
    accepts(
      'SIG-14',
      'does not look at the address that was signed',
      (request) => wholly(request) && fits(request, `${under.setup.baseUrl}federation/other`),
    ),
    {
      id: 'SIG-15',
      what: 'forgets nonces',
      fault: ({ request, answer }) => (problemIn(answer) === 'nonce-replayed' ? forger.accepted(request) : undefined),
    },
    {
      id: 'SIG-15',
      what: 'calls a replay by another name',
      fault: ({ answer }) =>
        problemIn(answer) === 'nonce-replayed' ? forger.refused(401, 'signature-invalid') : undefined,
    },
    {
      id: 'SIG-16',
      what: 'knows one label only',
      fault: ({ request, answer }) =>
        answer.status === 200 && input(request).includes('node-7=')
          ? forger.refused(401, 'signature-invalid')
          : undefined,
    },
    {
      id: 'SIG-17',
      what: 'signs with a signature that is none',
      fault: ({ request, answer }) =>
        isQuestion(request) && answer.status === 200
          ? { ...answer, headers: { ...answer.headers, signature: `sig1=:${Buffer.alloc(64, 1).toString('base64')}:` } }
          : undefined,
    },
    {
      id: 'SIG-17',
      what: 'is changed on its way by a proxy',
      fault: ({ request, answer }) =>
        isQuestion(request) && answer.status === 200
          ? { ...answer, body: Buffer.from(`${answer.body.toString()} `) }
          : undefined,
    },
    {
      id: 'SIG-18',
      what: 'leaves the signature of the request out of its own',
      fault: ({ request, answer }) =>
        isQuestion(request) && answer.status === 200 ? forger.sealedOver(request, answer, 5) : undefined,
    },
    {
      id: 'SIG-19',
      what: 'signs no refusal',
      fault: ({ request, answer }) => (isQuestion(request) && answer.status === 400 ? bare(answer) : undefined),
    },
    {
      id: 'SIG-20',
      what: 'signs an answer to nobody',
      fault: ({ request, answer }) =>
        isQuestion(request) && input(request) === ''
          ? { ...answer, headers: { ...answer.headers, signature: 'sig1=:AAAA:' } }
          : undefined,
    },
    {
      id: 'SIG-21',
      what: 'reads bodies of any size',
      fault: ({ request, answer }) => (answer.status === 413 ? forger.accepted(request) : undefined),
    },
    {
      id: 'SIG-22',
      what: 'answers any number of questions',
      fault: ({ request, answer }) =>
        isQuestion(request) && answer.status === 400 && questions(request) > 100 ? forger.accepted(request) : undefined,
    },
  ];
};
