import type { CauseCode } from '@tongxing/contract';
import { hasOf, type PictureFinding } from './findings.ts';

export interface PictureOutcome {
  /** `submitted`: the origin is asked, and judged by its answer. */
  readonly state: 'rejected' | 'waiting-for-documents' | 'submitted';
  readonly cause: CauseCode | null;
}

/**
 * What follows from what was found. Ended is only what two signatures contradict, or one that does not verify; asked for again is what
 * shows nothing or is old. Everything else goes to the origin: its word outranks the picture, for her and against her.
 */
export function outcomeOf(findings: readonly PictureFinding[]): PictureOutcome {
  const contradicts = (code: PictureFinding['code']) => hasOf(findings, code) === false;
  const isSigned = hasOf(findings, 'code-signature') === true;
  if (contradicts('code-signature')) return { state: 'rejected', cause: 'picture-forged' };
  if (contradicts('code-person')) return { state: 'rejected', cause: 'picture-of-another' };
  if (isSigned && contradicts('used-before')) return { state: 'rejected', cause: 'picture-reused' };
  if (contradicts('code-issuer')) return { state: 'rejected', cause: 'picture-other-province' };
  if (contradicts('code-time')) return { state: 'waiting-for-documents', cause: 'picture-old' };
  if (contradicts('code-status')) return { state: 'waiting-for-documents', cause: 'picture-superseded' };
  const isBlank = findings.every(
    ({ code, agrees, found }) => code === 'used-before' || (agrees === null && found === null),
  );
  if (isBlank) return { state: 'waiting-for-documents', cause: 'picture-unreadable' };
  return { state: 'submitted', cause: null };
}
