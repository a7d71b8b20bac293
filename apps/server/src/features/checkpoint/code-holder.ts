import { toUnix } from '../../platform/clock.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import type { StripHistory } from '../code/index.ts';
import { placeOf, readCode, verifyRead } from './read-code.ts';
import { doorRules } from './door-rules.ts';
import type { VerifyDeps } from './verify.ts';

export interface CodeHolderDeps extends Pick<VerifyDeps, 'db' | 'clock' | 'province' | 'trustList' | 'verifier'> {
  readonly stripsAt: StripHistory;
}

/**
 * Whose code it was that a device read at an instant: somebody of this province, by both signatures. Colour and age do not matter: this
 * is about who she is, not about whether she may pass.
 */
export async function holderOfCode(
  deps: CodeHolderDeps,
  { division, placeType }: DevicePrincipal,
  text: string,
  at: Date,
): Promise<string | undefined> {
  const code = readCode(text);
  const rules = doorRules(deps.province, [], placeType);
  const context = { now: toUnix(at), division, ...(await deps.trustList.current()), statusOf: () => undefined, rules };
  const { strip, displayTime } = await verifyRead(code, context, deps.verifier);
  const place = placeOf(code);
  if (strip === undefined || place === undefined) return undefined;
  if (strip.kind !== 'paper' && displayTime === undefined) return undefined;
  const [known] = await deps.stripsAt(deps.db, [{ place, at }]);
  // Invalid for good: lost, or taken from whoever has it.
  return known?.was === undefined || known.was.status === 1 ? undefined : known.was.personId;
}
