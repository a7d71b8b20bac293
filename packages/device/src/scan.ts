import type { Verdict } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';

/**
 * What is kept of a code that was judged without the node.
 * @param now seconds since 1970 by the device's clock
 */
export function describeScan(
  scanId: string,
  now: number,
  text: string,
  { verdict, findings }: { readonly verdict: Verdict; readonly findings: readonly { readonly code: string }[] },
): schemas.ScanBatch['scans'][number] {
  const scannedAt = new Date(now * 1000).toISOString();
  return { scanId, scannedAt, verdict, findings: findings.map(({ code }) => code), text };
}
