import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { signRequest, type SigningKey } from '../../src/platform/http-signatures/index.ts';
import { addSeconds } from '../../src/platform/clock.ts';
import type { Target } from './operations.ts';
import type { BadWorld } from './world.ts';

/** A request that is wrong in one way. */
export interface Bad {
  /** What is wrong with it, for whoever reads the failure. */
  readonly what: string;
  readonly method?: string;
  /** Path and query as they are sent. */
  readonly url?: string;
  /** `absent`: none is sent. */
  readonly body?: Buffer | 'absent';
  readonly contentType?: string;
  /** Instead of the caller that the operation is for. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The path of an operation with values for its parameters: what is usual, unless told. */
export function addressOf(target: Target, values: Readonly<Record<string, string>> = {}): string {
  return target.path.replaceAll(/\{([^}]+)\}/g, (_whole, name: string) => values[name] ?? usualValue(target, name));
}

const usual = ['019aa2f4-7c1e-7000-8000-000000000001', '999999', 'zzzzzzzzz', '0/x999/999', '9.9.9'];

/** Of the right shape, and of nothing that there is. */
function usualValue({ parameters }: Target, name: string): string {
  const pattern = parameters.find((parameter) => parameter.name === name)?.schema.pattern ?? '';
  return usual.find((value) => new RegExp(pattern).test(value)) ?? randomUUID();
}

/** Sends a request as the caller whom the operation is for, unless the request says otherwise. */
export async function send(world: BadWorld, target: Target, bad: Bad): Promise<LightMyRequestResponse> {
  const right = world.bodies[target.name];
  const usualBody = target.body === undefined || right === undefined ? 'absent' : Buffer.from(JSON.stringify(right));
  const body = bad.body ?? usualBody;
  const method = bad.method ?? target.method;
  const url = bad.url ?? addressOf(target, world.ids[target.name]);
  const payload = body === 'absent' ? Buffer.alloc(0) : body;
  const headers = bad.headers ?? (await headersFor(world, target, { method, url, payload }));
  return world.node.app.inject({
    method: method as 'GET',
    url,
    headers: { ...(body === 'absent' ? {} : { 'content-type': bad.contentType ?? 'application/json' }), ...headers },
    ...(body === 'absent' ? {} : { payload }),
  });
}

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly payload: Buffer;
}

async function headersFor(world: BadWorld, { access }: Target, sent: Sent): Promise<Record<string, string>> {
  if (access === 'public') return {};
  const signer = signerFor(world, access);
  if (signer !== undefined) return signedBy(world, signer, sent);
  // As the sources of a test sign.
  if (access === 'gateway') return { 'x-sign': 'right' };
  return bearer(await tokenFor(world, access));
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

export async function tokenFor(world: BadWorld, access: string): Promise<string> {
  if (access === 'account' || access === 'citizen') return world.tokens.account;
  if (access === 'device' || access === 'reader') return world.tokens.device;
  return world.staff(/^staff: ([^,]+)/.exec(access)?.[1] ?? 'admin');
}

/** Whose key signs the requests of a route; undefined where they are not signed. */
export function signerFor({ signers }: BadWorld, access: string): SigningKey | undefined {
  return access === 'peer' || access === 'gate' ? signers[access] : undefined;
}

/** Signs a request as a node does (RFC 9421), now or so many seconds ago. */
export async function signedBy(
  { node }: BadWorld,
  key: SigningKey,
  { method, url, payload }: Sent,
  secondsAgo = 0,
): Promise<Record<string, string>> {
  const created = addSeconds(node.clock.now(), -secondsAgo);
  const fields = await signRequest({
    method,
    targetUri: node.context.config.http.publicUrl + url,
    body: payload,
    key,
    created,
    expires: addSeconds(created, 60),
    nonce: randomUUID(),
  });
  return { ...fields };
}
