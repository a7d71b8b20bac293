import type { Db } from '../db.ts';
import { sha256 } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { VerifiedRequest } from './request.ts';

/** Lets a signed request in once. @throws Refusal nonce-replayed */
export async function useNonce(db: Db, { kid, nonce, validUntil }: VerifiedRequest): Promise<void> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('peer_nonce')
    .values({ nonce_hash: sha256(`${kid}:${nonce}`), expires_at: validUntil })
    .onConflict((conflict) => conflict.column('nonce_hash').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) throw new Refusal('nonce-replayed');
}

export async function forgetNonces(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('peer_nonce').where('expires_at', '<', now).execute();
}
