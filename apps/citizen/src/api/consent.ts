import type { schemas } from '@tongxing/contract';
import { challengeOf, newVerifier } from '@/phone/verifier';
import { getKept, keepDraft, type ConsentAsked } from '@/store/kept';
import { vendor } from '@/vendor';
import { learnProvince } from './node';
import { appPage, peerOf } from './peers';

/** Whether the platform lets her go to her own province's app and come back. */
export const canGoToAgree = vendor.leaveFor !== undefined;

/** Goes to the app of her own province, where she agrees that this one asks about her code; what comes back is for the same phone only. */
export async function goToAgree(originDivision: string, reason?: ConsentAsked['for']): Promise<void> {
  if (getKept().province === undefined) await learnProvince();
  const [peer, audience] = [await peerOf(originDivision), getKept().province?.division];
  if (peer === undefined || audience === undefined) return;
  const codeVerifier = await newVerifier();
  keepDraft({ consent: { originDivision, codeVerifier, ...(reason === undefined ? {} : { for: reason }) } });
  const purpose: Record<string, string> = reason?.to === 'transfer' ? { purpose: 'transfer' } : {};
  vendor.leaveFor?.(appPage(peer, 'authorise', { audience, challenge: challengeOf(codeVerifier), ...purpose }));
}

/** What she has brought from her own province, for a new application, for one of before or for her transfer; undefined where she has not agreed yet. */
export function broughtConsent(
  asked: ConsentAsked | undefined,
  originDivision: string,
  subject?: string,
): Extract<schemas.ConsentEvidence, { grade: 'origin-session' }> | undefined {
  if (asked?.authorizationCode === undefined || asked.originDivision !== originDivision) return undefined;
  const reason = asked.for;
  if ((reason?.to === 'transfer' ? 'transfer' : reason?.conversionId) !== subject) return undefined;
  return { grade: 'origin-session', authorizationCode: asked.authorizationCode, codeVerifier: asked.codeVerifier };
}
