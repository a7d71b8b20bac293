import { type Static, Type } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { Colour, Division, exact, InstantText } from '../facts/terms.ts';
import { PolicyError } from '../policy-error.ts';
import { readInstant } from '../time/china-time.ts';
import { choosePack } from './choose-pack.ts';
import type { CompiledPack } from './compile-pack.ts';
import { evaluate } from './evaluate.ts';
import { BilingualText } from './pack-schema.ts';
import { type Difference, expandCase } from './policy-case.ts';

/** The same people on the days around a change of the rules, and the colours that the rows of the domain tables give them. */
export const HistorySchema = Type.Object(
  {
    about: BilingualText,
    /** When the rules change: everybody in the table is there before it and after it. */
    change: InstantText,
    people: Type.Array(
      Type.Object(
        {
          about: BilingualText,
          /** Where the person lives: the rules of the narrowest division around it count. */
          division: Division,
          /** As in a case; they hold on every day, and every source has answered on that day. */
          facts: Type.Array(Type.Object({ kind: Type.String(), data: Type.Unknown() }), { maxItems: 100 }),
          reference: Type.Optional(Type.Object({})),
          days: Type.Array(
            Type.Object(
              { at: InstantText, colour: Type.Union([Colour, Type.Literal('pending')]), source: Type.String() },
              exact,
            ),
            { minItems: 2, maxItems: 40 },
          ),
        },
        exact,
      ),
      { minItems: 1, maxItems: 100 },
    ),
  },
  exact,
);
export type History = Static<typeof HistorySchema>;
type Person = History['people'][number];

/** A cell of the table that is not as the packs have it, or not in order. */
export interface HistoryDifference extends Difference {
  person: number;
  /** The instant of the day; empty for the person as a whole. */
  at: string;
}

/** The same value as a history, after its form is checked. Throws {@link PolicyError} `invalid-case`. */
export function checkHistory(value: unknown): History {
  if (!Check(HistorySchema, value)) {
    const [error] = Errors(HistorySchema, value);
    throw new PolicyError('invalid-case', error?.message ?? 'not a history', error?.instancePath ?? '');
  }
  return value;
}

function runDay(packs: readonly CompiledPack[], person: Person, day: Person['days'][number]): Difference[] {
  const { at, colour, source } = day;
  const compiled = choosePack(packs, { purpose: 'resident', at: readInstant(at), division: person.division });
  if (compiled === undefined) return [{ field: 'pack', expected: person.division, actual: null }];
  const { inputs, sources } = compiled.pack;
  const differences: Difference[] = [];
  if (!sources.some(({ row }) => row === source)) {
    differences.push({ field: 'source', expected: source, actual: compiled.pack.id });
  }
  const asked = [...new Set(inputs.map((input) => input.source))];
  const { facts, reference } = expandCase({ ...person, at, asked });
  const outcome = evaluate(compiled, facts, reference, at);
  if (outcome.colour !== colour) differences.push({ field: 'colour', expected: colour, actual: outcome.colour });
  return differences;
}

/**
 * Where a history differs from what the packs say; empty if it does not. A row cited has to be one that the pack in force
 * that day rests on. Throws as {@link expandCase} does.
 */
export function runHistory(packs: readonly CompiledPack[], { change, people }: History): HistoryDifference[] {
  const turn = readInstant(change);
  return people.flatMap((person, i) => {
    const days = person.days.map(({ at }) => readInstant(at));
    const around = days.some((at) => at < turn) && days.some((at) => at >= turn);
    const whole = around ? [] : [{ person: i, at: '', field: 'days', expected: change, actual: person.days.length }];
    return [
      ...whole,
      ...person.days.flatMap((day) => runDay(packs, person, day).map((found) => ({ ...found, person: i, at: day.at }))),
    ];
  });
}
