import type { RouteDefinition, StaffAccess } from '@tongxing/contract';
import type { FastifyRequest } from 'fastify';
import { requireNewEnough } from './client-version.ts';
import { authorizeGate, devicePrincipal, type DeviceReader } from './features/checkpoint/index.ts';
import { authorizePeer, type TrustListSource } from './features/federation/index.ts';
import {
  accountPrincipal,
  type AccountReader,
  findSession,
  inPlaceOf,
  recordActing,
  requireGuardianship,
  type SessionFound,
  type SessionReader,
} from './features/identity/index.ts';
import { authorizeGateway, type ReceiptSignatures } from './features/notification/index.ts';
import { requireOwnPage, staffPrincipal, tokenInCookie } from './features/staff/index.ts';
import type { NodeContext } from './node-context.ts';
import type { CitizenPrincipal, Principal, StaffPrincipal } from './platform/http/principal.ts';
import { Refusal } from './platform/refusal.ts';

type Deps = NodeContext & {
  readonly trustList: TrustListSource;
  readonly receiptSignatures: ReceiptSignatures;
  readonly sessionOf: SessionReader;
  readonly accountOf: AccountReader;
  readonly deviceOf: DeviceReader;
};

/** What nobody can do in another's name: what makes her who she is, and who may act for whom. */
const forOneselfOnly: ReadonlySet<string> = new Set([
  'addDocument',
  'showDocument',
  'addDependant',
  'confirmDependant',
  'listDependants',
  'endDependant',
  'listGuardians',
  'applyForFamily',
  'getFamily',
  'getOwnData',
  'sendOwnDataCode',
  'exportOwnData',
  'closeAccount',
  'keepAccount',
]);

/** What a parent may do for a child, and an adult only for herself: letting others ask about her. */
const adultsThemselves: ReadonlySet<string> = new Set([
  'grantConsent',
  'withdrawConsent',
  'grantStandingConsent',
  'revokeStandingConsent',
  'declareTrip',
  'withdrawTrip',
  'joinRoster',
]);

/** Who is calling, when that is who the route is for. The one permission check, made for every route of the contract. */
export function createAuthorize(deps: Deps) {
  return async (request: FastifyRequest, route: RouteDefinition): Promise<Principal> => {
    const { access } = route;
    requireNewEnough(request.headers['tongxing-client'], route, deps.province.clients);
    if (access === 'public') return null;
    if (access === 'peer') return authorizePeer(deps, request);
    if (access === 'gate') return authorizeGate(deps, request);
    if (access === 'gateway') return authorizeGateway(deps, request);
    if (access === 'reader' && request.headers.authorization === undefined) return authorizePeer(deps, request);
    if (typeof access === 'object') return authorizeStaff(deps, request, access);
    const session = await requireSession(deps, bearerToken(request));
    if (access === 'device' || access === 'reader') {
      requireKind(session, 'device');
      return devicePrincipal(deps, session.subjectId);
    }
    requireKind(session, 'account');
    const account = await accountPrincipal(deps, session);
    const handle = request.headers['tongxing-for'];
    if (access === 'account') {
      // Who believes that she acts for another must not be answered about herself.
      if (handle !== undefined) throw new Refusal('not-for-others');
      return account;
    }
    if (account.personId === null) throw new Refusal('verification-required');
    const citizen = { ...account, personId: account.personId };
    return handle === undefined ? citizen : actFor(deps, citizen, handle, route);
  };
}

/** @throws Refusal dependant-unknown, not-for-others */
async function actFor(
  deps: Deps,
  citizen: CitizenPrincipal,
  handle: unknown,
  { name, method }: RouteDefinition,
): Promise<CitizenPrincipal> {
  const guardianship = await requireGuardianship(deps, citizen.personId, handle);
  const adult = guardianship.relation === 'adult' && adultsThemselves.has(name);
  if (adult || forOneselfOnly.has(name)) throw new Refusal('not-for-others');
  // Kept before it is done, so that nothing is done in somebody's name without it.
  if (method !== 'GET') await recordActing(deps, guardianship, name);
  return inPlaceOf(citizen, guardianship);
}

/** Staff use a bearer token, or in a browser a cookie, which counts only together with what proves the page. */
async function authorizeStaff(deps: Deps, request: FastifyRequest, access: StaffAccess): Promise<StaffPrincipal> {
  const { authorization, cookie } = request.headers;
  const inCookie = authorization === undefined ? tokenInCookie(cookie) : undefined;
  const session = await requireSession(deps, inCookie ?? bearerToken(request));
  requireKind(session, 'staff');
  if (inCookie !== undefined) requireOwnPage(deps, request, session.tokenHash);
  const staff = await staffPrincipal(deps, session, access.scope);
  if (!access.staff.includes(staff.role)) throw new Refusal('not-permitted');
  return staff;
}

function bearerToken(request: FastifyRequest): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '')?.[1];
}

async function requireSession(deps: Deps, token: string | undefined): Promise<SessionFound> {
  if (token === undefined) throw new Refusal('sign-in-required');
  const session = await findSession(deps, token);
  if (session === 'unknown') throw new Refusal('sign-in-required');
  if (session === 'expired') throw new Refusal('session-expired');
  return session;
}

function requireKind(session: SessionFound, kind: SessionFound['kind']): void {
  if (session.kind !== kind) throw new Refusal('not-permitted');
}
