import type { ProblemCode, schemas } from '@tongxing/contract';

export interface RefusalDetail {
  /** What exactly was wrong, without personal data; shown to the caller. */
  readonly detail?: string;
  readonly errors?: readonly {
    readonly path: string;
    readonly rule: string;
    readonly text?: { readonly zh: string; readonly en: string };
  }[];
  readonly retryAfterSeconds?: number;
  /** A place in a queue, to come again with. */
  readonly ticket?: NonNullable<schemas.Problem['ticket']>;
}

/** The one error type inside: the node will not do what was asked, for a reason that stands in the contract. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ProblemCode;
  readonly more: RefusalDetail;

  constructor(code: ProblemCode, more: RefusalDetail = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}
