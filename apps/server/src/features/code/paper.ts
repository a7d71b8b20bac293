import { encodePaperCode, prepareStrip, type PreparedStrip } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import { sql, type Selectable } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, dayOf, toEdge, toUnix } from '../../platform/clock.ts';
import type { PaperCodeTable } from '../../platform/database.ts';
import { transact, type Read, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { keyFor } from '../../platform/signer.ts';
import { personCard } from '../identity/index.ts';
import { findCode } from './issue.ts';
import type { Ordinals } from './ordinals.ts';
import { withPlaces } from './places.ts';
import { shardBits } from './shard-bits.ts';
import { permutationFor, statusPlace } from './status-index.ts';
import { markInvalid } from './supersede.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'permutationKey' | 'config' | 'seal' | 'signer'>;
type Paper = Selectable<PaperCodeTable>;

/** A code on paper is good for so long, and never longer than the code: lists are signed for no later day. */
const longestSeconds = 7 * 86_400;

/**
 * A code to print: it says who may show it and carries neither colour nor key, so that it counts only together with the document. Made
 * once for a code; asked for again it is the same one signed again, so that however many copies there are, one revocation ends them all.
 * Stored before it is signed.
 * @throws Refusal code-missing, code-expired, strip-places-exhausted
 */
export async function makePaperCode(
  deps: Deps & { readonly ordinals: Ordinals },
  personId: string,
): Promise<schemas.PaperCode> {
  const now = deps.clock.now();
  const code = await findCode(deps.db, personId);
  const day = dayOf(code === undefined ? now : endOf(now, code.validTo));
  const { paper, prepared } = await withPlaces(deps.ordinals, [day], (placeOf) =>
    transact(deps.db, (tx) => prepare(tx, deps, personId, day, placeOf)),
  );
  const { kid } = await keyFor(deps.signer, 'strip');
  const [signature] = await deps.signer.sign(kid, [prepared.toBeSigned]);
  const text = encodePaperCode(prepared.finish(signature ?? new Uint8Array()));
  return { ...describe(paper), text, ...(await shownOf(deps.db, deps, personId)) };
}

/** The codes on paper that stand. */
export async function listPaperCodes(deps: Deps, personId: string): Promise<schemas.PaperRecord[]> {
  return (await standing(deps.db, personId, deps.clock.now())).map(describe);
}

/** From now on a checkpoint stops at every copy of it. @throws Refusal not-found */
export async function revokePaperCode(deps: Deps, personId: string, paperId: string): Promise<void> {
  await transact(deps.db, async (tx) => {
    const stands = (await standing(tx, personId, deps.clock.now())).filter((paper) => paper.paper_id === paperId);
    if (stands.length === 0) throw new Refusal('not-found');
    await revoke(tx, deps, stands);
  });
}

/** Revokes what was printed of codes that are taken back. */
export async function revokePaperOf(
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'permutationKey'>,
  personIds: readonly string[],
): Promise<void> {
  const papers = await tx
    .selectFrom('paper_code')
    .selectAll()
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('expires_at', '>', deps.clock.now())
    .where('revoked_at', 'is', null)
    .execute();
  await revoke(tx, deps, papers);
}

async function revoke(tx: Tx, deps: Pick<Deps, 'clock' | 'permutationKey'>, papers: readonly Paper[]): Promise<void> {
  for (const { person_id: personId, paper_id: paperId } of papers) {
    await tx
      .updateTable('paper_code')
      .set({ revoked_at: deps.clock.now() })
      .where('person_id', '=', personId)
      .where('paper_id', '=', paperId)
      .execute();
  }
  await markInvalid(tx, deps, papers);
}

async function prepare(
  tx: Tx,
  deps: Deps,
  personId: string,
  day: string,
  placeOf: (day: string) => number | undefined,
): Promise<{ paper: Paper; prepared: PreparedStrip }> {
  // Two calls at once print one code.
  await tx.selectFrom('person').select('person_id').where('person_id', '=', personId).forUpdate().executeTakeFirst();
  const now = deps.clock.now();
  const code = await findCode(tx, personId);
  if (code === undefined) throw new Refusal('code-missing');
  if (code.validTo <= now) throw new Refusal('code-expired');
  const known = (await standing(tx, personId, now)).find((paper) => paper.code_id === code.codeId);
  const paper = known ?? (await store(tx, deps, personId, { code, day, placeOf }));
  const bits = (await shardBits(tx, deps, [paper.validity_day])).get(paper.validity_day) ?? 0;
  const { maskedName, lastFour } = await personCard(tx, deps, personId);
  const { kid } = await keyFor(deps.signer, 'strip');
  const claims = {
    issuer: deps.province.division,
    issuedAt: toUnix(now),
    notBefore: toUnix(paper.issued_at),
    expiresAt: toUnix(paper.expires_at),
    status: statusPlace(
      deps,
      paper.validity_day,
      permutationFor(deps, paper.validity_day, bits).forward(paper.ordinal),
    ),
    colour: null,
    scope: paper.scope,
    kind: 'paper' as const,
    keyMaker: 'node' as const,
    maskedName,
    lastFour,
  };
  return { paper, prepared: prepareStrip(claims, { suite: 'ES256', kid: Buffer.from(kid, 'hex') }) };
}

async function store(
  tx: Tx,
  deps: Deps,
  personId: string,
  asked: {
    readonly code: NonNullable<Awaited<ReturnType<typeof findCode>>>;
    readonly day: string;
    readonly placeOf: (day: string) => number | undefined;
  },
): Promise<Paper> {
  const now = deps.clock.now();
  const { code, day } = asked;
  const ordinal = asked.placeOf(day);
  // The code was renewed between the place and the lock: the next try has a place of the right day.
  if (ordinal === undefined || day !== dayOf(endOf(now, code.validTo)))
    throw new Refusal('strip-places-exhausted', { retryAfterSeconds: 2 });
  const paper = {
    person_id: personId,
    paper_id: newId(now),
    code_id: code.codeId,
    scope: code.scope,
    validity_day: day,
    ordinal,
    issued_at: now,
    expires_at: endOf(now, code.validTo),
    revoked_at: null,
  };
  await tx.insertInto('paper_code').values(paper).execute();
  await tx
    .insertInto('strip_ordinal')
    .values({ validity_day: day, ordinal, person_id: personId, grant_id: paper.paper_id })
    .execute();
  await tx
    .updateTable('ordinal_counter')
    .set({ with_paper: true })
    .where('validity_day', '=', day)
    .where('with_paper', '=', false)
    .execute();
  return paper;
}

/** The days from one on in whose lists a code on paper has its place. */
export async function paperDays(read: Read, from: string): Promise<string[]> {
  const rows = await read
    .selectFrom('ordinal_counter')
    .select('validity_day')
    .where('with_paper', '=', true)
    .where('validity_day', '>=', from)
    .orderBy('validity_day')
    .execute();
  return rows.map((row) => row.validity_day);
}

function standing(read: Read, personId: string, now: Date): Promise<Paper[]> {
  return read
    .selectFrom('paper_code')
    .selectAll()
    .where('person_id', '=', personId)
    .where('expires_at', '>', now)
    .where('revoked_at', 'is', null)
    .orderBy('issued_at', 'desc')
    .execute();
}

function endOf(now: Date, validTo: Date): Date {
  const latest = addSeconds(now, longestSeconds);
  return validTo < latest ? validTo : latest;
}

function describe({ paper_id, scope, issued_at, expires_at }: Paper): schemas.PaperRecord {
  return { paperId: paper_id, scope, issuedAt: toEdge(issued_at), expiresAt: toEdge(expires_at) };
}

async function shownOf(read: Read, deps: Deps, personId: string) {
  const { maskedName, lastFour, documentType } = await personCard(read, deps, personId);
  return { maskedName, lastFour, documentType };
}
