import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  asked,
  at,
  contactSince,
  declared,
  fact,
  hasSymptoms,
  isContact,
  isWell,
  noAreas,
  packOf,
  rule,
} from '../../test/small-pack.ts';
import type { Fact } from '../facts/fact.ts';
import type { Reference } from '../facts/reference.ts';
import { formatInstant } from '../time/format-instant.ts';
import { compilePack } from './compile-pack.ts';
import { evaluate } from './evaluate.ts';
import type { Outcome } from './outcome.ts';

const compiled = compilePack(packOf([isWell, hasSymptoms, isContact]));
const run = (facts: Fact[], when = at) => evaluate(compiled, facts, noAreas, when);

describe('the next change', () => {
  const edges = (facts: Fact[], when = at) => {
    const { nextChangeAt, standsUntil } = run(facts, when);
    return { nextChangeAt, standsUntil };
  };

  test('is the end of freshness, and the colour stands for the grace after it', () => {
    expect(edges([declared(), asked()])).toEqual({
      nextChangeAt: '2022-11-25T08:00:00+08:00',
      standsUntil: '2022-11-27T08:00:00+08:00',
    });
  });

  test('is the end of a period a rule compares with, if that is earlier', () => {
    expect(edges([declared(), contactSince('2022-11-10T20:00:00+08:00'), asked()])).toEqual({
      nextChangeAt: '2022-11-24T20:00:00+08:00',
      standsUntil: '2022-11-24T20:00:00+08:00',
    });
  });

  test('is the end of the ground, where no comparison tells it', () => {
    const fixed = rule('fixed', 'red', true, { until: { plusTime: ['2022-11-24T10:00:00+08:00', 0, 'day'] } });
    expect(evaluate(compilePack(packOf([fixed])), [asked()], noAreas, at).nextChangeAt).toBe(
      '2022-11-24T10:00:00+08:00',
    );
  });

  test('is the end of what is shown beside the colour, if that is earlier', () => {
    const text = { zh: '甲', en: 'A' };
    const until = {
      before: [{ plusTime: [{ var: 'at' }, 0, 'day'] }, { plusTime: ['2022-11-24T09:00:00+08:00', 0, 'day'] }],
    };
    const shown = packOf([isWell, hasSymptoms], { attributes: [{ id: 'shown', text, when: until, sources: ['R1'] }] });
    expect(evaluate(compilePack(shown), [declared(), asked()], noAreas, at)).toMatchObject({
      attributes: [{ id: 'shown' }],
      nextChangeAt: '2022-11-24T09:00:00+08:00',
      standsUntil: '2022-11-24T09:00:00+08:00',
    });
  });

  test('is a millisecond later where the limit itself is still included', () => {
    const at24 = { plusTime: ['2022-11-24T08:00:00+08:00', 0, 'day'] };
    const now = { plusTime: [{ var: 'at' }, 0, 'day'] };
    for (const when of [{ 'not-after': [now, at24] }, { 'not-before': [at24, now] }]) {
      const outcome = evaluate(compilePack(packOf([rule('r', 'red', when)])), [asked()], noAreas, at);
      expect(outcome).toMatchObject({ colour: 'red', nextChangeAt: '2022-11-24T08:00:00.001+08:00' });
    }
  });

  test('has no grace where the colour is pending', () => {
    expect(edges([asked()]).standsUntil).toBe('2022-11-25T08:00:00+08:00');
  });

  test('is the end of the pack, if nothing else comes first', () => {
    const lasting = compilePack(packOf([rule('always', 'green', true)], { validTo: '2022-11-24T09:00:00+08:00' }));
    expect(evaluate(lasting, [], noAreas, at).nextChangeAt).toBe('2022-11-24T09:00:00+08:00');
  });

  test('never comes late: until then, the same facts give the same colour, reasons and ends', () => {
    const root = join(import.meta.dirname, '../../../../policies');
    const read = (...path: string[]) =>
      JSON.parse(readFileSync(join(root, ...path), 'utf8')) as { id: string; values: string[] };
    const sets = Object.fromEntries(
      readdirSync(join(root, 'value-sets')).map((file) => [
        read('value-sets', file).id,
        read('value-sets', file).values,
      ]),
    );
    const packs = ['370000/resident', '140000/resident', '370000/entry', '140000/entry'].map((path) =>
      compilePack(read(path, 'policy.json'), sets),
    );
    const start = Date.parse('2022-11-24T00:00:00Z');
    const hours = (min: number, max: number) =>
      fc.integer({ min: min * 4, max: max * 4 }).map((n) => formatInstant(start + n * 900_000));
    const division = fc.constantFrom('370102', '140105001', '140105', '510104');
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
    const kinds: fc.Arbitrary<[Fact['kind'], Fact['source'], unknown]>[] = [
      fc
        .boolean()
        .map((sick) => [
          'health-declaration',
          'declaration',
          { symptoms: sick ? ['fever'] : [], contactWithCase: false },
        ]),
      fc
        .array(fc.record({ division, from: hours(-500, 100), to: maybe(hours(-400, 200)) }), { maxLength: 3 })
        .map((stays) => ['itinerary-declaration', 'declaration', { stays }]),
      fc
        .record({
          state: fc.constantFrom('confirmed', 'asymptomatic', 'discharged', 'none'),
          since: hours(-500, 0),
          until: maybe(hours(-20, 60)),
        })
        .map((data) => ['case-state', 'health-commission', data]),
      fc
        .record({
          degree: fc.constantFrom('close', 'secondary', 'companion'),
          since: hours(-400, 0),
          until: maybe(hours(-20, 60)),
        })
        .map((data) => ['contact', 'health-commission', data]),
      fc
        .record({
          colour: fc.constantFrom('green', 'yellow', 'red'),
          decidedAt: hours(-200, 0),
          validUntil: maybe(hours(-10, 90)),
          releaseAt: maybe(hours(-10, 90)),
        })
        .map((data) => [
          'origin-code',
          'origin-province',
          { division: '140000', verified: true, consentGrade: 'holder-signed', ...data },
        ]),
      fc.constant(['source-report', 'health-commission', { source: 'health-commission', window: 'P14D' }]),
      fc.constant(['source-report', 'itinerary-card', { source: 'itinerary-card', window: 'P14D' }]),
      fc.constant(['residence', 'population-registry', { division: '370102' }]),
    ];
    const facts = fc
      .tuple(...kinds.map((kind) => fc.array(fc.tuple(kind, hours(-30, 0)), { minLength: 1, maxLength: 2 })))
      .map((lists) =>
        lists.flat().map(([[kind, source, data], receivedAt], i): Fact => ({
          ...fact(kind, source, data, receivedAt),
          id: String(i),
        })),
      );
    const reference = fc
      .record({
        receivedAt: hours(-26, 0),
        riskAreas: fc.array(
          fc.record({
            division,
            level: fc.constantFrom('high', 'medium', 'low'),
            from: hours(-400, 60),
            to: maybe(hours(-100, 100)),
          }),
          { maxLength: 3 },
        ),
      })
      .map((value) => JSON.parse(JSON.stringify(value)) as Reference);
    // A stay that lasts ends at the present, so the end counted from it moves with the clock and is left out.
    const essence = ({ colour, reasons, unknown }: Outcome) => ({
      colour,
      unknown: unknown.map(({ input }) => input),
      reasons: reasons.map(({ ruleId, until }) => [ruleId, ruleId.includes('stay') ? null : until]),
    });
    const colours = new Set<string>();
    fc.assert(
      fc.property(
        fc.constantFrom(...packs),
        facts,
        reference,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (pack, known, areas, points) => {
          const now = evaluate(pack, known, areas, formatInstant(start));
          colours.add(now.colour);
          const end = Date.parse(now.nextChangeAt);
          expect(end).toBeGreaterThan(start);
          for (const point of [...points, 1]) {
            const moment = Math.min(end - 1, Math.floor(start + (end - start) * point));
            expect(essence(evaluate(pack, known, areas, formatInstant(moment)))).toEqual(essence(now));
          }
        },
      ),
      { numRuns: 1200 },
    );
    expect(colours).toEqual(new Set(['green', 'yellow', 'red', 'pending']));
  });
});
