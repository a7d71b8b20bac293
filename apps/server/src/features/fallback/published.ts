import { readFallbackOrder } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import type { Read } from '../../platform/db.ts';
import { fromUnix, toEdge } from '../../platform/clock.ts';
import { sha256 } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';

/** What a device holds for when the node cannot be reached; null before the first order was signed. */
export async function heldFallback(read: Read): Promise<schemas.CheckpointProfile['fallback']> {
  const order = await newestOrder(read);
  if (order === undefined) return null;
  const word = await newestWord(read);
  return { order: order.toString('base64url'), word: word?.signed.toString('base64url') ?? null };
}

/** The same for everybody to read, and with the signed bytes for whoever wants to check. @throws Refusal not-found before the first */
export async function publishedFallback(read: Read): Promise<schemas.PublishedFallback> {
  const signed = await newestOrder(read);
  if (signed === undefined) throw new Refusal('not-found');
  const { afterSeconds, longestSeconds, stripSeconds, validFrom, validTo, lines, ...order } = readFallbackOrder(signed);
  const word = await newestWord(read);
  return {
    order: {
      ...order,
      validFrom: toEdge(fromUnix(validFrom)),
      validTo: toEdge(fromUnix(validTo)),
      afterMinutes: afterSeconds / 60,
      longestHours: longestSeconds / 3600,
      stripHours: stripSeconds / 3600,
      lines: lines as schemas.PublishedFallback['order']['lines'],
    },
    signed: signed.toString('base64url'),
    fingerprint: sha256(signed).toString('base64url'),
    word: word && {
      state: word.state,
      at: toEdge(word.at),
      until: toEdge(word.until),
      signed: word.signed.toString('base64url'),
    },
  };
}

async function newestOrder(read: Read): Promise<Buffer | undefined> {
  const row = await read
    .selectFrom('fallback_order')
    .select('signed')
    .orderBy('version', 'desc')
    .orderBy('signed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.signed;
}

/** Words count once they are signed. */
async function newestWord(read: Read) {
  const row = await read
    .selectFrom('fallback_word')
    .selectAll()
    .where('signed', 'is not', null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined || row.signed === null) return null;
  return { state: row.state as 'started' | 'ended', at: row.said_at, until: row.until_at, signed: row.signed };
}
