import { needs } from './requirement.ts';
import type { Setup } from './setup.ts';
import { signRequest, type Otherwise } from './message-signature.ts';
import type { Answer, Request } from './send.ts';
import { readTrustList, type ListedNode, type TrustList } from './trust-list.ts';

export interface Exchange {
  readonly request: Request;
  readonly answer: Answer;
}

/** One run against one node: what was fetched once is looked at by every requirement that it concerns. */
export interface Session {
  readonly setup: Setup;
  /** A request as anybody makes it. */
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** A request by the peer, signed as the protocol asks unless `otherwise` says how not. */
  signed(request: Request, otherwise?: Otherwise): Promise<Exchange>;
  /** The fields of a signed request, which is not sent. */
  sign(request: Request, otherwise?: Otherwise): Request;
  send(request: Request): Promise<Exchange>;
  trustList(): Promise<TrustList>;
  /** The node under test as the trust list names it. */
  node(): Promise<ListedNode>;
  uuid(): string;
  /** Does something at most once in this run. */
  once<T>(name: string, make: () => Promise<T>): Promise<T>;
}

export function openSession(setup: Setup): Session {
  const made = new Map<string, Promise<unknown>>();
  const session: Session = {
    setup,
    get: (path, headers = {}) =>
      setup.send({ method: 'GET', url: setup.baseUrl + path, headers, body: Buffer.alloc(0) }),
    sign: (request, otherwise) =>
      signRequest(
        request,
        { ...setup.key, now: setup.now(), nonce: setup.random(24).toString('base64url') },
        otherwise,
      ),
    send: async (request) => ({ request, answer: await setup.send(request) }),
    signed: (request, otherwise) => session.send(session.sign(request, otherwise)),
    trustList: () =>
      session.once('trust list', async () => readTrustList((await session.get('federation/trust-list')).body)),
    async node() {
      const { nodes } = await session.trustList();
      const own = nodes.find(({ baseUrl }) => baseUrl === setup.baseUrl);
      return needs(own, `the trust list has no node at ${setup.baseUrl}`);
    },
    uuid() {
      const bytes = setup.random(16);
      bytes[6] = (bytes[6]! & 0x0f) | 0x40;
      bytes[8] = (bytes[8]! & 0x3f) | 0x80;
      return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
    once<T>(name: string, make: () => Promise<T>) {
      if (!made.has(name)) made.set(name, make());
      return made.get(name) as Promise<T>;
    },
  };
  return session;
}
