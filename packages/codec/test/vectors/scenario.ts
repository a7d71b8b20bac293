import type { FindingCode, Severity, Verdict } from '../../src/index.ts';
import type { ContextChanges } from './context.ts';

/** One presentation to check, and the answer that is due. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly text: string | Promise<string>;
  readonly context?: ContextChanges;
  readonly verdict: Verdict;
  readonly step?: 'document-lane';
  /** `code/severity`, in order. */
  readonly findings: readonly `${FindingCode}/${Severity}`[];
}
