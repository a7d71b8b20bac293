import { type Decision, type Fact, formatInstant } from '@tongxing/rules';

/** What a decision was made from, beside rules and clock, so that it can be made again. Instants are RFC 3339. */
export interface DecisionInputs {
  readonly factIds: readonly string[];
  /** What each source had last reported: reports move on, so they are kept as they were. */
  readonly reports: readonly StoredReport[];
  /** The list of risk areas, and when it had last been received. */
  readonly reference: { readonly publicationId: string; readonly receivedAt: string } | null;
  /** The decision that stood, as far as the rules were shown it. */
  readonly previous: { readonly decisionId: string; readonly confirmedAt: string } | null;
  /** The pack that was asked; a decision that stands bears the version of the one before. */
  readonly pack: { readonly id: string; readonly version: string };
}

export interface StoredReport {
  readonly id: string;
  readonly source: Fact['source'];
  readonly observedAt: string;
  readonly receivedAt: string;
  readonly period: string;
}

export function storedReports(facts: readonly Fact[]): StoredReport[] {
  return facts
    .filter(({ kind }) => kind === 'source-report')
    .map(({ id, source, observedAt, receivedAt, data }) => {
      const { window: period } = data as { window: string };
      return { id, source, observedAt, receivedAt, period };
    });
}

/** The earlier decision as the rules are shown it: as old as its last confirmation. */
export function previousOf(outcome: Decision, confirmedAt: Date): Decision {
  return { ...outcome, decidedAt: formatInstant(confirmedAt.getTime()) };
}

/** A stored report as the rules read it. */
export function factOfStored({ id, source, observedAt, receivedAt, period }: StoredReport): Fact {
  return { id, kind: 'source-report', source, observedAt, receivedAt, data: { source, window: period } };
}
