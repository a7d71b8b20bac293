import { parseDuration } from '../time/duration.ts';
import type { InputName } from './document.ts';
import type { SourceName } from './terms.ts';
import type { Surroundings } from './reading.ts';

/** What a pack asks for: reports on `name` from `source`, received at most `freshFor` ago (ISO 8601 duration). */
export interface InputRequest {
  name: InputName;
  source: SourceName;
  freshFor: string;
  /** The source speaks only of people of whom it has something to say: that it is silent means that there is nothing. */
  silentIsNone?: true;
}

/** A request whose duration is known to be one. */
export interface CompiledRequest {
  input: InputName;
  source: SourceName;
  /** Milliseconds. */
  freshFor: number;
  silentIsNone: boolean;
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
  requests.map(({ name, source, freshFor, silentIsNone }) => ({
    input: name,
    source,
    freshFor: parseDuration(freshFor),
    silentIsNone: silentIsNone === true,
  }));

/** A report received at `reportedAt` (milliseconds) is fresh until `freshFor` has passed, that instant excluded. */
export function freshnessOf(
  { input, source, freshFor, silentIsNone }: CompiledRequest,
  report: { observedAt: string; receivedAt: string } | null,
  reportedAt: number,
  around: Surroundings,
): Freshness {
  if (report === null) return { input, source, fresh: silentIsNone, observedAt: null, receivedAt: null, age: null };
  const now = around.at.milliseconds;
  const end = reportedAt + freshFor;
  const fresh = silentIsNone || now < end;
  if (!silentIsNone && fresh && end < around.staleAt) around.staleAt = end;
  const age = Math.max(0, Math.floor((now - reportedAt) / 1000));
  return { input, source, fresh, observedAt: report.observedAt, receivedAt: report.receivedAt, age };
}
