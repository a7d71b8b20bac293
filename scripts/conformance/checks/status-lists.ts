import { somebody } from '../asking.ts';
import { isSignedBy } from '../keys.ts';
import { must, type Requirement } from '../requirement.ts';
import type { Session } from '../session.ts';
import { readStatusList, statusAt, statusOfStrip, type StatusList } from '../status-list.ts';
import { keysFor } from '../trust-list.ts';

const skewSeconds = 30;

/** The list that covers the holder's strip, as a peer fetches it. */
function fetched(session: Session) {
  return session.once('status list', async () => {
    const { index, uri } = statusOfStrip(somebody(session, 'holder').strip);
    const exchange = await session.signed({ method: 'GET', url: uri, headers: {}, body: Buffer.alloc(0) });
    must(exchange.answer.status === 200, `status ${exchange.answer.status}`);
    return { ...exchange, index, uri };
  });
}

type Look = (list: StatusList, context: { index: number; uri: string; session: Session }) => void | Promise<void>;

function token(id: string, title: string, look: Look, level: Requirement['level'] = 'MUST'): Requirement {
  return {
    id,
    level,
    title,
    async check(session) {
      const { answer, index, uri } = await fetched(session);
      await look(readStatusList(answer.body), { index, uri, session });
    },
  };
}

const now = (session: Session) => session.setup.now().getTime() / 1000;

export const statusListRequirements: readonly Requirement[] = [
  {
    id: 'SL-01',
    level: 'MUST',
    title: 'A status list is answered to a peer with 200 and `application/statuslist+cwt`',
    async check(session) {
      const { answer } = await fetched(session);
      const type = answer.headers['content-type'] ?? 'none';
      must(type.split(';', 1)[0] === 'application/statuslist+cwt', `media type ${type}`);
    },
  },
  {
    id: 'SL-02',
    level: 'MUST',
    title: 'It is refused to somebody who is neither peer nor enrolled device',
    async check(session) {
      const { uri } = statusOfStrip(somebody(session, 'holder').strip);
      const request = { method: 'GET', url: uri, headers: {}, body: Buffer.alloc(0) };
      const { answer } = await session.once('status list unsigned', () => session.send(request));
      must(answer.status === 401 || answer.status === 403, `status ${answer.status}`);
    },
  },
  token(
    'SL-03',
    'The token is a COSE_Sign1 with `typ` application/statuslist+cwt in its protected header',
    ({ type }) => {
      must(type === 'application/statuslist+cwt', `typ ${String(type)}`);
    },
  ),
  token('SL-04', 'It is signed by a current status key of the node, with ES256', async (list, { session }) => {
    const keys = keysFor(await session.node(), 'status', session.setup.now());
    const key = keys.find(({ kid }) => kid === list.kid);
    must(key !== undefined, `kid ${list.kid} is no current status key of the node`);
    must(list.alg === -7 && isSignedBy(key, list.toBeSigned, list.signature), 'the signature does not fit');
  }),
  token('SL-05', '`sub` is the URI of the list, character by character', ({ subject }, { uri }) => {
    must(subject === uri, `sub ${String(subject)}`);
  }),
  token('SL-06', '`iat` is not ahead of now', ({ issuedAt }, { session }) => {
    must(typeof issuedAt === 'number' && issuedAt <= now(session) + skewSeconds, `iat ${String(issuedAt)}`);
  }),
  token('SL-07', '`exp`, where it is there, is ahead of now', ({ expiresAt }, { session }) => {
    must(expiresAt === null || Number(expiresAt) > now(session), `exp ${String(expiresAt)}`);
  }),
  token(
    'SL-08',
    'There is a `ttl` of more than 0, and an `exp`',
    ({ ttl, expiresAt }) => must(Number(ttl) > 0 && expiresAt !== null, `ttl ${String(ttl)}, exp ${String(expiresAt)}`),
    'SHOULD',
  ),
  token(
    'SL-09',
    'The list has 2 bits for each of its indices, packed and deflated as in section 2, at most 1 MiB',
    (list) => {
      must(list.bits === 2, `${String(list.bits)} bits`);
      must(statusAt(list, 0) !== undefined, 'it holds nothing');
    },
  ),
  token('SL-10', 'The index of a strip that is valid lies in the list and says 0', (list, { index }) => {
    must(statusAt(list, index) === 0, `status ${String(statusAt(list, index))} at ${index}`);
  }),
  {
    id: 'SL-11',
    level: 'SHOULD',
    title: 'An `ETag` is given, and `If-None-Match` with it is answered with 304',
    async check(session) {
      const { answer, uri } = await fetched(session);
      const etag = answer.headers['etag'] ?? '';
      must(etag !== '', 'there is no ETag');
      const request = { method: 'GET', url: uri, headers: { 'if-none-match': etag }, body: Buffer.alloc(0) };
      const again = await session.signed(request);
      must(again.answer.status === 304, `status ${again.answer.status}`);
    },
  },
];
