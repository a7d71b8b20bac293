import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toUnix } from '../../platform/clock.ts';
import { type Read, transact, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import {
  certificatePdf,
  keepHolder,
  signClaims,
  textOfConversion,
  type KnownCertificate,
} from '../certificate/index.ts';
import { outcomesOf } from '../decision/index.ts';
import { lockPeople, personCard } from '../identity/index.ts';
import { commit } from '../transparency/index.ts';
import { findConversion } from './store.ts';

export type CertifyDeps = Pick<NodeContext, 'db' | 'clock' | 'config' | 'province' | 'divisions' | 'seal' | 'signer'>;

/**
 * The proof of a conversion, for whoever wants to keep one: made when it is first asked for, committed to in the log, and the same from
 * then on. It says what was so at that moment; later colours are told by the code. @throws Refusal not-found, conversion-not-approved
 */
export async function certifyConversion(
  deps: CertifyDeps,
  personId: string,
  conversionId: string,
): Promise<schemas.ConversionCertificate> {
  const claims = await transact(deps.db, async (tx) => {
    await lockPeople(tx, [personId]);
    return (await storedOf(tx, deps, personId, conversionId)) ?? make(tx, deps, personId, conversionId);
  });
  const jws = await signClaims(deps, { kind: 'conversion', claims });
  return { certificateId: claims.jti, jws, claims, text: textOfConversion(deps, claims) };
}

/** The same as a page to print. @throws Refusal not-found, also where none has been made */
export async function printConversion(deps: CertifyDeps, personId: string, conversionId: string): Promise<Buffer> {
  const claims = await storedOf(deps.db, deps, personId, conversionId);
  if (claims === undefined) throw new Refusal('not-found');
  const certificate = { kind: 'conversion', claims } as const;
  return certificatePdf(deps, certificate, await signClaims(deps, certificate));
}

async function make(
  tx: Tx,
  deps: CertifyDeps,
  personId: string,
  conversionId: string,
): Promise<schemas.ConversionClaims> {
  const row = await findConversion(tx, personId, conversionId);
  if (row === undefined) throw new Refusal('not-found');
  const { code_id: codeId, decision_id: decisionId } = row;
  if (row.state !== 'approved' || codeId === null || decisionId === null) throw new Refusal('conversion-not-approved');
  const code = await tx
    .selectFrom('code')
    .select(['scope', 'issued_at', 'valid_to'])
    .where('person_id', '=', personId)
    .where('code_id', '=', codeId)
    .executeTakeFirstOrThrow();
  const decided = (await outcomesOf(tx, [{ personId, decisionId }])).get(decisionId);
  if (decided === undefined) throw new Error('a conversion rests on a decision');
  const now = deps.clock.now();
  const { maskedName, lastFour } = await personCard(tx, deps, personId);
  const claims: schemas.ConversionClaims = {
    iss: deps.config.division,
    jti: newId(now),
    iat: toUnix(now),
    maskedName,
    lastFour,
    origin: row.origin_division,
    scope: code.scope,
    converted: { colour: decided.colour, at: toEdge(code.issued_at), decisionId },
    validUntil: toEdge(code.valid_to),
  };
  await tx
    .insertInto('conversion_certificate')
    .values({
      person_id: personId,
      certificate_id: claims.jti,
      conversion_id: conversionId,
      content_sealed: deps.seal.seal('certificate', JSON.stringify(claims)),
      commitment_id: await commit(tx, deps, 'conversion', claims),
      issued_at: now,
    })
    .execute();
  await keepHolder(tx, { certificateId: claims.jti, kind: 'conversion', personId });
  return claims;
}

/** What the proof of a conversion committed to in the log. */
export async function committedConversion(
  read: Read,
  deps: Pick<NodeContext, 'seal'>,
  personId: string,
  certificateId: string,
) {
  const row = await rowOf(read, personId, certificateId);
  return row === undefined ? undefined : { commitmentId: row.commitment_id, value: claimsOf(deps, row) };
}

/** A proof as whoever is shown it learns of it. What was so at its time stays so. */
export async function knownConversion(
  read: Read,
  deps: Pick<NodeContext, 'seal'>,
  personId: string,
  certificateId: string,
): Promise<KnownCertificate | undefined> {
  const row = await rowOf(read, personId, certificateId);
  if (row === undefined) return undefined;
  return { kind: 'conversion', claims: claimsOf(deps, row), issuedAt: row.issued_at, stands: true };
}

function rowOf(read: Read, personId: string, certificateId: string) {
  return read
    .selectFrom('conversion_certificate')
    .selectAll()
    .where('person_id', '=', personId)
    .where('certificate_id', '=', certificateId)
    .executeTakeFirst();
}

async function storedOf(read: Read, deps: Pick<NodeContext, 'seal'>, personId: string, conversionId: string) {
  const row = await read
    .selectFrom('conversion_certificate')
    .select('content_sealed')
    .where('person_id', '=', personId)
    .where('conversion_id', '=', conversionId)
    .executeTakeFirst();
  return row && claimsOf(deps, row);
}

function claimsOf({ seal }: Pick<NodeContext, 'seal'>, row: { content_sealed: Buffer }): schemas.ConversionClaims {
  return JSON.parse(seal.open('certificate', row.content_sealed)) as schemas.ConversionClaims;
}
