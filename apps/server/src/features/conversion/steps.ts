import { randomInt } from 'node:crypto';
import type { CauseCode, schemas } from '@tongxing/contract';
import type { Decision } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, dayOf, startOfDay } from '../../platform/clock.ts';
import type { ConversionRow, Step } from './store.ts';

type Deps = Pick<NodeContext, 'clock' | 'province'>;

/** What the origin's answer means when it says nothing about the colour; undefined when there is something to judge. */
export function refusalOf(deps: Deps, row: ConversionRow, claims: schemas.AttestationClaims): Step | undefined {
  switch (claims.match) {
    case 'match':
      return claims.facts === undefined || claims.facts.colour === 'pending'
        ? wait(deps, row, 'origin-not-ready')
        : undefined;
    case 'no-code':
      return wait(deps, row, 'origin-not-ready');
    case 'limit':
      return waitUntil(deps, row, 'origin-limit', nextDay(deps));
    case 'identity':
      return { state: 'rejected', cause: 'identity-mismatch', dueAt: null };
    case 'phone':
      // Her phone may be changed there at any moment: the same application then goes on.
      return wait(deps, row, 'phone-mismatch');
    case 'refused':
      // What the origin accepted before has run out meanwhile; what it never accepted does not become right by waiting.
      return row.attestation === null
        ? { state: 'rejected', cause: 'consent-refused', dueAt: null }
        : needed(deps, 'consent-expired');
  }
}

/**
 * The next try, later each time as the profile says, spread so that applications that failed together do not return together.
 * @param notBefore when the origin may be asked again, where that is known
 */
export function wait(deps: Deps, row: ConversionRow, cause: CauseCode, notBefore?: Date): Step {
  const { retrySeconds } = deps.province.recognition;
  const seconds = retrySeconds[Math.min(row.attempts, retrySeconds.length - 1)] as number;
  const now = deps.clock.now();
  const ahead = Math.max(seconds, notBefore === undefined ? 0 : (notBefore.getTime() - now.getTime()) / 1000);
  return waitUntil(deps, row, cause, addSeconds(now, ahead + randomInt(Math.max(1, Math.ceil(seconds / 4)))));
}

/** It waits no longer than the person has agreed to; then it goes on with a new consent, and with nothing else. */
function waitUntil(deps: Deps, row: ConversionRow, cause: CauseCode, at: Date): Step {
  if (consentIsOver(deps, row)) return needed(deps, 'consent-expired');
  const end = consentEnd(deps, row);
  return { state: 'waiting-for-origin', cause, dueAt: at < end ? at : end };
}

/** Is there nothing any more that lets this province ask about her? */
export function consentIsOver(deps: Deps, row: ConversionRow): boolean {
  return consentEnd(deps, row) <= deps.clock.now();
}

/** When what the person has agreed to ends; of an application without a date of its own, as long after it as consents last here. */
function consentEnd({ province }: Deps, row: ConversionRow): Date {
  return row.consent_ends_at ?? addSeconds(row.submitted_at, province.recognition.consentSeconds);
}

function nextDay(deps: Deps): Date {
  return addSeconds(startOfDay(dayOf(deps.clock.now())), 86_400 + randomInt(3600));
}

/** Something that only the person can give; what she has given by then is what counts. */
export function needed(deps: Deps, cause: CauseCode): Step {
  const dueAt = addSeconds(deps.clock.now(), deps.province.application.documentHours * 3600);
  return { state: 'waiting-for-documents', cause, dueAt };
}

/** Why there is no converted code, and whether the node tries again by itself. */
export function unconverted(
  deps: Deps,
  row: ConversionRow,
  said: { readonly colour: string } | undefined,
  { colour, unknown, reasons }: Decision,
): Step {
  if (colour === 'pending') {
    if (unknown.some(({ source }) => source === 'declaration')) return needed(deps, 'declaration-old');
    // What the origin signed is there; what is missing is a source of this province.
    return wait(
      deps,
      row,
      unknown.some(({ source }) => source !== 'origin-province') ? 'source-late' : 'origin-not-ready',
    );
  }
  if (said?.colour !== 'green') return { state: 'rejected', cause: 'origin-not-green', dueAt: null };
  return { state: 'deferred', cause: 'high-risk-sojourn', dueAt: endOf(reasons) };
}

/** When the last of the reasons against it ends by itself; null where one has no known end. */
function endOf(reasons: Decision['reasons']): Date | null {
  const against = reasons.filter(({ colour }) => colour !== 'green').map(({ until }) => until);
  const known = against.flatMap((until) => (until === null ? [] : [Date.parse(until)]));
  return known.length === 0 || known.length < against.length ? null : new Date(Math.max(...known));
}
