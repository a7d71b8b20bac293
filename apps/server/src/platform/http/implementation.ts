import type { AnswerOf, BodyOf, ParamsOf, QueryOf, RouteDefinition } from '@tongxing/contract';
import type { Bytes } from './bytes.ts';
import type { Once } from '../db.ts';
import type { PrincipalFor } from './principal.ts';
import type { WithHeaders } from './with-headers.ts';

export interface Call<R extends RouteDefinition> {
  readonly principal: PrincipalFor<R['access']>;
  /** Where the call comes from, as calls are counted: see `sourceOf`. */
  readonly source: string;
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
  /** The file of a route that takes one, as it arrives. */
  readonly file: R extends { upload: object } ? AsyncIterable<Uint8Array> : undefined;
  /** For the transaction of a route that takes an `Idempotency-Key`. */
  readonly once: Once;
  /** Of a route that takes one: what came in `Tongxing-Ticket`. */
  readonly ticket: string | undefined;
}

type Answer<R extends RouteDefinition> = R['response'] extends { mediaType: string }
  ? Bytes
  : AnswerOf<R> | WithHeaders<AnswerOf<R>>;

/** A route of the contract with the function that answers it. */
export interface Implementation {
  readonly route: RouteDefinition;
  readonly handle: (call: Call<RouteDefinition>) => Promise<unknown>;
}

export function implement<R extends RouteDefinition>(
  route: R,
  handle: (call: Call<R>) => Promise<Answer<R>>,
): Implementation {
  return { route, handle };
}
