/** What went wrong; stable, so that callers and tests may rely on it. */
export type LogicErrorCode =
  | 'invalid-expression'
  | 'unknown-operator'
  | 'wrong-arity'
  | 'invalid-operand'
  | 'invalid-path'
  | 'too-deep'
  | 'too-large'
  | 'type-mismatch'
  | 'invalid-date-time'
  | 'work-exceeded';

/** Thrown while an expression is compiled (the first seven codes) or evaluated (the last three). */
export class LogicError extends Error {
  override readonly name = 'LogicError';
  readonly code: LogicErrorCode;

  constructor(code: LogicErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
