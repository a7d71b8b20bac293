import type { Verification } from '@tongxing/codec';
import type { SeenCode } from './door-standing.ts';
import type { VerificationResult } from './schemas/checkpoint.ts';

/** A code as the node answered for it. */
export function seenOnline({ kind, verdict, findings, colour }: VerificationResult): SeenCode {
  return { kind: kind ?? 'phone', verdict, findings, colour };
}

/** A code as it was verified without a network: of paper nobody knows the colour. */
export function seenOffline({ verdict, findings, strip }: Verification): SeenCode {
  return { kind: strip?.kind === 'paper' ? 'paper' : 'phone', verdict, findings, colour: strip?.colour ?? null };
}
