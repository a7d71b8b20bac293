import { routes, type schemas } from '@tongxing/contract';
import { challengeOf, newVerifier } from '@/phone/verifier';
import { getKept, keepDraft, type ConsentAsked } from '@/store/kept';
import { vendor } from '@/vendor';
import { learnProvince, node } from './node';
import { appPage, peerOf } from './peers';

/** Whether the platform lets her go to her own province's app and come back; else she takes its address along to a browser. */
export const leavesToAgree = vendor.leaveFor !== undefined;

/**
 * To the app of her own province, where she agrees that this one asks about her code; what comes back is for the same phone only. Where
 * the app cannot be left the address is copied, and what comes back is awaited here (`fetchConsent`).
 */
export async function goToAgree(originDivision: string, reason?: ConsentAsked['for']): Promise<void> {
  if (getKept().province === undefined) await learnProvince();
  const [peer, audience] = [await peerOf(originDivision), getKept().province?.division];
  if (peer === undefined || audience === undefined) return;
  const codeVerifier = await newVerifier();
  const purpose: Record<string, string> = reason?.to === 'transfer' ? { purpose: 'transfer' } : {};
  const address = appPage(peer, 'authorise', { audience, challenge: challengeOf(codeVerifier), ...purpose });
  keepDraft({
    consent: {
      originDivision,
      codeVerifier,
      ...(reason === undefined ? {} : { for: reason }),
      ...(leavesToAgree ? {} : { address }),
    },
  });
  if (vendor.leaveFor === undefined) await vendor.copy?.(address);
  else vendor.leaveFor(address);
}

/** What she has agreed to in a browser is left at the node for her: it is taken from there, where there is something. */
export async function fetchConsent(): Promise<void> {
  const asked = getKept().drafts.consent;
  if (asked?.address === undefined) return;
  const { codeVerifier } = asked;
  const { authorizationCode } = await node().call(routes.takeConsentReturn, { body: { codeVerifier } });
  // Meanwhile she may have begun anew.
  if (authorizationCode === null || getKept().drafts.consent?.codeVerifier !== codeVerifier) return;
  keepDraft({ consent: { ...asked, address: undefined, authorizationCode } });
}

/** Whether what she brought, or is at her own province for, is for this: a new application, one of before (its id), or her transfer. */
export function isAskedFor(asked: ConsentAsked | undefined, originDivision: string, subject?: string): boolean {
  if (asked?.originDivision !== originDivision) return false;
  const reason = asked.for;
  return (reason?.to === 'transfer' ? 'transfer' : reason?.conversionId) === subject;
}

/** What she has brought from her own province for this; undefined where she has not agreed yet. */
export function broughtConsent(
  asked: ConsentAsked | undefined,
  originDivision: string,
  subject?: string,
): Extract<schemas.ConsentEvidence, { grade: 'origin-session' }> | undefined {
  if (asked?.authorizationCode === undefined || !isAskedFor(asked, originDivision, subject)) return undefined;
  return { grade: 'origin-session', authorizationCode: asked.authorizationCode, codeVerifier: asked.codeVerifier };
}
