import { parseDuration } from '../time/duration.ts';
import type { InputName } from './document.ts';
import type { SourceName } from './fact.ts';
import type { Surroundings } from './readers.ts';

/** What a pack asks for: reports on `name` from `source`, received at most `freshFor` ago (ISO 8601 duration). */
export interface InputRequest {
  name: InputName;
  source: SourceName;
  freshFor: string;
}

/** A request whose duration is known to be one. */
export interface CompiledRequest {
  input: InputName;
  source: SourceName;
  /** Milliseconds. */
  freshFor: number;
}

/** How fresh a source's word on an input is. */
export interface Freshness {
  input: InputName;
  source: SourceName;
  fresh: boolean;
  observedAt: string | null;
  receivedAt: string | null;
  /** Seconds since the report was received; null where there is none. */
  age: number | null;
}

/** Throws {@link PolicyError} `invalid-duration`. */
export const compileRequests = (requests: readonly InputRequest[]): CompiledRequest[] =>
  requests.map(({ name, source, freshFor }) => ({ input: name, source, freshFor: parseDuration(freshFor) }));

/** The last report on a request: when it came, read once, and the fact that is it. */
export interface Report {
  milliseconds: number;
  observedAt: string;
  receivedAt: string;
}

/** A report is fresh until `freshFor` has passed since it was received, that instant excluded. */
export function freshnessOf(request: CompiledRequest, report: Report | null, around: Surroundings): Freshness {
  const { input, source, freshFor } = request;
  if (report === null) return { input, source, fresh: false, observedAt: null, receivedAt: null, age: null };
  const now = around.at.milliseconds;
  const end = report.milliseconds + freshFor;
  const fresh = now < end;
  if (fresh && end < around.staleAt) around.staleAt = end;
  const age = Math.max(0, Math.floor((now - report.milliseconds) / 1000));
  return { input, source, fresh, observedAt: report.observedAt, receivedAt: report.receivedAt, age };
}
