import type { PictureFindingCode } from '@tongxing/contract';

/** One thing that was compared on a picture. */
export interface PictureFinding {
  readonly code: PictureFindingCode;
  /** True: agrees. False: contradicts. Null: could not be compared, from which nothing follows. */
  readonly agrees: boolean | null;
  /** What the application says, and what the picture does; as a reviewer reads them, a name masked. */
  readonly said: string | null;
  readonly found: string | null;
}

export function finding(
  code: PictureFindingCode,
  agrees: boolean | null,
  said: string | null = null,
  found: string | null = null,
): PictureFinding {
  return { code, agrees, said, found };
}

export function hasOf(findings: readonly PictureFinding[], code: PictureFindingCode): boolean | null {
  return findings.find((each) => each.code === code)?.agrees ?? null;
}
