import type { GaugeName, WorkKind } from './telemetry-names.ts';

/**
 * Metrics and traces (OpenTelemetry). Names and attributes are those of `telemetry-names.ts` and nothing else: route templates, job
 * and source names, outcomes. Nothing that comes from a person or a request can get in, because no function here takes a text of theirs.
 */
export interface Telemetry {
  /** Begins a piece of work; the returned function ends it. `run` makes what is begun inside a part of it. */
  begin(kind: WorkKind, name: string): Work;
  /** Runs a piece of work; it ends as `ok` or `failed`. */
  timed<T>(kind: WorkKind, name: string, work: () => Promise<T>): Promise<T>;
  /** Registers what is read whenever values are handed on. */
  gauge(name: GaugeName, read: () => Promise<readonly Reading[]>): void;
  /** Hands on what is left. */
  stop(): Promise<void>;
}

export interface Work {
  run<T>(inside: () => T): T;
  end(outcome: string): void;
}

export interface Reading {
  readonly value: number;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Where nobody collects. */
export const noTelemetry: Telemetry = {
  begin: () => ({ run: (inside) => inside(), end: () => undefined }),
  timed: (_kind, _name, work) => work(),
  gauge: () => undefined,
  stop: async () => undefined,
};
