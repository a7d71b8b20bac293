import type { schemas } from '@tongxing/contract';
import { addSeconds, dayOf, toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { decideAnew, describeAppeal, findContested, openAppeal, type AppealDeps } from '../appeal/index.ts';
import { currentDecision } from '../decision/index.ts';
import { lockPeople } from '../identity/index.ts';

/** Nobody waits longer than this for something that was due. */
const longestPast = 366 * 86_400;

/**
 * Applies to turn green (转绿申请). What the rules say comes first: whoever is green by them is green at once. Where the conditions of
 * release were met so many hours ago and the data do not know it, a person looks at it, with a clock.
 * @throws Refusal invalid-input, no-decision-yet, green-not-due, appeal-open
 */
export async function applyForGreen(
  tx: Tx,
  deps: AppealDeps,
  personId: string,
  { releasedAt, statement }: schemas.GreenApplication,
): Promise<schemas.GreenApplied> {
  const released = requirePast(deps, releasedAt);
  await lockPeople(tx, [personId]);
  if ((await currentDecision(tx, personId)) === undefined) throw new Refusal('no-decision-yet');
  const colour = await decideAnew(tx, deps, personId);
  if (colour === 'green') return { state: 'green', colour, appeal: null };
  const contested = await findContested(tx, personId, { ground: 'rule-misapplied' });
  requireDue(deps, released);
  const lane = { lane: 'usual', note: null } as const;
  const row = await openAppeal(tx, deps, {
    personId,
    kind: 'release',
    ground: 'rule-misapplied',
    contested,
    lane,
    statement,
  });
  return { state: 'applied', colour, appeal: await describeAppeal(tx, deps, row) };
}

function requirePast({ clock }: AppealDeps, text: string): Date {
  const at = new Date(text);
  const now = clock.now();
  const day = text.slice(0, 10);
  const isDay = dayOf(new Date(`${day}T12:00:00+08:00`)) === day;
  if (!isDay || Number.isNaN(at.getTime()) || at > now || at < addSeconds(now, -longestPast)) {
    throw new Refusal('invalid-input', { errors: [{ path: '/body/releasedAt', rule: 'in the past, within a year' }] });
  }
  return at;
}

/** Automatic release comes first: so many hours after the conditions were met a person may be asked. */
function requireDue({ clock, province }: AppealDeps, released: Date): void {
  const due = addSeconds(released, province.appeal.greenAfterHours * 3600);
  const now = clock.now();
  if (due <= now) return;
  const retryAfterSeconds = Math.ceil((due.getTime() - now.getTime()) / 1000);
  throw new Refusal('green-not-due', { retryAfterSeconds, detail: toEdge(due) });
}
