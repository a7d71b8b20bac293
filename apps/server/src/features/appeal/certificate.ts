import type { schemas } from '@tongxing/contract';
import { toEdge, toUnix } from '../../platform/clock.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import {
  certificatePdf,
  keepHolder,
  signClaims,
  textOfCorrection,
  type KnownCertificate,
} from '../certificate/index.ts';
import { hasEnded } from '../clearance/index.ts';
import { outcomesOf } from '../decision/index.ts';
import { personCard } from '../identity/index.ts';
import { commit } from '../transparency/index.ts';
import type { AppealDeps } from './deps.ts';
import { requireAppeal, type AppealRow } from './store.ts';

/** Worse colours first; who was given a better one had a wrong one. */
const order: readonly schemas.Colour[] = ['red', 'yellow', 'pending', 'green'];

/**
 * Makes the certificate of a corrected colour (更正证明) and commits to it in the log: what the colour was, since when, and what it is
 * now; nothing of the records behind it. Null where the colour did not become better.
 */
export async function issueCertificate(
  tx: Tx,
  deps: AppealDeps,
  appeal: AppealRow,
  colour: schemas.Colour,
): Promise<string | null> {
  const key = { personId: appeal.person_id, decisionId: appeal.decision_id };
  const wrong = (await outcomesOf(tx, [key])).get(appeal.decision_id);
  if (wrong === undefined || order.indexOf(colour) <= order.indexOf(wrong.colour)) return null;
  const now = deps.clock.now();
  const certificateId = newId(now);
  const { maskedName, lastFour } = await personCard(tx, deps, appeal.person_id);
  const claims: schemas.CorrectionClaims = {
    iss: deps.config.division,
    jti: certificateId,
    iat: toUnix(now),
    maskedName,
    lastFour,
    wrong: { colour: wrong.colour, since: toEdge(new Date(wrong.decidedAt)), decisionId: appeal.decision_id },
    corrected: { colour, at: toEdge(now) },
    caseNumber: appeal.number,
  };
  const commitmentId = await commit(tx, deps, 'correction', claims);
  await tx
    .insertInto('correction_certificate')
    .values({
      person_id: appeal.person_id,
      certificate_id: certificateId,
      appeal_id: appeal.appeal_id,
      content_sealed: deps.seal.seal('appeal', JSON.stringify(claims)),
      commitment_id: commitmentId,
      issued_at: now,
    })
    .execute();
  await keepHolder(tx, { certificateId, kind: 'correction', personId: appeal.person_id });
  return certificateId;
}

/** The certificate with the node's signature. @throws Refusal not-found, certificate-missing */
export async function showCertificate(
  deps: AppealDeps,
  personId: string,
  appealId: string,
): Promise<schemas.CorrectionCertificate> {
  const { certificateId, claims } = await requireCertificate(deps, personId, appealId);
  const jws = await signClaims(deps, { kind: 'correction', claims });
  return { certificateId, jws, claims, text: textOfCorrection(deps, claims) };
}

/** The same as a page to print. @throws Refusal not-found, certificate-missing */
export async function printCertificate(deps: AppealDeps, personId: string, appealId: string): Promise<Buffer> {
  const { claims } = await requireCertificate(deps, personId, appealId);
  const certificate = { kind: 'correction', claims } as const;
  return certificatePdf(deps, certificate, await signClaims(deps, certificate));
}

async function requireCertificate(deps: AppealDeps, personId: string, appealId: string) {
  const appeal = await requireAppeal(deps.db, personId, appealId);
  const row = await deps.db
    .selectFrom('correction_certificate')
    .selectAll()
    .where('person_id', '=', personId)
    .where('appeal_id', '=', appeal.appeal_id)
    .executeTakeFirst();
  // What a review has ended is no correction any more.
  if (row === undefined || (await hasEnded(deps.db, personId, appeal.number))) throw new Refusal('certificate-missing');
  return { certificateId: row.certificate_id, claims: claimsOf(deps, row) };
}

/** A certificate as whoever is shown it learns of it: with whether it still stands. */
export async function knownCorrection(
  read: Read,
  deps: Pick<AppealDeps, 'seal'>,
  personId: string,
  certificateId: string,
): Promise<KnownCertificate | undefined> {
  const row = await read
    .selectFrom('correction_certificate')
    .selectAll()
    .where('person_id', '=', personId)
    .where('certificate_id', '=', certificateId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const claims = claimsOf(deps, row);
  const stands = !(await hasEnded(read, personId, claims.caseNumber));
  return { kind: 'correction', claims, issuedAt: row.issued_at, stands };
}

/** What a certificate committed to in the log, for its proof. */
export async function committedCertificate(
  read: Read,
  deps: Pick<AppealDeps, 'seal'>,
  personId: string,
  certificateId: string,
) {
  const row = await read
    .selectFrom('correction_certificate')
    .selectAll()
    .where('person_id', '=', personId)
    .where('certificate_id', '=', certificateId)
    .executeTakeFirst();
  return row === undefined ? undefined : { commitmentId: row.commitment_id, value: claimsOf(deps, row) };
}

function claimsOf({ seal }: Pick<AppealDeps, 'seal'>, row: { content_sealed: Buffer }): schemas.CorrectionClaims {
  return JSON.parse(seal.open('appeal', row.content_sealed)) as schemas.CorrectionClaims;
}
