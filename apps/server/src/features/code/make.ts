import { prepareStrip, type PreparedStrip, type PublicKey } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toUnix } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { keyFor } from '../../platform/signer.ts';
import { currentDecision } from '../decision/index.ts';
import { personCard } from '../identity/index.ts';
import { claimDevice } from './device.ts';
import { grantStrips, type Grant } from './grant.ts';
import { holderKey } from './holder-key.ts';
import { findCode } from './issue.ts';
import type { Ordinals } from './ordinals.ts';
import { withPlaces } from './places.ts';
import { shardBits } from './shard-bits.ts';
import { permutationFor, statusPlace } from './status-index.ts';
import { validityDays, type Validity } from './validity.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'permutationKey' | 'config' | 'seal' | 'signer'> & {
  readonly ordinals: Ordinals;
};

/**
 * Signs strips for the keys of a device, one for each validity day from today on; fewer where the code or the decision ends
 * earlier or a day has no place left. A key that already has a strip gets it re-signed under the same index. Everything is stored
 * before anything is signed: a strip that is out can always be taken back.
 *
 * @param guardianId who makes the strips for the person on a phone of her own; absent when the person does
 * @throws Refusal code-missing, code-expired, no-decision-yet, too-many-devices, holder-key-invalid, strip-places-exhausted
 */
export async function makeStrips(
  deps: Deps,
  personId: string,
  request: schemas.CodeMaking,
  guardianId?: string,
): Promise<schemas.StripBatch> {
  const keys = await Promise.all(request.keys.map(holderKey));
  const device = { deviceId: request.deviceId, addedBy: guardianId ?? null };
  const days = candidateDays(deps, request.deviceId, keys.length, endOfTime).map(({ day }) => day);
  const prepared = await withPlaces(deps.ordinals, days, (placeOf) =>
    transact(deps.db, (tx) => prepare(tx, deps, personId, device, keys, placeOf)),
  );
  const { kid } = await keyFor(deps.signer, 'strip');
  const signatures = await deps.signer.sign(
    kid,
    prepared.map((strip) => strip.toBeSigned),
  );
  return {
    strips: prepared.map((strip, position) =>
      Buffer.from(strip.finish(signatures[position] ?? new Uint8Array())).toString('base64url'),
    ),
    serverTime: toEdge(deps.clock.now()),
    display: { refreshSeconds: deps.province.code.displayRefreshSeconds },
  };
}

async function prepare(
  tx: Tx,
  deps: Deps,
  personId: string,
  device: { readonly deviceId: string; readonly addedBy: string | null },
  keys: readonly PublicKey[],
  placeOf: (day: string) => number | undefined,
): Promise<PreparedStrip[]> {
  const { deviceId } = device;
  // The person is locked against a colour change that would supersede strips while these are being granted.
  await tx.selectFrom('person').select('person_id').where('person_id', '=', personId).forUpdate().executeTakeFirst();
  const now = deps.clock.now();
  const code = await findCode(tx, personId);
  if (code === undefined) throw new Refusal('code-missing');
  if (code.validTo <= now) throw new Refusal('code-expired');
  const decision = await currentDecision(tx, personId);
  if (decision === undefined) throw new Refusal('no-decision-yet', { retryAfterSeconds: 2 });
  await claimDevice(tx, deps, personId, device);
  const change = decision.course.standsUntil;
  // Its time has come and the new decision is being made: a strip signed now would show what is over.
  if (change <= now) throw new Refusal('no-decision-yet', { retryAfterSeconds: 2 });
  const until = change < code.validTo ? change : code.validTo;
  const days = candidateDays(deps, deviceId, keys.length, until);
  const grants = await grantStrips(tx, now, {
    personId,
    deviceId,
    codeId: code.codeId,
    decisionId: decision.decisionId,
    strips: days.map((validity, position) => ({ validity, key: keys[position] as PublicKey })),
    placeOf,
  });
  if (grants.length === 0 && days.length > 0) throw new Refusal('strip-places-exhausted', { retryAfterSeconds: 3600 });
  const bits = await shardBits(
    tx,
    deps,
    grants.map(({ validity }) => validity.day),
  );
  const card = await personCard(tx, deps, personId);
  const { kid } = await keyFor(deps.signer, 'strip');
  const issuer = { suite: 'ES256' as const, kid: Buffer.from(kid, 'hex') };
  const kind = device.addedBy === null ? 'own' : 'dependant';
  return grants.map((grant) =>
    prepareStrip(
      {
        ...claimsOf(deps, grant, bits.get(grant.validity.day) ?? 0, code.scope, decision.outcome.colour, card, now),
        kind,
      },
      issuer,
    ),
  );
}

const endOfTime = new Date(8.64e15);

function candidateDays(
  deps: Pick<Deps, 'clock' | 'province'>,
  deviceId: string,
  keys: number,
  until: Date,
): Validity[] {
  return validityDays(deviceId, deps.clock.now(), Math.min(keys, deps.province.code.stripDaysAhead), until);
}

function claimsOf(
  deps: Deps,
  grant: Grant,
  bits: number,
  scope: string,
  colour: schemas.Colour,
  card: { maskedName: string; lastFour: string },
  now: Date,
) {
  const { day, notBefore, expiresAt } = grant.validity;
  return {
    issuer: deps.province.division,
    issuedAt: toUnix(now),
    notBefore: toUnix(notBefore),
    expiresAt: toUnix(expiresAt),
    holder: grant.key,
    status: statusPlace(deps, day, permutationFor(deps, day, bits).forward(grant.ordinal)),
    colour,
    scope,
    keyMaker: 'device' as const,
    maskedName: card.maskedName,
    lastFour: card.lastFour,
  };
}
