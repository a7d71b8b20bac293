import type { ProblemCode } from '@tongxing/contract';

export interface Outage {
  readonly code: Extract<ProblemCode, 'temporarily-unavailable' | 'storage-full'>;
  readonly retryAfterSeconds: number;
}

const again: Outage = { code: 'temporarily-unavailable', retryAfterSeconds: 2 };
const full: Outage = { code: 'storage-full', retryAfterSeconds: 60 };

/**
 * SQLSTATE (PostgreSQL manual, appendix A) of what passes by itself: classes 08 (connection) and 57P (the server stops, starts or
 * crashed); too many connections, a statement or a lock that took too long, a transaction cut off, a deadlock.
 */
const passing = /^(08...|57P..|53300|57014|55P03|25P0[34]|40001|40P01)$/;
const connecting = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
/** The driver has no codes for what it finds itself. */
const driverMessages =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout)/;

/** The code of an error that says that the signer does not answer. */
export const signerSilent = 'SIGNER_SILENT';

/** What part of the node's own is missing for the moment, if that is what an error means. */
export function outageOf(error: unknown): Outage | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === '53100' || (code !== undefined && /^(XX|58)/.test(code) && isFull(error.message))) return full;
  if (code === signerSilent || passing.test(code ?? '') || driverMessages.test(error.message)) return again;
  // Of files, ENOENT is a mistake of ours; of a socket, nobody listens there.
  return connecting.has(code ?? '') && syscall !== 'open' ? again : undefined;
}

/** A limit on the size of files, where that is how space is rationed (setrlimit(2): EFBIG). */
function isFull(message: string): boolean {
  return /File too large|No space left on device/.test(message);
}
