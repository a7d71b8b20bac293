import type { Static, TSchema } from 'typebox';
import type { Bilingual } from './schemas/basics.ts';
import type { RouteLimit } from './limits.ts';
import type { StaffRole } from './schemas/staff.ts';
import type { ProblemCode } from './problems.ts';

/**
 * Who may call a route. `account`: signed in by phone. `citizen`: signed in and real-name verified. `device`: an enrolled
 * checkpoint device. `gate`: the same by its key, each request signed (RFC 9421). `peer`: a node of the trust list (RFC 9421).
 * `reader`: an enrolled device or a peer. `gateway`: the gateway for text messages, by its signature.
 */
export type Access = 'public' | 'account' | 'citizen' | 'device' | 'gate' | 'peer' | 'reader' | 'gateway' | StaffAccess;

/**
 * Staff of these roles, and where they may act. `self`: on what is their own, whatever their division. `own-division`: on what
 * lies in their division or below; `divisionOf` says how the division of the thing acted on is found.
 */
export type StaffAccess = { readonly staff: readonly StaffRole[] } & (
  | { readonly scope: 'self' }
  | { readonly scope: 'own-division'; readonly divisionOf: DivisionSource }
);

/** Where the division of the thing acted on stands: in the request, in the stored thing that the request names, or in each row of a list. */
export type DivisionSource =
  | '/body/division'
  | '/body/venue/division'
  | '/query/division'
  | 'the upload'
  | 'the account'
  | 'the device'
  | 'the venue'
  | 'the person'
  | 'the proposal'
  | 'the release'
  | 'the appeal'
  | 'the review'
  | 'the transfer'
  | 'the list'
  | 'the organisation'
  | 'each row';

/** The seven services of GB/T 38963-2020, by the names its clause 6 gives them. */
export type NationalService =
  | 'health-declaration'
  | 'itinerary-declaration'
  | 'health-information-query'
  | 'code-call-application'
  | 'code-making'
  | 'code-verification'
  | 'correction';

export interface RouteDefinition {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with `:name` parameters. */
  readonly path: string;
  readonly summary: Bilingual;
  readonly tag: string;
  readonly access: Access;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** Bytes of body accepted; 64 KiB unless told. */
  readonly bodyLimit?: number;
  /**
   * The body is a file that is read as it arrives and never held whole: bytes accepted by the role of who sends it, and the media
   * types that are usual. The other limits of a body do not hold for it.
   */
  readonly upload?: {
    readonly bytes: Readonly<Partial<Record<StaffRole, number>>>;
    readonly mediaTypes: readonly string[];
  };
  /** How often one caller may call it, counted by itself; absent: together with its other routes (see `limitOf`). */
  readonly limit?: RouteLimit;
  readonly status: 200 | 201 | 202 | 204;
  /** JSON schema of the answer, or the media type of a binary or text answer. */
  readonly response: TSchema | { readonly mediaType: string };
  /** The same for everybody: how long the answer may be kept. It then bears an entity tag. Absent: never. */
  readonly maxAgeSeconds?: number;
  /** Problems of its own, beside those every route can answer. */
  readonly problems?: readonly ProblemCode[];
  readonly service?: NationalService;
  /**
   * Takes an `Idempotency-Key`: sent again with the same key and body, its answer lost, it is the same request for a day.
   * For what makes something new each time and has no id of the caller's in its body.
   */
  readonly idempotencyKey?: true;
  /** Takes the ticket, in `Tongxing-Ticket`, that its problem `conversion-queue` gave out. */
  readonly ticket?: true;
}

export function defineRoute<const R extends RouteDefinition>(route: R): R {
  return route;
}

type StaticOf<T> = T extends TSchema ? Static<T> : undefined;

export type ParamsOf<R extends RouteDefinition> = R extends { params: infer T } ? StaticOf<T> : undefined;
export type QueryOf<R extends RouteDefinition> = R extends { query: infer T } ? StaticOf<T> : undefined;
export type BodyOf<R extends RouteDefinition> = R extends { body: infer T } ? StaticOf<T> : undefined;
export type AnswerOf<R extends RouteDefinition> = R['response'] extends { mediaType: string }
  ? Uint8Array | string
  : StaticOf<R['response']>;
