import { judgeCheck, type schemas } from '@tongxing/contract';
import { doorCheck } from '../../door-check.ts';
import { dayOf } from '../../platform/clock.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { verifyOnline, type VerifyDeps } from './verify.ts';

/** How long somebody who was let in takes to walk through. */
const openSeconds = 10;

/**
 * The answer for a gate without a guard: the code verified as for any device with a network, document and temperature as far as its
 * readers saw them, judged by the one function that the checkpoints have. It opens for a pass and for nothing else.
 */
export async function checkAtGate(
  deps: VerifyDeps,
  gate: DevicePrincipal,
  { scanId, text, document, temperature }: schemas.GateCheck,
): Promise<schemas.GateAnswer> {
  const code = await verifyOnline(deps, gate, { scanId, text });
  const judged = judgeCheck(doorCheck(deps.province, gate.placeType), {
    day: dayOf(deps.clock.now()),
    code: { kind: code.kind ?? 'phone', verdict: code.verdict, findings: code.findings, colour: code.colour },
    document: document === undefined ? null : { outcome: compare(document, code), way: 'reader' },
    temperature: temperature ?? null,
    lookup: null,
    exemption: null,
    registered: false,
  });
  const { verdict, next, say, findings } = judged;
  const open = verdict === 'pass';
  const found = findings.map(({ code: finding, severity }) => ({ code: finding, severity }));
  return { scanId, open, validForSeconds: open ? openSeconds : 0, verdict, next, say, findings: found };
}

/** A code that shows nobody's name matches nobody's document. */
function compare(
  { lastFour, maskedName }: NonNullable<schemas.GateCheck['document']>,
  code: schemas.VerificationResult,
): schemas.DocumentOutcome['outcome'] {
  if (code.lastFour === null) return 'unreadable';
  const isSame = lastFour === code.lastFour && (maskedName === undefined || maskedName === code.maskedName);
  return isSame ? 'matches' : 'differs';
}
