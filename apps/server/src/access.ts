import type { RouteDefinition } from '@tongxing/contract';
import type { FastifyRequest } from 'fastify';
import { devicePrincipal, type DeviceReader } from './features/checkpoint/index.ts';
import { authorizePeer, type TrustListSource } from './features/federation/index.ts';
import {
  accountPrincipal,
  findSession,
  staffPrincipal,
  type SessionFound,
  type SessionReader,
} from './features/identity/index.ts';
import type { NodeContext } from './node-context.ts';
import type { Principal } from './platform/http/principal.ts';
import { Refusal } from './platform/refusal.ts';

type Deps = NodeContext & {
  readonly trustList: TrustListSource;
  readonly sessionOf: SessionReader;
  readonly deviceOf: DeviceReader;
};

/** Who is calling, when that is who the route is for. The one permission check, made for every route of the contract. */
export function createAuthorize(deps: Deps) {
  return async (request: FastifyRequest, { access }: RouteDefinition): Promise<Principal> => {
    if (access === 'public') return null;
    if (access === 'peer') return authorizePeer(deps, request);
    if (access === 'reader' && request.headers.authorization === undefined) return authorizePeer(deps, request);
    const session = await requireSession(deps, request);
    if (access === 'device' || access === 'reader') {
      requireKind(session, 'device');
      return devicePrincipal(deps, session.subjectId);
    }
    if (typeof access === 'object') {
      requireKind(session, 'staff');
      const staff = await staffPrincipal(deps, session);
      if (!access.staff.includes(staff.role)) throw new Refusal('not-permitted');
      return staff;
    }
    requireKind(session, 'account');
    const account = await accountPrincipal(deps, session);
    if (access === 'citizen' && account.personId === null) throw new Refusal('verification-required');
    return account;
  };
}

async function requireSession(deps: Deps, request: FastifyRequest): Promise<SessionFound> {
  const token = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw new Refusal('sign-in-required');
  const session = await findSession(deps, token);
  if (session === 'unknown') throw new Refusal('sign-in-required');
  if (session === 'expired') throw new Refusal('session-expired');
  return session;
}

function requireKind(session: SessionFound, kind: SessionFound['kind']): void {
  if (session.kind !== kind) throw new Refusal('not-permitted');
}
