import type { IncomingMessage } from 'node:http';
import type { Refusal } from './refusal.ts';
import type { Shape } from './shape.ts';
import type { Clients } from './signature.ts';

/** An answer that is no JSON: a page for a browser, or the way to one. */
export class Plain {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;

  constructor(status: number, headers: Readonly<Record<string, string>>, text: string) {
    this.status = status;
    this.headers = headers;
    this.text = text;
  }
}

/** What a route learns of a request besides its parameters. */
export interface Call {
  /** Who signed it; empty on the management port. */
  appId: string;
  /** The answer's lists, and receipts, are to come twice. */
  twice: boolean;
}

/** Reads parameters of unknown origin and answers them; throws a ShapeError or a Refusal. */
export type Route = (parameters: unknown, call: Call) => object | Promise<object>;

/** Routes by method and path: `POST /v1/messages`. */
export type Routes = Record<string, Route>;

/** A route whose parameters have the given shape. */
export function route<P>(shape: Shape<P>, answer: (parameters: P, call: Call) => object | Promise<object>): Route {
  return (parameters, call) => answer(shape(parameters, ''), call);
}

/** What a program may use of the simulator that runs it. */
export interface Surroundings<A> {
  /** What the management port loaded last. */
  answers(): A;
  /** Milliseconds since 1970, as the management port set the clock. */
  now(): number;
  /** Who signs receipts: the secret of a client. */
  secretOf(appId: string): string | undefined;
  /** Makes answers and memory durable, where there is a state file; a route awaits it before it answers. */
  keep(): Promise<void>;
}

/** One outside system, running. */
export interface Program {
  routes: Routes;
  managementRoutes?: Routes;
  /** Called after other answers were loaded. */
  answersChanged?(): void;
  /** What must survive a restart besides the answers, as JSON. */
  memory?(): unknown;
  /** Settles when work begun by earlier requests is done. */
  settled?(): Promise<void>;
}

/** How a system reads a request, tells who asks, and says no. */
export interface Admission {
  /** @throws Refusal where the request is larger than `limit` bytes or not in the form that this system takes */
  read(request: IncomingMessage, limit: number): Promise<Record<string, unknown>>;
  /** Who asks. @throws Refusal where that is nobody who may */
  admit(asked: Asked, clients: Clients, now: number): string;
  /** How this system words a refusal. */
  refuse(refusal: Refusal): { status: number; body: object };
}

export interface Asked {
  readonly parameters: Record<string, unknown>;
  readonly headers: IncomingMessage['headers'];
}

/** One kind of outside system: its name, what the management port may load, and how it answers. */
export interface Definition<A> {
  name: string;
  /** Whether an answer or a receipt of it can come double. */
  canDouble: boolean;
  answersShape: Shape<A>;
  noAnswers: A;
  /** Absent: signed headers, JSON, and refusals with a status. */
  admission?: Admission;
  /** @param memory what {@link Program.memory} gave before a restart */
  open(surroundings: Surroundings<A>, memory: unknown): Program;
}
