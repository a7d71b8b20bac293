import { people } from '@tongxing/contract';
import { canonicalJson, type Fact } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { ReadRow } from './reading/read-row.ts';
import type { TableKind } from './reading/table-kinds.ts';

/** What a row says of one person, found by the document. */
export interface StatementRow {
  /** Blind index of the document. */
  readonly documentIndex: Buffer;
  readonly source: Fact['source'];
  /** One statement of a source about a person; a later one with the same key takes its place. */
  readonly key: string;
  readonly kind: Fact['kind'];
  readonly saidAt: Date;
  /** Null: what was said is taken back. */
  readonly data: Readonly<Record<string, unknown>> | null;
  /** Where the person has to live; null: anywhere. */
  readonly division: string | null;
  readonly keepUntil: Date;
}

type Deps = Pick<NodeContext, 'seal' | 'clock'>;

/**
 * A row of a table of facts: a statement about each person it names. @param division of the upload
 * @param collected those in the tube of a row that names nobody
 */
export function statementsOf(
  deps: Deps,
  kind: TableKind,
  row: ReadRow,
  division: string,
  collected: readonly Buffer[] = [],
): StatementRow[] {
  const { values, isWithdrawn } = row;
  // The key may hold what a laboratory uses as a sample number, a document number even.
  const key = deps.seal.index('statement', canonicalJson(kind.key(values).map((part) => part ?? null)));
  const statement = {
    source: kind.source,
    key: key.toString('base64url').slice(0, 22),
    kind: kind.fact,
    saidAt: kind.saidAt(values),
    data: isWithdrawn ? null : plain(kind.data(values)),
    division: kind.residentsOnly === true ? division : null,
    keepUntil: addSeconds(deps.clock.now(), kind.keptDays * 86_400),
  };
  const named = row.documents.map((document) => deps.seal.index('document', people.documentKey(document)));
  return [...named, ...collected].map((documentIndex) => ({ ...statement, documentIndex }));
}

/** Without what is not there. */
function plain(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}

/** Two statements of one place with the same content are the same statement. */
export function contentOf({ kind, saidAt, data }: Pick<StatementRow, 'kind' | 'saidAt' | 'data'>): string {
  return canonicalJson({ kind, saidAt: saidAt.toISOString(), data: data as never });
}
