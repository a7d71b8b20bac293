import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { inBatches } from '../../platform/batches.ts';
import { prepared } from '../../platform/prepared.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { transact, type Db, type Tx } from '../../platform/db.ts';
import { newId, newSecret, sha256 } from '../../platform/ids.ts';
import { isDormant } from './dormant.ts';
import { redeemPhoneCode } from './phone-code.ts';
import { phoneIndex, readPhone } from './phone.ts';

export type SessionKind = 'account' | 'staff' | 'device';

/** How long a session lasts, and whether using it prolongs it. Devices stay until they are revoked. */
const lifetimes: Readonly<Record<SessionKind, { seconds: number; sliding: boolean }>> = {
  account: { seconds: 30 * 86_400, sliding: true },
  staff: { seconds: 30 * 60, sliding: true },
  device: { seconds: 365 * 86_400, sliding: false },
};

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'>;

/** Signs a phone in; its account is made at its first sign-in. @throws Refusal phone-code-wrong, phone-code-expired */
export async function signIn(deps: Deps, typed: string, code: string): Promise<{ token: string; expiresAt: string }> {
  await redeemPhoneCode(deps, typed, code);
  return transact(deps.db, async (tx) =>
    openSession(tx, deps.clock.now(), 'account', await accountOfPhone(tx, deps, typed)),
  );
}

/**
 * The account of a phone that has just been shown to be somebody's; made at its first sign-in. One that nobody has used for long loses
 * its person until she is verified again: by then the carrier may have given the number to somebody else.
 * @param typed a phone as the contract admits it
 */
export async function accountOfPhone(
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'seal' | 'province'>,
  typed: string,
): Promise<string> {
  const phone = readPhone(typed);
  const index = phoneIndex(deps, phone);
  const now = deps.clock.now();
  const fresh = newId(now);
  const { account_id: accountId } = await tx
    .insertInto('phone_account')
    .values({ phone_index: index, account_id: fresh })
    .onConflict((conflict) =>
      conflict.column('phone_index').doUpdateSet((e) => ({ phone_index: e.ref('excluded.phone_index') })),
    )
    .returning('account_id')
    .executeTakeFirstOrThrow();
  if (accountId === fresh) {
    await tx
      .insertInto('account')
      .values({
        account_id: accountId,
        phone_index: index,
        phone_sealed: deps.seal.seal('phone', phone),
        person_id: null,
        created_at: now,
        last_sign_in_at: now,
      })
      .execute();
  } else {
    const forgotten = await isDormant(tx, deps, accountId);
    await tx
      .updateTable('account')
      .set({ last_sign_in_at: now, ...(forgotten ? { person_id: null } : {}) })
      .where('account_id', '=', accountId)
      .execute();
  }
  return accountId;
}

/** Opens a session. Only the SHA-256 of its token is stored: who reads the database cannot act for anybody. */
export async function openSession(
  tx: Tx,
  now: Date,
  kind: SessionKind,
  subjectId: string,
): Promise<{ token: string; expiresAt: string }> {
  const token = newSecret();
  const expiresAt = addSeconds(now, lifetimes[kind].seconds);
  await tx
    .insertInto('session')
    .values({ token_hash: sha256(token), kind, subject_id: subjectId, created_at: now, expires_at: expiresAt })
    .execute();
  return { token, expiresAt: toEdge(expiresAt) };
}

export interface SessionFound {
  readonly kind: SessionKind;
  readonly subjectId: string;
  readonly tokenHash: Buffer;
}

export interface SessionRow {
  readonly kind: string;
  readonly subjectId: string;
  readonly expiresAt: Date;
}

/** Finds a session by the SHA-256 of its token, the requests of one moment with one statement. */
export type SessionReader = (tokenHash: Buffer) => Promise<SessionRow | undefined>;

export function createSessionReader(db: Db): SessionReader {
  return inBatches(async (hashes) => {
    const { rows } = await sql<SessionRow & { readonly hash: Buffer }>`${prepared}
      select token_hash as hash, kind, subject_id as "subjectId", expires_at as "expiresAt"
        from session where token_hash = any(${hashes}::bytea[])`.execute(db);
    const found = new Map(rows.map(({ hash, ...row }) => [hash.toString('hex'), row] as const));
    return hashes.map((hash) => found.get(hash.toString('hex')));
  });
}

/** The session of a token, or what is wrong with it. Prolongs a sliding session once a tenth of its life has passed. */
export async function findSession(
  deps: Pick<NodeContext, 'db' | 'clock'> & { readonly sessionOf: SessionReader },
  token: string,
): Promise<SessionFound | 'unknown' | 'expired'> {
  const tokenHash = sha256(token);
  const row = await deps.sessionOf(tokenHash);
  if (row === undefined) return 'unknown';
  const now = deps.clock.now();
  if (row.expiresAt <= now) return 'expired';
  const kind = row.kind as SessionKind;
  const { seconds, sliding } = lifetimes[kind];
  if (sliding && row.expiresAt < addSeconds(now, seconds * 0.9)) {
    await deps.db
      .updateTable('session')
      .set({ expires_at: addSeconds(now, seconds) })
      .where('token_hash', '=', tokenHash)
      .execute();
  }
  return { kind, subjectId: row.subjectId, tokenHash };
}

/** Ends every session of a member of staff, except the one that asks for it. */
export async function endStaffSessions(tx: Tx, staffId: string, except?: Buffer): Promise<void> {
  let sessions = tx.deleteFrom('session').where('kind', '=', 'staff').where('subject_id', '=', staffId);
  if (except !== undefined) sessions = sessions.where('token_hash', '<>', except);
  await sessions.execute();
}

export async function endSession(deps: Pick<NodeContext, 'db'>, tokenHash: Buffer): Promise<void> {
  await deps.db.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
}

/** Ends the other sessions of an account: on a phone that was lost, or that somebody else has. */
export async function endOtherSessions(
  { db }: Pick<NodeContext, 'db'>,
  { accountId, tokenHash }: { readonly accountId: string; readonly tokenHash: Buffer },
): Promise<void> {
  await db
    .deleteFrom('session')
    .where('kind', '=', 'account')
    .where('subject_id', '=', accountId)
    .where('token_hash', '<>', tokenHash)
    .execute();
}

/** Ends every session of a person. */
export async function endSessionsOf(tx: Tx, personId: string): Promise<void> {
  const accounts = await tx.selectFrom('account').select('account_id').where('person_id', '=', personId).execute();
  await tx
    .deleteFrom('session')
    .where('kind', '=', 'account')
    .where('subject_id', '=', sql<string>`any(${accounts.map((row) => row.account_id)}::uuid[])`)
    .execute();
}
