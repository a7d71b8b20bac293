import type { Asked, Claims } from '../asking.ts';
import { isSignedBy, sha256 } from '../keys.ts';
import { must, needs, type Requirement } from '../requirement.ts';
import type { Session } from '../session.ts';
import { situations } from '../situations.ts';
import { keysFor } from '../trust-list.ts';

const longest = 16_384;
const skewSeconds = 30;
const longestLife = 600;

/** The one attestation of an answer to one question. */
function only({ attestations, answer }: Asked) {
  return needs(attestations[0], `no attestation came (status ${answer.status})`);
}

type Look = (claims: Claims, asked: Asked, session: Session) => void;

/** Looks at the attestation of the question that is in order. */
function claim(id: string, title: string, look: Look): Requirement {
  return {
    id,
    level: 'MUST',
    title,
    async check(session) {
      const asked = await situations.match(session);
      look(only(asked).claims, asked, session);
    },
  };
}

const forms: readonly Requirement[] = [
  {
    id: 'ATT-01',
    level: 'MUST',
    title:
      'The answer repeats the `requestId` of the request, and has one attestation for each subject, in their order',
    async check(session) {
      const { requestId, questions, answer, attestations } = await situations.several(session);
      const body = JSON.parse(answer.body.toString()) as { requestId?: unknown };
      must(body.requestId === requestId, `requestId ${String(body.requestId)}`);
      const [got, wanted] = [
        attestations.map(({ claims }) => claims.requestId),
        questions.map((each) => each.requestId),
      ];
      must(JSON.stringify(got) === JSON.stringify(wanted), 'not the attestations of the subjects in their order');
    },
  },
  {
    id: 'ATT-02',
    level: 'MUST',
    title: 'An attestation is a compact JWS of at most 16,384 characters: `alg` ES256, `typ` tongxing-attestation+jwt',
    async check(session) {
      const { text, header } = only(await situations.match(session));
      must(text.split('.').length === 3 && text.length <= longest, `${text.length} characters`);
      must(header.alg === 'ES256', `alg ${String(header.alg)}`);
      must(header.typ === 'tongxing-attestation+jwt', `typ ${String(header.typ)}`);
    },
  },
  {
    id: 'ATT-03',
    level: 'MUST',
    title: 'It is signed by the current federation key of the node that its `kid` names',
    async check(session) {
      const { text, header } = only(await situations.match(session));
      const keys = keysFor(await session.node(), 'federation', session.setup.now());
      const key = keys.find(({ kid }) => kid === header.kid);
      must(key !== undefined, `kid ${String(header.kid)} is no current federation key of the node`);
      const end = text.lastIndexOf('.');
      const signature = Buffer.from(text.slice(end + 1), 'base64url');
      must(isSignedBy(key, Buffer.from(text.slice(0, end)), signature), 'the signature does not fit');
    },
  },
  {
    id: 'ATT-04',
    level: 'MUST',
    title: '`iss` is the division of the node, `aud` that of the one who asked',
    async check(session) {
      const { iss, aud } = only(await situations.match(session)).claims;
      must(iss === (await session.node()).division, `iss ${String(iss)}`);
      must(aud === session.setup.division, `aud ${String(aud)}`);
    },
  },
  claim(
    'ATT-05',
    '`iat` is not ahead of now; `exp` is after now, and at most 600 seconds after `iat`',
    (claims, _, session) => {
      const { iat, exp } = claims;
      const now = session.setup.now().getTime() / 1000;
      must(typeof iat === 'number' && typeof exp === 'number', 'they are no numbers');
      must(iat <= now + skewSeconds, `iat ${iat - now} s ahead`);
      must(exp > now && exp - iat <= longestLife, `exp ${exp - iat} s after iat`);
    },
  ),
  claim('ATT-06', '`subjectHash` is that of the canonical JSON of the subject, exactly as it came', (claims, asked) => {
    // RFC 8785 for texts alone: members sorted, no white space.
    const members = Object.entries(asked.questions[0]!.subject).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const expected = sha256(JSON.stringify(Object.fromEntries(members))).toString('base64url');
    must(claims.subjectHash === expected, `subjectHash ${String(claims.subjectHash)}`);
  }),
  claim('ATT-07', '`consent` says of which grade the consent was, and whether it was accepted', ({ consent }) => {
    must(consent?.grade === 'origin-session' && consent.accepted === true, JSON.stringify(consent ?? null));
  }),
  claim(
    'ATT-08',
    '`facts` have `colour`, `decidedAt`, `releaseAt` and `validUntil`, in the forms of the table',
    ({ facts = {} }) => {
      must(
        ['green', 'yellow', 'red', 'pending'].includes(String(facts['colour'])),
        `colour ${String(facts['colour'])}`,
      );
      must(isInstant(facts['decidedAt']), `decidedAt ${String(facts['decidedAt'])}`);
      for (const name of ['releaseAt', 'validUntil']) {
        must(facts[name] === null || isInstant(facts[name]), `${name} ${String(facts[name])}`);
      }
    },
  ),
];

function isInstant(value: unknown): boolean {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  return typeof value === 'string' && form.test(value) && !Number.isNaN(Date.parse(value));
}

type Situation = (session: Session) => Promise<Asked>;

function answers(id: string, title: string, expected: string, situation: Situation, position = 0): Requirement {
  return {
    id,
    level: 'MUST',
    title: `${title}: \`match\` is \`${expected}\``,
    async check(session) {
      const asked = await situation(session);
      const { claims } = needs(asked.attestations[position], `no attestation came (status ${asked.answer.status})`);
      must(claims.match === expected, `match is ${String(claims.match)}`);
    },
  };
}

const matches: readonly Requirement[] = [
  answers('ATT-09', 'Identity and phone fit, the consent counts, and there is a code', 'match', situations.match),
  answers('ATT-10', 'A document that is not known', 'identity', situations.unknown),
  answers('ATT-11', 'A document that is known, and another name', 'identity', situations.name),
  answers('ATT-12', 'Document and name fit, the phone does not', 'phone', situations.phone),
  answers(
    'ATT-13',
    'Known, and without a code, in one request with somebody unknown',
    'no-code',
    situations.several,
    1,
  ),
  answers('ATT-14', 'The same `requestId` again with the same consent', 'match', situations.again),
  {
    id: 'ATT-15',
    level: 'MUST',
    title: 'One question more about a subject than a day allows: `match` is `limit`',
    async check(session) {
      const { beyond } = await situations.often(session);
      must(only(beyond).claims.match === 'limit', `match is ${String(only(beyond).claims.match)}`);
    },
  },
  {
    id: 'ATT-16',
    level: 'MUST',
    title: 'A question that comes again with its `requestId` is not counted again',
    async check(session) {
      const { within, repeated } = await situations.often(session);
      must(only(within).claims.match === 'identity', `the last that is allowed: ${String(only(within).claims.match)}`);
      must(only(repeated).claims.match === 'identity', `the same again: ${String(only(repeated).claims.match)}`);
    },
  },
  {
    id: 'ATT-17',
    level: 'MUST',
    title: 'There are `facts` only where `match` is `match`',
    async check(session) {
      const { unknown, phone, used, several } = situations;
      const asked: Asked[] = [];
      for (const situation of [unknown, phone, used, several]) asked.push(await situation(session));
      for (const { claims } of asked.flatMap(({ attestations }) => attestations)) {
        must(claims.match === 'match' || claims.facts === undefined, `facts beside ${String(claims.match)}`);
      }
    },
  },
];

export const attestationRequirements: readonly Requirement[] = [...forms, ...matches];
