import { guardWords, type schemas } from '@tongxing/contract';
import { randomUUID } from 'node:crypto';
import { doorCheck } from '../../door-check.ts';
import type { NodeContext } from '../../node-context.ts';
import { dayOf } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { enqueue, type Job } from '../../platform/jobs.ts';
import { charge, type LimitDeps } from '../../platform/limits/index.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { ColourReader } from '../decision/index.ts';
import { ownerByName, readClaim } from '../identity/index.ts';
import type { PermitReader } from '../permit/index.ts';
import { recordLookup } from '../staff/index.ts';
import { onDuty, type OnDuty } from './shift.ts';

export interface LookupDeps extends LimitDeps, Pick<NodeContext, 'province'> {
  readonly colourOf: ColourReader;
  readonly mayMoveUntil: PermitReader;
}

const recording = 'guard-shift.record-lookup';

/**
 * What the rule of the place says of somebody without a code, by the document that she shows to a guard on duty: the verdict, and nothing
 * else. Who is not known here, whose name it is not, and who has no colour are answered alike and with the same work: even that it is
 * recorded for her is left to a job that is asked for in every case, before the answer.
 * @throws Refusal lookup-not-here, shift-needed, document-number-invalid, name-invalid, too-many-lookups
 */
export async function lookUpDocument(
  deps: LookupDeps,
  device: DevicePrincipal,
  { shiftId, ...typed }: schemas.DocumentLookup,
): Promise<schemas.DocumentLookedUp> {
  const check = doorCheck(deps.province, device.placeType);
  if (!check.documentLookup) throw new Refusal('lookup-not-here');
  const duty = await onDuty(deps, device, shiftId);
  const claim = readClaim(deps, typed);
  await requireLookupsLeft(deps, device, duty);
  const personId = await ownerByName(deps.db, deps, claim);
  const answer = await judge(deps, device, check, personId ?? randomUUID());
  await askToRecord(deps, duty, personId);
  return answer;
}

async function requireLookupsLeft(deps: LookupDeps, device: DevicePrincipal, { staff }: OnDuty): Promise<void> {
  const { lookupsPerDevicePerHour, lookupsPerGuardPerHour } = deps.province.checkpoint;
  const limit = (name: string, count: number) => ({ name, count, seconds: 3600, problem: 'too-many-lookups' }) as const;
  await charge(deps, [
    { limit: limit('door-lookup-guard', lookupsPerGuardPerHour), subject: staff.staffId },
    { limit: limit('door-lookup-device', lookupsPerDevicePerHour), subject: device.deviceId },
  ]);
}

const passes: schemas.Bilingual = {
  zh: '可以通行。请继续核对本人与证件。',
  en: 'They may pass. Go on comparing person and document.',
};

async function judge(
  deps: LookupDeps,
  { placeType }: DevicePrincipal,
  check: schemas.DoorCheck,
  personId: string,
): Promise<schemas.DocumentLookedUp> {
  const colour = await deps.colourOf(personId);
  if (colour === 'green') return { verdict: 'pass', say: passes };
  if (colour === 'red') return check.red;
  if (colour === 'yellow') {
    const atDoor = deps.province.permits?.doors.includes(placeType) === true;
    const until = atDoor ? await deps.mayMoveUntil(personId, deps.clock.now()) : null;
    return until === null ? check.yellow : { verdict: 'pass', say: guardWords['movement-permit'].say };
  }
  return { verdict: 'cannot-tell', say: guardWords['lookup-cannot-tell'].next };
}

/** Asked for the same way whether somebody was found or not. */
function askToRecord(deps: LookupDeps, { shiftId, staff }: OnDuty, personId: string | undefined): Promise<void> {
  const now = deps.clock.now();
  const { staffId, division } = staff;
  const about = {
    lookupId: newId(now),
    at: now.toISOString(),
    staffId,
    division,
    reference: referenceOf(now, shiftId),
  };
  return transact(deps.db, (tx) => enqueue(tx, recording, { ...about, personId: personId ?? '' }));
}

/** What she reads in her list of accesses: the day, and by what an auditor finds the shift. */
function referenceOf(now: Date, shiftId: string): string {
  return `DOOR-${dayOf(now)}-${shiftId.slice(-6)}`;
}

/** Keeps each look-up, and records it for whoever was found. */
export function guardShiftJobs(deps: Pick<NodeContext, 'db' | 'clock' | 'seal'>): Job[] {
  return [
    {
      name: recording,
      async run(payload) {
        const { lookupId, at, staffId, division, reference, personId } = payload as Record<
          'lookupId' | 'at' | 'staffId' | 'division' | 'reference' | 'personId',
          string
        >;
        const staff = { staffId, role: 'guard', division } as const;
        const found = personId !== '';
        const about = { lookupId, at: new Date(at), staff, reference, purpose: 'door-check', found } as const;
        const lookup = { ...about, ...(found ? { personId } : {}) };
        await transact(deps.db, (tx) => recordLookup(tx, deps, { ...lookup, seen: ['colour'] }));
      },
    },
  ];
}
