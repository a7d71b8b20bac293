import { type TSchema, Type } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { PolicyError } from '../policy-error.ts';
import { factData, type FactKind, factKinds } from './fact-data.ts';
import { exact, InstantText, SourceName } from './terms.ts';

/** Something a source said about a person. Facts are never changed; a later one takes the place of an earlier. */
export interface Fact<Kind extends FactKind = FactKind> {
  id: string;
  kind: Kind;
  source: SourceName;
  /** When it was so. */
  observedAt: string;
  /** When the node learned it; freshness counts from here. */
  receivedAt: string;
  /** The fact counts from here (inclusive) … */
  validFrom?: string;
  /** … to here (exclusive). */
  validTo?: string;
  data: unknown;
}

const envelope = {
  id: Type.String({ minLength: 1, maxLength: 64 }),
  source: SourceName,
  observedAt: InstantText,
  receivedAt: InstantText,
  validFrom: Type.Optional(InstantText),
  validTo: Type.Optional(InstantText),
};

/** A fact of any kind, for contracts and storage. */
export const FactSchema = Type.Union(
  factKinds.map((kind) => Type.Object({ ...envelope, kind: Type.Literal(kind), data: factData[kind] }, exact)),
);

function requireForm(schema: TSchema, value: unknown, place: string): void {
  if (Check(schema, value)) return;
  const [error] = Errors(schema, value);
  throw new PolicyError('invalid-fact', error?.message ?? 'not a fact', place + (error?.instancePath ?? ''));
}

/** The same value as a fact, after its form is checked. Throws {@link PolicyError} `invalid-fact` with the path. */
export function checkFact(value: unknown): Fact {
  const kind = (value as { kind?: unknown } | null | undefined)?.kind;
  const data = typeof kind === 'string' && Object.hasOwn(factData, kind) ? factData[kind as FactKind] : undefined;
  if (data === undefined) throw new PolicyError('invalid-fact', 'a fact of no known kind', '/kind');
  requireForm(Type.Object({ ...envelope, kind: Type.String(), data }, exact), value, '');
  const fact = value as Fact;
  if (kind === 'clearance' || kind === 'contest') {
    const cleared = fact.data as { kind: FactKind; data: unknown };
    requireForm(factData[cleared.kind], cleared.data, '/data/data');
  }
  return fact;
}
