import type { schemas } from '@tongxing/contract';
import { canonicalJson } from '@tongxing/rules';
import { toEdge, toUnix } from '../../platform/clock.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { keyFor } from '../../platform/signer.ts';
import { hasEnded } from '../clearance/index.ts';
import { outcomesOf } from '../decision/index.ts';
import { personCard } from '../identity/index.ts';
import { spokenTime } from '../notification/index.ts';
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
  return certificateId;
}

/** The certificate with the node's signature (compact JWS, RFC 7515). @throws Refusal not-found, certificate-missing */
export async function showCertificate(
  deps: AppealDeps,
  personId: string,
  appealId: string,
): Promise<schemas.CorrectionCertificate> {
  const appeal = await requireAppeal(deps.db, personId, appealId);
  const row = await deps.db
    .selectFrom('correction_certificate')
    .selectAll()
    .where('person_id', '=', personId)
    .where('appeal_id', '=', appeal.appeal_id)
    .executeTakeFirst();
  // What a review has ended is no correction any more.
  if (row === undefined || (await hasEnded(deps.db, personId, appeal.number))) throw new Refusal('certificate-missing');
  const claims = claimsOf(deps, row);
  const { kid } = await keyFor(deps.signer, 'federation');
  const part = (text: string) => Buffer.from(text).toString('base64url');
  const header = part(JSON.stringify({ alg: 'ES256', typ: 'tongxing-correction+jwt', kid }));
  const input = `${header}.${part(canonicalJson(claims))}`;
  const [signature = new Uint8Array()] = await deps.signer.sign(kid, [Buffer.from(input)]);
  const jws = `${input}.${Buffer.from(signature).toString('base64url')}`;
  return { certificateId: row.certificate_id, jws, claims, text: textOf(deps, claims) };
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

const colours: Readonly<Record<schemas.Colour, schemas.Bilingual>> = {
  green: { zh: '绿码', en: 'green' },
  yellow: { zh: '黄码', en: 'yellow' },
  red: { zh: '红码', en: 'red' },
  pending: { zh: '待核', en: 'pending' },
};

function textOf({ province }: Pick<AppealDeps, 'province'>, claims: schemas.CorrectionClaims): schemas.Bilingual {
  const { wrong, corrected, maskedName, lastFour, caseNumber } = claims;
  const [since, at] = [spokenTime(new Date(wrong.since)), spokenTime(new Date(corrected.at))];
  const [was, is] = [colours[wrong.colour], colours[corrected.colour]];
  const { codeName, name } = province;
  return {
    zh: `更正证明:${maskedName}(证件末四位 ${lastFour})自${since.zh}起显示的${was.zh}有误,已于${at.zh}更正为${is.zh}。${codeName.zh},${name.zh},编号${caseNumber}。`,
    en: `Certificate of correction: the ${was.en} code shown for ${maskedName} (document ending in ${lastFour}) since ${since.en} was wrong and was corrected to ${is.en} at ${at.en}. ${codeName.en}, ${name.en}, case ${caseNumber}.`,
  };
}
