export type RefusalCode =
  | 'signature-missing'
  | 'signature-wrong'
  | 'signature-stale'
  | 'app-unknown'
  | 'authorisation-invalid'
  | 'grant-invalid'
  | 'client-wrong'
  | 'token-invalid'
  | 'request-malformed'
  | 'request-too-large'
  | 'path-unknown'
  | 'method-unknown'
  | 'cursor-gone'
  | 'client-id-reused'
  | 'unavailable'
  | 'system-busy'
  | 'internal';

/** A request that is not granted: an HTTP status, and the body `{code, message}`. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: RefusalCode;

  constructor(status: number, code: RefusalCode, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
  }
}
