import type { FindingCode, Verification, Verifier } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toUnix } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { doorRules, placeOf, readCode, verifyRead } from '../checkpoint/index.ts';
import type { StripReader } from '../code/index.ts';
import type { TrustListSource } from '../federation/index.ts';
import { recordVisit } from './record.ts';
import type { StoreDeps } from './stored.ts';
import { findVenue } from './venue.ts';

export interface DoorDeps extends StoreDeps, Pick<NodeContext, 'db'> {
  readonly trustList: TrustListSource;
  readonly verifier: Verifier;
  readonly stripOf: StripReader;
}

/** What says nothing about whether it is she who is here now: colour, scope, and that a paper code goes with the document. */
const besides: ReadonlySet<FindingCode> = new Set([
  'colour-yellow',
  'colour-red',
  'colour-pending',
  'out-of-scope',
  'ask-node',
  'paper-needs-document',
]);

/**
 * A checkpoint reads her code to confirm the visit that she has begun with a printed sign, or to register one: also of somebody without
 * a phone, by her code on paper, which is what somebody at the door has looked at. The device learns nothing of her.
 * @throws Refusal visit-code-refused, too-many-visits
 */
export async function registerAtDoor(
  deps: DoorDeps,
  device: DevicePrincipal,
  text: string,
): Promise<schemas.DoorVisitDone> {
  const now = deps.clock.now();
  const code = readCode(text);
  const place = placeOf(code);
  const strip = place && (await deps.stripOf(place));
  if (strip?.personId === undefined || strip.status === 1) throw new Refusal('visit-code-refused');
  const context = {
    now: toUnix(now),
    division: device.division,
    ...(await deps.trustList.current()),
    statusOf: () => ({ status: strip.status, asOf: toUnix(now) }),
    rules: doorRules(deps.province, [], device.placeType),
  };
  const judged = await verifyRead(code, context, deps.verifier);
  if (!isShownNow(judged)) throw new Refusal('visit-code-refused');
  const venue = await findVenue(deps.db, device.venueId);
  const { personId } = strip;
  const grade = judged.strip?.kind === 'paper' ? 'guard' : 'gate';
  return transact(deps.db, async (tx) => {
    const { before } = await recordVisit(tx, deps, { personId, venue: venue!, visitedAt: now, grade });
    if (before === undefined) return { visit: 'registered' };
    return { visit: before.known_by === 'waiting' ? 'confirmed' : 'known' };
  });
}

function isShownNow({ strip, findings }: Verification): boolean {
  return (
    strip !== undefined &&
    findings.every(({ code, severity }) => (severity === 'note' ? code !== 'stale-display' : besides.has(code)))
  );
}
