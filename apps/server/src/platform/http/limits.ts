import { limitOf, type RouteDefinition } from '@tongxing/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import { createMemoryLimits } from '../limits/index.ts';
import { Refusal } from '../refusal.ts';
import type { Principal } from './principal.ts';
import { sourceOf } from './source-address.ts';

/** How much wider than the contract says the limits of this installation are: a load test, or a proxy that has limits of its own. */
export type LimitFactor = number;

/**
 * Holds every call against the limit of its route (contract, `limitOf`) and says in the answer what is left, in the fields of
 * draft-ietf-httpapi-ratelimit-headers-10. @throws Refusal too-many-requests
 */
export function createRouteLimits(clock: Clock, factor: LimitFactor) {
  const limits = createMemoryLimits(clock);
  return (
    request: FastifyRequest,
    reply: FastifyReply,
    route: Pick<RouteDefinition, 'name' | 'access' | 'limit'>,
  ): void => {
    const { counter, count: usual, seconds } = limitOf(route);
    const count = Math.max(1, Math.floor(usual * factor));
    const taken = limits.take(`${counter} ${callerOf(request.principal, request)}`, { count, seconds });
    void reply.header('ratelimit-policy', `"${counter}";q=${count};w=${seconds}`);
    void reply.header('ratelimit', `"${counter}";r=${taken.remaining};t=${Math.ceil(taken.resetMs / 1000)}`);
    if (!taken.allowed) {
      throw new Refusal('too-many-requests', { retryAfterSeconds: Math.max(1, Math.ceil(taken.waitMs / 1000)) });
    }
  };
}

function callerOf(principal: Principal, request: FastifyRequest): string {
  switch (principal?.kind) {
    case undefined:
      return `address ${sourceOf(request.ip)}`;
    case 'account':
      return `account ${principal.accountId}`;
    case 'device':
      return `device ${principal.deviceId}`;
    case 'peer':
      return `peer ${principal.division}`;
    case 'gateway':
      return 'gateway';
    case 'staff':
      return `staff ${principal.staffId}`;
  }
}
