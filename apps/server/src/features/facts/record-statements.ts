import type { Fact } from '@tongxing/rules';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { contentOf, type NewFact } from './fact.ts';
import { awaitOthers, exchangeFacts, standingFacts, type StoredFact, type Superseded } from './store.ts';

/** Something told about a person without having been asked: a result uploaded, a line of a list, an order. */
export interface Statement {
  readonly personId: string;
  readonly source: Fact['source'];
  /** What it is part of: `upload`, `list:<id>`, `order:<id>`. Never `answer`: what a source answers does not touch it. */
  readonly within: string;
  /** Which one it is within that, for the person. */
  readonly key: string;
  readonly receivedAt: Date;
  /** Null withdraws it. */
  readonly fact: NewFact | null;
}

const place = ({ personId, source, within, key }: Omit<Statement, 'fact' | 'receivedAt'>) =>
  JSON.stringify([personId, source, within, key]);

/**
 * Stores statements, each by person, source, within and key: said again it stays the fact it was, said otherwise it takes the place of
 * what was said before, and null withdraws it. Of several for one place the last one counts. Answers whose facts changed: they are
 * to be decided anew.
 */
export async function recordStatements(tx: Tx, statements: readonly Statement[]): Promise<string[]> {
  if (statements.length === 0) return [];
  const personIds = [...new Set(statements.map(({ personId }) => personId))];
  await awaitOthers(tx, personIds);
  const sources = [...new Set(statements.map(({ source }) => source))];
  const known = await standingFacts(tx, personIds, sources);
  const standing = new Map(known.map((fact) => [place({ ...fact, source: fact.source as Fact['source'] }), fact]));
  const gone: Superseded[] = [];
  const fresh: StoredFact[] = [];
  for (const [at, statement] of new Map(statements.map((each) => [place(each), each]))) {
    const { fact, ...rest } = statement;
    const before = standing.get(at);
    if (before !== undefined && fact !== null && contentOf(before) === contentOf(fact)) continue;
    const stored = fact === null ? undefined : { ...rest, ...fact, factId: newId(statement.receivedAt) };
    if (stored !== undefined) fresh.push(stored);
    // What is withdrawn has no successor: it is set aside by itself.
    if (before !== undefined) gone.push({ ...before, by: stored?.factId ?? before.factId });
  }
  return exchangeFacts(tx, gone, fresh);
}
