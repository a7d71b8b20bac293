import {
  CodecError,
  decodePlaceCode,
  type DecodedPlaceCode,
  decodeVisit,
  type DecodedVisit,
  type PlaceCodeFault,
  type VenueCardClaims,
  verifyPlaceCode,
  type Verifier,
  verifyVisit,
} from '@tongxing/codec';
import type { ProblemCode, schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, fromUnix } from '../../platform/clock.ts';
import { type Once, transact } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import type { DeviceReader } from '../checkpoint/index.ts';
import type { StripReader } from '../code/index.ts';
import type { TrustListSource } from '../federation/index.ts';
import { idText } from './card.ts';
import { recordVisit } from './record.ts';
import { signStands } from './signs.ts';
import { describeVisit, type StoreDeps } from './stored.ts';
import { findVenue, type Venue } from './venue.ts';

export interface RegisterDeps extends StoreDeps, Pick<NodeContext, 'db'> {
  readonly trustList: TrustListSource;
  readonly verifier: Verifier;
  readonly stripOf: StripReader;
  readonly deviceOf: DeviceReader;
}

const refusals: Readonly<Record<PlaceCodeFault, ProblemCode>> = {
  unreadable: 'place-code-unreadable',
  untrusted: 'place-code-unreadable',
  forged: 'place-code-unreadable',
  expired: 'place-code-ended',
  old: 'place-code-old',
  ahead: 'visit-clock-wrong',
};

/**
 * Registers that a person was where a place code was shown. The time is her phone's, signed: an element is judged by its age at that
 * time, so that an old picture registers nobody while a visit made without a network can be sent later the same day. A visit by a printed
 * sign waits for a checkpoint of the place. Nothing follows from a visit: it is no fact that a rule could read.
 *
 * @throws Refusal place-code-unreadable, place-code-old, place-code-ended, place-code-elsewhere, visit-clock-wrong, visit-too-late,
 *   visit-signature-invalid, too-many-visits
 */
export async function registerVisit(
  deps: RegisterDeps,
  personId: string,
  { text, visit: sent }: schemas.VisitRegistration,
  once: Once,
): Promise<schemas.Visit> {
  const place = readPlace(deps, text);
  const visit = readVisit(sent, place);
  const visitedAt = requireTime(deps, visit, place);
  const { trustList } = await deps.trustList.current();
  const { elementPastSeconds: elementPast, elementFutureSeconds: elementFuture } = deps.province.visits;
  const context = { at: visit.visitTime, trustList, elementPast, elementFuture };
  const { fault, card } = await verifyPlaceCode(text, context, deps.verifier);
  if (fault !== null || card === undefined) throw new Refusal(refusals[fault ?? 'unreadable']);
  const venue = await venueOfSign(deps, card);
  if (!(await verifyVisit(visit, trustList, deps.verifier)) || !(await isHers(deps, visit, personId)))
    throw new Refusal('visit-signature-invalid');
  const grade = place.element === undefined ? 'waiting' : 'display';
  return transact(
    deps.db,
    async (tx) => {
      const recorded = await recordVisit(tx, deps, { personId, venue, visitedAt, grade });
      return describeVisit(deps, recorded.visit);
    },
    once,
  );
}

function readPlace({ province }: RegisterDeps, text: string): DecodedPlaceCode {
  const place = decoded(() => decodePlaceCode(text), 'place-code-unreadable');
  if (!coversDivision(province.division, place.card.claims.issuer)) throw new Refusal('place-code-elsewhere');
  return place;
}

function readVisit(sent: string, place: DecodedPlaceCode): DecodedVisit {
  return decoded(() => decodeVisit(Buffer.from(sent, 'base64url'), place), 'visit-signature-invalid');
}

/** A printed sign has to be confirmed at the place, so it cannot come later than that. */
function requireTime({ clock, province }: RegisterDeps, { visitTime }: DecodedVisit, place: DecodedPlaceCode): Date {
  const { elementFutureSeconds, offlineHours, confirmMinutes } = province.visits;
  const now = clock.now();
  const visitedAt = fromUnix(visitTime);
  if (visitedAt > addSeconds(now, elementFutureSeconds)) throw new Refusal('visit-clock-wrong');
  const latest = addSeconds(visitedAt, place.element === undefined ? confirmMinutes * 60 : offlineHours * 3600);
  if (now > latest) throw new Refusal('visit-too-late');
  return visitedAt;
}

/** The venue of a sign that is still in use: a display is a device of it, a printed sign stands in the list. */
async function venueOfSign(deps: RegisterDeps, card: VenueCardClaims): Promise<Venue> {
  const [venueId, signId] = [idText(card.venueId), idText(card.signId)];
  const inUse = card.display
    ? await deps.deviceOf(signId).then((device) => device?.venueId === venueId && device.revokedAt === null)
    : await signStands(deps.db, venueId, signId, deps.clock.now());
  const venue = inUse ? await findVenue(deps.db, venueId) : undefined;
  if (venue === undefined) throw new Refusal('place-code-ended');
  return venue;
}

/** A strip whose colour has changed is still hers; one of a lost phone is not. */
async function isHers(deps: RegisterDeps, { strip }: DecodedVisit, personId: string): Promise<boolean> {
  const known = await deps.stripOf(strip.claims.status);
  return known?.personId === personId && known.status !== 1;
}

function decoded<Value>(read: () => Value, code: ProblemCode): Value {
  try {
    return read();
  } catch (error) {
    throw error instanceof CodecError ? new Refusal(code) : error;
  }
}
