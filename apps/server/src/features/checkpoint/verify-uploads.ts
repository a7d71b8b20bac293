import { setImmediate } from 'node:timers/promises';
import type { StatusAnswer, Verification, Verifier } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import { divisionAt } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toUnix } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import type { StripAt, StripHistory } from '../code/index.ts';
import { coloursAt } from '../decision/index.ts';
import type { ForeignStatusReader, OriginSeen } from '../foreign-status/index.ts';
import type { TrustListSource } from '../federation/index.ts';
import type { BundleReader } from '../policy/index.ts';
import { coversDivision } from '../../province.ts';
import { dueBatches, postpone, sealedBatch, takeOut, type UnverifiedBatch } from './backlog.ts';
import { doorRules } from './door-rules.ts';
import { placeOf, readCode, verifyRead, type ReadCode } from './read-code.ts';
import { enterVerified, type VerifiedScan } from './verified-scans.ts';

export type VerifyUploadsDeps = Pick<NodeContext, 'db' | 'province' | 'seal' | 'log'> & {
  readonly stripsAt: StripHistory;
  readonly foreignStatusOf: ForeignStatusReader;
  readonly originSeen: OriginSeen;
  readonly trustList: TrustListSource;
  readonly bundleAt: BundleReader;
  readonly verifier: Verifier;
};

type SentScan = schemas.ScanBatch['scans'][number];

/** Batches that one run takes: a run ends, so that a node that is told to stop does. */
const batchesAtOnce = 20;
/** After so many codes what else the process has to do comes first. */
const codesAtOnce = 25;
/** How long a batch waits after its nth failure at most, in seconds. */
const longestWait = 3600;

/**
 * Verifies what devices have uploaded, the oldest first: as the node would have answered at the time of each scan. A batch leaves
 * the backlog in the transaction that enters what was found; a run that breaks off leaves it there and nothing entered.
 */
export async function verifyUploads(deps: VerifyUploadsDeps, now: Date): Promise<void> {
  const due = (await dueBatches(deps.db, now, batchesAtOnce)).values();
  // While the database enters what was found in one batch, the next is verified.
  const lane = async () => {
    for (const batch of due) {
      try {
        await verifyBatch(deps, batch);
      } catch (error) {
        const attempts = batch.attempts + 1;
        deps.log.error('uploaded scans could not be verified', { upload: batch.uploadId, attempts, error });
        await postpone(deps.db, batch, addSeconds(now, Math.min(60 * 2 ** batch.attempts, longestWait)));
      }
    }
  };
  await Promise.all([lane(), lane()]);
}

async function verifyBatch(deps: VerifyUploadsDeps, batch: UnverifiedBatch): Promise<void> {
  const sealed = await sealedBatch(deps.db, batch);
  if (sealed === undefined) return;
  const { scans } = JSON.parse(deps.seal.open('scan-batch', sealed)) as schemas.ScanBatch;
  const venue = await deps.db
    .selectFrom('venue')
    .select(['division', 'place_type'])
    .where('venue_id', '=', batch.venueId)
    .executeTakeFirstOrThrow();
  const judged = await judge(deps, venue, scans);
  await transact(deps.db, async (tx) => {
    if (await takeOut(tx, batch)) await enterVerified(tx, batch.venueId, judged);
  });
  for (const { issuer, scannedAt } of judged) {
    const isForeign = issuer !== null && !coversDivision(deps.province.division, issuer);
    if (isForeign) await deps.originSeen(batch.venueId, divisionAt(issuer, 'province') ?? issuer, scannedAt);
  }
}

async function judge(
  deps: VerifyUploadsDeps,
  venue: { readonly division: string; readonly place_type: string },
  scans: readonly SentScan[],
): Promise<VerifiedScan[]> {
  const { division } = venue;
  const read = scans.map((scan) => ({ scan, code: readCode(scan.text) }));
  const known = await lookUp(deps, read);
  const trustList = await deps.trustList.current();
  const placeType = venue.place_type as schemas.PlaceType;
  const judged: VerifiedScan[] = [];
  for (const [position, { scan, code }] of read.entries()) {
    const { strip, answer } = known[position] ?? {};
    const scannedAt = new Date(scan.scannedAt);
    const now = toUnix(scannedAt);
    const rules = doorRules(deps.province, (await deps.bundleAt(scannedAt)).doors, placeType);
    const context = { now, division, ...trustList, statusOf: () => answer, rules };
    judged.push(describe(scan, await verifyRead(code, context, deps.verifier), strip));
    if (position % codesAtOnce === codesAtOnce - 1) await setImmediate();
  }
  return judged;
}

interface Known {
  readonly strip?: StripAt | undefined;
  readonly answer?: StatusAnswer | undefined;
}

/** What the node knew of each strip when it was scanned: three statements for all. */
async function lookUp(
  deps: VerifyUploadsDeps,
  scans: readonly { readonly scan: SentScan; readonly code: ReadCode }[],
): Promise<Known[]> {
  const asked = scans.map(({ scan, code }) => ({ place: placeOf(code), at: new Date(scan.scannedAt) }));
  const own = asked.flatMap(({ place, at }) => (place === undefined ? [] : [{ place, at }]));
  const strips = (await deps.stripsAt(deps.db, own)).values();
  const found = asked.map(({ place, at }) => ({ strip: place && strips.next().value, at }));
  const people = found.flatMap(({ strip, at }) =>
    strip?.was === undefined ? [] : [{ personId: strip.was.personId, at }],
  );
  const colours = (await coloursAt(deps.db, people)).values();
  const foreign = await foreignAnswers(deps, asked, found);
  return found.map(({ strip, at }, position) => {
    if (strip?.was === undefined) return { strip, answer: foreign[position] };
    const colour = colours.next().value;
    const answer = { status: strip.was.status, asOf: toUnix(at), ...(colour === undefined ? {} : { colour }) };
    return { strip, answer };
  });
}

/**
 * What the lists of other provinces say of strips of theirs at the time of the scan. A strip that stands now stood then; of one that no
 * longer does, nobody here knows since when.
 */
function foreignAnswers(
  deps: VerifyUploadsDeps,
  asked: readonly { readonly place: ReturnType<typeof placeOf>; readonly at: Date }[],
  found: readonly { readonly strip: StripAt | undefined }[],
): Promise<(StatusAnswer | undefined)[]> {
  return Promise.all(
    asked.map(async ({ place, at }, position) => {
      if (place === undefined || found[position]?.strip !== undefined) return undefined;
      const answer = await deps.foreignStatusOf(place);
      if (answer === undefined || answer.status !== 0) return undefined;
      return { ...answer, asOf: Math.min(answer.asOf, toUnix(at)) };
    }),
  );
}

function describe(scan: SentScan, verification: Verification, strip: StripAt | undefined): VerifiedScan {
  const found: string[] = verification.findings.map(({ code }) => code);
  // Where the node has forgotten the strip's status, the device may have known better.
  const comparable = !found.includes('status-unknown');
  if (comparable && verification.verdict !== scan.verdict) found.push('verdict-differs');
  const signed = verification.strip !== undefined;
  return {
    scanId: scan.scanId,
    scannedAt: new Date(scan.scannedAt),
    verdict: verification.verdict,
    findings: found,
    issuer: verification.strip?.issuer ?? null,
    // What an unsigned code says of itself is not entered.
    validityDay: (signed && strip?.validityDay) || null,
    idx: signed && strip !== undefined ? strip.idx : null,
    displayTime: verification.displayTime ?? null,
  };
}
