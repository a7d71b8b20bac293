import { type Static, Type } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { checkFact, type Fact } from '../facts/fact.ts';
import { factData, type FactKind, usualSource } from '../facts/fact-data.ts';
import { checkReference, type Reference } from '../facts/reference.ts';
import { Colour, exact, InstantText, SourceName } from '../facts/terms.ts';
import { PolicyError } from '../policy-error.ts';
import { readInstant } from '../time/china-time.ts';
import type { CompiledPack } from './compile-pack.ts';
import { evaluate } from './evaluate.ts';
import { BilingualText } from './pack-schema.ts';

const Ids = Type.Array(Type.String({ maxLength: 60 }), { maxItems: 100 });

/** An example of a pack: what is known at an instant, and the colour that a row of the domain tables asks for. */
export const PolicyCaseSchema = Type.Object(
  {
    about: BilingualText,
    at: InstantText,
    /** Sources that answered at that instant; each stands for a `source-report`. */
    asked: Type.Optional(Type.Array(SourceName, { maxItems: 20 })),
    /** Facts; `id`, `source`, `observedAt` and `receivedAt` may be left out and then are the usual source, and `at`. */
    facts: Type.Array(Type.Object({ kind: Type.String(), data: Type.Unknown() }), { maxItems: 100 }),
    /** Left out: risk areas were received at `at`, and there are none. Null: they were never received. */
    reference: Type.Optional(Type.Union([Type.Null(), Type.Object({})])),
    expected: Type.Object(
      {
        colour: Type.Union([Colour, Type.Literal('pending')]),
        reasons: Ids,
        unknown: Type.Optional(Ids),
        until: Type.Optional(Type.Record(Type.String(), Type.Union([InstantText, Type.Null()]))),
        nextChangeAt: Type.Optional(InstantText),
        /** What is shown beside the colour. */
        attributes: Type.Optional(Ids),
      },
      exact,
    ),
    /** The row of the pack's sources that the expected colour comes from. */
    source: Type.String({ minLength: 1, maxLength: 40 }),
  },
  exact,
);
export type PolicyCase = Static<typeof PolicyCaseSchema>;

/** The same value as a case, after its form is checked. Throws {@link PolicyError} `invalid-case`. */
export function checkCase(value: unknown): PolicyCase {
  if (!Check(PolicyCaseSchema, value)) {
    const [error] = Errors(PolicyCaseSchema, value);
    throw new PolicyError('invalid-case', error?.message ?? 'not a case', error?.instancePath ?? '');
  }
  return value;
}

/** The complete facts of a case. Throws {@link PolicyError} `invalid-fact` or `invalid-reference`. */
export function expandCase({ at, asked, facts, reference }: Pick<PolicyCase, 'at' | 'asked' | 'facts' | 'reference'>): {
  facts: Fact[];
  reference: Reference | null;
} {
  const given = facts.map((fact, i) => {
    const source = Object.hasOwn(factData, fact.kind) ? usualSource[fact.kind as FactKind] : undefined;
    return checkFact({ id: `fact-${i + 1}`, ...(source && { source }), observedAt: at, receivedAt: at, ...fact });
  });
  const reports = (asked ?? []).map((source) =>
    checkFact({
      id: `asked-${source}`,
      kind: 'source-report',
      source,
      observedAt: at,
      receivedAt: at,
      data: { source, window: 'P14D' },
    }),
  );
  const areas = reference === null ? null : checkReference({ receivedAt: at, riskAreas: [], ...reference });
  return { facts: [...given, ...reports], reference: areas };
}

/** A way in which an outcome is not as expected. */
export interface Difference {
  field: string;
  expected: unknown;
  actual: unknown;
}

const sorted = (list: readonly string[]): string[] => [...new Set(list)].sort();

/** Where an outcome differs from what a case expects; empty if it does not. Throws as {@link expandCase} does. */
export function runCase(compiled: CompiledPack, policyCase: PolicyCase): Difference[] {
  const { facts, reference } = expandCase(policyCase);
  const outcome = evaluate(compiled, facts, reference, policyCase.at);
  const { colour, reasons, unknown, until, nextChangeAt, attributes } = policyCase.expected;
  const differences: Difference[] = [];
  const compare = (field: string, expected: unknown, actual: unknown) => {
    if (JSON.stringify(expected) !== JSON.stringify(actual)) differences.push({ field, expected, actual });
  };
  compare('colour', colour, outcome.colour);
  compare('reasons', sorted(reasons), sorted(outcome.reasons.map(({ ruleId }) => ruleId)));
  if (unknown !== undefined) compare('unknown', sorted(unknown), sorted(outcome.unknown.map(({ input }) => input)));
  if (attributes !== undefined) {
    compare('attributes', sorted(attributes), sorted((outcome.attributes ?? []).map(({ id }) => id)));
  }
  for (const [ruleId, expected] of Object.entries(until ?? {})) {
    const actual = outcome.reasons.find((reason) => reason.ruleId === ruleId)?.until ?? null;
    const alike = expected !== null && actual !== null && readInstant(expected) === readInstant(actual);
    if (!alike) compare(`until of ${ruleId}`, expected, actual);
  }
  if (nextChangeAt !== undefined && readInstant(nextChangeAt) !== readInstant(outcome.nextChangeAt)) {
    compare('nextChangeAt', nextChangeAt, outcome.nextChangeAt);
  }
  return differences;
}
