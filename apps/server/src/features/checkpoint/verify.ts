import type { StatusAnswer, Verification, Verifier } from '@tongxing/codec';
import { findingTexts, scopeChangeFor, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { fromUnix, toEdge, toUnix } from '../../platform/clock.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import type { StripReader, StripStatus } from '../code/index.ts';
import type { ColourReader } from '../decision/index.ts';
import type { TrustListSource } from '../federation/index.ts';
import type { ForeignStatusReader, OriginSeen } from '../foreign-status/index.ts';
import type { BundleReader } from '../policy/index.ts';
import { codesOf } from './profile.ts';
import { doorRules } from './door-rules.ts';
import { coversDivision } from '../../province.ts';
import { placeOf, readCode, verifyRead, type ReadCode } from './read-code.ts';
import type { Scan, ScanWriter } from './scan-writer.ts';

export interface VerifyDeps extends Pick<NodeContext, 'db' | 'clock' | 'province' | 'config'> {
  readonly stripOf: StripReader;
  readonly colourOf: ColourReader;
  readonly trustList: TrustListSource;
  readonly foreignStatusOf: ForeignStatusReader;
  readonly originSeen: OriginSeen;
  readonly bundleAt: BundleReader;
  readonly verifier: Verifier;
  readonly scans: ScanWriter;
  /** Until when she may move now although her code is yellow; null where she may not. */
  readonly mayMoveUntil: (personId: string, at: Date) => Promise<Date | null>;
}

/**
 * The answer to a scan with a network. The node judges by the same rules as a checkpoint without one, with what only it knows:
 * the status and the colour of its own strips as they are now. The scan is durable before the answer leaves.
 */
export async function verifyOnline(
  deps: VerifyDeps,
  device: DevicePrincipal,
  request: { scanId: string; text: string },
): Promise<schemas.VerificationResult> {
  const now = deps.clock.now();
  const code = readCode(request.text);
  const known = await lookUp(deps, code);
  const context = {
    now: toUnix(now),
    division: device.division,
    ...(await deps.trustList.current()),
    statusOf: () => known?.answer,
    rules: doorRules(deps.province, (await deps.bundleAt(now)).doors, device.placeType),
  };
  const judged = await verifyRead(code, context, deps.verifier);
  const until = await permitBeside(deps, judged, known?.strip?.personId, now);
  const verification = until === null ? judged : withPermit(deps, device, judged);
  const { shownElsewhere } = await deps.scans.write({
    ...describeScan(request.scanId, device, verification, known?.strip),
    scannedAt: now,
    receivedAt: now,
    online: true,
  });
  const found: Verification = shownElsewhere
    ? { ...verification, findings: [...verification.findings, { code: 'shown-elsewhere', severity: 'note' }] }
    : verification;
  const origin = await originOf(deps, verification);
  if (origin !== null) await deps.originSeen(device.venueId, origin.division, now);
  const here = { division: device.division, ...codesOf(deps) };
  const permit = until && { until: toEdge(until) };
  return { ...describeVerification(found, known?.answer, known?.strip?.status === 3, here), permit, origin };
}

/** Whose code it is, where it is verified to be another province's. */
async function originOf(deps: VerifyDeps, { strip }: Verification): Promise<schemas.VerificationResult['origin']> {
  if (strip === undefined || coversDivision(deps.province.division, strip.issuer)) return null;
  const node = (await deps.trustList.nodes()).find(({ division }) => coversDivision(division, strip.issuer));
  return node === undefined ? null : { division: node.division, name: node.name };
}

/** Until when she may move, where a yellow code is all that stops her. */
async function permitBeside(
  deps: VerifyDeps,
  { findings }: Verification,
  personId: string | undefined,
  now: Date,
): Promise<Date | null> {
  const grave = findings.filter(({ severity }) => severity !== 'note');
  const onlyYellow = grave.length > 0 && grave.every(({ code }) => code === 'colour-yellow');
  if (deps.province.permits === null || !onlyYellow || personId === undefined) return null;
  return deps.mayMoveUntil(personId, now);
}

/** What a movement permit changes: at the doors that the province names she passes. The colour stays what it is. */
function withPermit(
  { province }: VerifyDeps,
  { placeType }: DevicePrincipal,
  { findings, ...judged }: Verification,
): Verification {
  const permit = { code: 'movement-permit', severity: 'note' } as const;
  if (!province.permits?.doors.includes(placeType)) return { ...judged, findings: [...findings, permit] };
  const eased = findings.map((finding) =>
    finding.code === 'colour-yellow' ? { ...finding, severity: 'note' as const } : finding,
  );
  return { ...judged, verdict: 'pass', findings: [...eased, permit] };
}

/**
 * What this node knows of a strip: of one of another province, what that province's list says. Of one of its own: a strip that stands shows the colour of now: it was granted, and would
 * have been superseded, under the lock under which the person is decided on. Only of the others the colour has to be looked up.
 */
async function lookUp(
  deps: VerifyDeps,
  code: ReadCode,
): Promise<{ strip?: StripStatus; answer: StatusAnswer } | undefined> {
  const place = placeOf(code);
  if (place === undefined) return undefined;
  const strip = await deps.stripOf(place);
  if (strip === undefined) {
    const answer = await deps.foreignStatusOf(place);
    return answer && { answer };
  }
  const asOf = toUnix(deps.clock.now());
  const { status, personId } = strip;
  const shown = code.decoded?.strip.claims.colour ?? null;
  if (status === 1 || personId === undefined || (status === 0 && shown !== null)) {
    return { strip, answer: { status, asOf } };
  }
  const colour = await deps.colourOf(personId);
  return { strip, answer: { status, asOf, ...(colour === undefined ? {} : { colour }) } };
}

function describeScan(
  scanId: string,
  device: DevicePrincipal,
  verification: Pick<Verification, 'verdict' | 'findings' | 'strip' | 'displayTime'>,
  strip: StripStatus | undefined,
): Omit<Scan, 'scannedAt' | 'receivedAt' | 'online'> {
  return {
    venueId: device.venueId,
    scanId,
    deviceId: device.deviceId,
    issuer: verification.strip?.issuer ?? null,
    validityDay: strip?.validityDay ?? null,
    idx: strip?.idx ?? null,
    displayTime: verification.displayTime ?? null,
    verdict: verification.verdict,
    findings: verification.findings.map((finding) => finding.code),
  };
}

function describeVerification(
  verification: Verification,
  answer: StatusAnswer | undefined,
  pollNow: boolean,
  here: Parameters<typeof scopeChangeFor>[1],
): Omit<schemas.VerificationResult, 'origin' | 'permit'> {
  const { verdict, findings, strip, asOf } = verification;
  const kind = strip?.kind === 'paper' ? 'paper' : 'phone';
  return {
    kind: strip === undefined ? null : kind,
    verdict,
    findings: findings.map(({ code, severity }) => ({ code, severity, text: findingTexts[code] })),
    colour: strip === undefined ? null : (answer?.colour ?? strip.colour),
    maskedName: strip?.maskedName ?? null,
    lastFour: strip?.lastFour ?? null,
    asOf: asOf === undefined ? null : toEdge(fromUnix(asOf)),
    pollNow,
    change:
      strip === undefined || verdict === 'stop'
        ? null
        : scopeChangeFor({ findings: findings.map(({ code }) => code), issuer: strip.issuer }, here),
  };
}
