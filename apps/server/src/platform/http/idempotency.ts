import type { RouteDefinition } from '@tongxing/contract';
import type { FastifyRequest } from 'fastify';
import { addSeconds, type Clock } from '../clock.ts';
import type { Db, Once } from '../db.ts';
import { sha256 } from '../ids.ts';
import type { Tick } from '../jobs.ts';
import { Refusal } from '../refusal.ts';
import type { Seal } from '../seal.ts';
import type { Principal } from './principal.ts';

interface Deps {
  readonly clock: Clock;
  readonly seal: Seal;
}

/** For so long a request may come again and be the same request. */
const keptSeconds = 86_400;
/** Where nobody is signed in; the request itself, which must be the same, then says who may have the answer. */
const nobody = '00000000-0000-0000-0000-000000000000';

const always: Once = (_tx, work) => work();

/**
 * Makes a request that comes again, its answer lost on the way, the same request: with the `Idempotency-Key` of the first
 * (draft-ietf-httpapi-idempotency-key-header) it gets the first one's answer, and nothing happens a second time. Two at the same
 * time wait for each other. What was refused was not done, so its key is free. Answers are sealed: some carry secrets.
 */
export function createOnce(deps: Deps) {
  return (request: FastifyRequest, route: RouteDefinition): Once => {
    const header = request.headers['idempotency-key'];
    if (route.idempotencyKey !== true || typeof header !== 'string') return always;
    const callerId = callerOf(request.principal);
    const keyHash = sha256(header);
    // The address says of whom or what: without it a request with no body would be the same about everything.
    const about = Buffer.from(`${route.name}\0${request.url}\0`);
    const requestHash = sha256(Buffer.concat([about, request.rawBody ?? Buffer.alloc(0)]));
    return async (tx, work) => {
      const { numInsertedOrUpdatedRows: claimed } = await tx
        .insertInto('kept_answer')
        .values({
          caller_id: callerId,
          key_hash: keyHash,
          request_hash: requestHash,
          kept_until: addSeconds(deps.clock.now(), keptSeconds),
        })
        .onConflict((conflict) => conflict.columns(['caller_id', 'key_hash']).doNothing())
        .executeTakeFirst();
      const key = tx.selectFrom('kept_answer').where('caller_id', '=', callerId).where('key_hash', '=', keyHash);
      if (claimed === 0n) {
        const kept = await key.select(['request_hash', 'answer_sealed']).executeTakeFirstOrThrow();
        if (!kept.request_hash.equals(requestHash)) throw new Refusal('idempotency-key-reused');
        return JSON.parse(deps.seal.open('answer', kept.answer_sealed ?? Buffer.alloc(0))) as Awaited<
          ReturnType<typeof work>
        >;
      }
      const answer = await work();
      if (answer === undefined) {
        await tx.deleteFrom('kept_answer').where('caller_id', '=', callerId).where('key_hash', '=', keyHash).execute();
        return answer;
      }
      await tx
        .updateTable('kept_answer')
        .set({ answer_sealed: deps.seal.seal('answer', JSON.stringify(answer)) })
        .where('caller_id', '=', callerId)
        .where('key_hash', '=', keyHash)
        .execute();
      return answer;
    };
  };
}

/** A person's answers lie with the person. */
function callerOf(principal: Principal): string {
  switch (principal?.kind) {
    case 'account':
      return principal.personId ?? principal.accountId;
    case 'staff':
      return principal.staffId;
    case 'device':
      return principal.deviceId;
    default:
      return nobody;
  }
}

export function idempotencyTicks({ db }: { readonly db: Db }): Tick[] {
  return [
    {
      name: 'http.kept-answers',
      everySeconds: 600,
      async run(now) {
        await db.deleteFrom('kept_answer').where('kept_until', '<', now).execute();
      },
    },
  ];
}
