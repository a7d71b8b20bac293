import { prepareFallbackOrder, prepareFallbackWord, type PreparedFallback } from '@tongxing/codec';
import { canonicalJson } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { fromUnix, toEdge, toUnix } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { sha256 } from '../../platform/ids.ts';
import type { Tick } from '../../platform/jobs.ts';
import { keyFor } from '../../platform/signer.ts';
import { appendEntry } from '../transparency/index.ts';
import { orderOf } from './order.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'signer'>;

/** Signs the profile's order where it is new or the node's key is, and what was said about it. */
export function fallbackTick(deps: Deps): Tick {
  return {
    name: 'fallback.sign',
    everySeconds: 2,
    run: async (now) => {
      await signOrder(deps, now);
      await signWords(deps);
    },
  };
}

/**
 * @throws Error where the profile says something else under a version that is out, or an older one: devices keep the highest version and
 *   would never learn of it
 */
async function signOrder(deps: Deps, now: Date): Promise<void> {
  const order = orderOf(deps);
  const hash = sha256(canonicalJson(order));
  const { kid } = await keyFor(deps.signer, 'status');
  const newest = await deps.db
    .selectFrom('fallback_order')
    .select(['version', 'content_hash', 'kid'])
    .orderBy('version', 'desc')
    .orderBy('signed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest !== undefined && newest.version > order.version) throw new Error('a newer fallback order is out');
  if (newest?.version === order.version) {
    if (!newest.content_hash.equals(hash)) throw new Error('the fallback order has changed under its version');
    if (newest.kid === kid) return;
  }
  const signed = await finish(deps, kid, prepareFallbackOrder(order, { suite: 'ES256', kid: Buffer.from(kid, 'hex') }));
  await transact(deps.db, async (tx) => {
    const row = { version: order.version, kid, content_hash: hash, signed, signed_at: now };
    await tx.insertInto('fallback_order').values(row).execute();
    await appendEntry(tx, deps, {
      kind: 'fallback-order',
      at: toEdge(now),
      version: order.version,
      validFrom: toEdge(fromUnix(order.validFrom)),
      validTo: toEdge(fromUnix(order.validTo)),
      sha256: sha256(signed).toString('base64url'),
    });
  });
}

async function signWords(deps: Deps): Promise<void> {
  const rows = await deps.db.selectFrom('fallback_word').selectAll().where('signed', 'is', null).execute();
  for (const { number, state, said_at: at, until_at: until } of rows) {
    const { kid } = await keyFor(deps.signer, 'status');
    const said = { number, state: state as 'started' | 'ended', at: toUnix(at), until: toUnix(until) };
    const word = { division: deps.province.division, ...said };
    const prepared = prepareFallbackWord(word, { suite: 'ES256', kid: Buffer.from(kid, 'hex') });
    const signed = await finish(deps, kid, prepared);
    await deps.db.updateTable('fallback_word').set({ signed }).where('number', '=', number).execute();
  }
}

async function finish({ signer }: Deps, kid: string, prepared: PreparedFallback): Promise<Buffer> {
  const [signature] = await signer.sign(kid, [prepared.toBeSigned]);
  return Buffer.from(prepared.finish(signature ?? new Uint8Array()));
}
