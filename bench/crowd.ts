import { createHash } from 'node:crypto';
import { insertRows, newId, newSecret, sha256, transact } from '@tongxing/server/inside';
import { openNodeDatabase, type Traveller } from './population.ts';

/** Somebody who has filled in a form. */
export interface Applicant extends Pick<Traveller, 'personId' | 'token' | 'consent'> {
  /** Known to both nodes with all that an application needs. */
  readonly isTraveller: boolean;
}

const CHUNK = 5000;

/**
 * People signed in at a node of whom it has no more than the door looks at, all with one document: should one of them be let in, nothing
 * good could be decided on her, and the bench says so.
 */
export async function registerCrowd(configFile: string, count: number): Promise<Applicant[]> {
  const node = await openNodeDatabase(configFile);
  try {
    const crowd: Applicant[] = [];
    for (let from = 0; from < count; from += CHUNK) {
      const some = Array.from({ length: Math.min(CHUNK, count - from) }, (_, n) =>
        applicantOf(from + n, node.clock.now()),
      );
      await signIn(node, some);
      crowd.push(...some);
    }
    return crowd;
  } finally {
    await node.close();
  }
}

const secret = newSecret();

function applicantOf(n: number, now: Date): Applicant {
  // Secrets of the right length, for the price of one hash each.
  const text = (purpose: string) => createHash('sha256').update(`${secret} ${purpose} ${n}`).digest('base64url');
  const consent = { grade: 'origin-session' as const, authorizationCode: text('code'), codeVerifier: text('verifier') };
  return { personId: newId(now), token: text('token'), consent, isTraveller: false };
}

function signIn({ db, seal, clock }: Awaited<ReturnType<typeof openNodeDatabase>>, people: readonly Applicant[]) {
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + 30 * 86_400_000);
  const phone = seal.seal('phone', '+8619900000000');
  const [document, name] = [seal.seal('document', '11010519491231002X'), seal.seal('name', '王无名')];
  return transact(db, async (tx) => {
    await insertRows(tx, 'person', people, {
      person_id: ['uuid', ({ personId }) => personId],
      document_type: ['text', () => '10'],
      document_sealed: ['bytea', () => document],
      name_sealed: ['bytea', () => name],
      name_index: ['bytea', ({ token }) => sha256(token)],
      phone_sealed: ['bytea', () => phone],
      phone_index: ['bytea', ({ token }) => sha256(token)],
      residence_division: ['text', () => '140105'],
      verified_at: ['timestamptz', () => now],
      document_id: ['uuid', ({ personId }) => personId],
    });
    await insertRows(tx, 'account', people, {
      account_id: ['uuid', ({ personId }) => personId],
      phone_index: ['bytea', ({ token }) => sha256(token)],
      phone_sealed: ['bytea', () => phone],
      person_id: ['uuid', ({ personId }) => personId],
      created_at: ['timestamptz', () => now],
    });
    await insertRows(tx, 'session', people, {
      token_hash: ['bytea', ({ token }) => sha256(token)],
      kind: ['text', () => 'account'],
      subject_id: ['uuid', ({ personId }) => personId],
      created_at: ['timestamptz', () => now],
      expires_at: ['timestamptz', () => expiresAt],
    });
  });
}
