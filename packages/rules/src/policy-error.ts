/** Stable codes of what can be wrong with a pack, a fact, a case or an instant. */
export type PolicyErrorCode =
  | 'invalid-pack'
  | 'invalid-fact'
  | 'invalid-reference'
  | 'invalid-case'
  | 'invalid-instant'
  | 'invalid-duration'
  | 'not-canonical';

/** Thrown for input that breaks this package's contract; `path` names the part of it, as a JSON pointer. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly code: PolicyErrorCode;
  readonly path: string;

  constructor(code: PolicyErrorCode, message: string, path = '') {
    super(message);
    this.code = code;
    this.path = path;
  }
}
