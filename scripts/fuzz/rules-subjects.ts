import * as rules from '../../packages/rules/src/index.ts';
import { mutateJson } from './mutate-json.ts';
import { pick } from './random.ts';
import { jsonIn } from './seeds.ts';
import { refusing, subject, type Outcome, type Subject } from './subject.ts';

const own = ['PolicyError'];

const sets = Object.fromEntries(jsonIn('policies/value-sets').map(({ id, values }) => [id, values])) as rules.ValueSets;
const folders = ['140000/resident', '140000/entry', '370000/resident', '370000/entry'].map(
  (name) => `policies/${name}`,
);
const packs = folders.map(
  (folder) => jsonIn(folder).find((file) => file['rules'] !== undefined) as unknown as rules.Pack,
);
const compiled = packs.map((pack) => rules.compilePack(pack, sets));
const cases = folders.flatMap((folder) => jsonIn(`${folder}/cases`)) as unknown as rules.PolicyCase[];
const expressions = packs.flatMap(({ rules: list }) => list.flatMap(({ when, until }) => [when, until ?? when]));
const known = cases.map((one) => ({ ...rules.expandCase(one), at: one.at }));
const documents = known.map(({ facts, reference, at }) => {
  const inputs = pick(() => 0, compiled).pack.inputs;
  return rules.assemble(facts, reference, inputs, at).document;
});

/** A small pack, so that a change meets its rules and not only its texts. */
const small = packs.map((pack) => ({ ...pack, rules: pack.rules.slice(0, 3) }));

type Known = (typeof known)[number];

/** Readers of what a policy editor writes and what sources say. */
export const rulesSubjects: readonly Subject[] = [
  subject<unknown>({
    name: 'pack',
    share: 3,
    mutate: (random) => mutateJson(random, small),
    async judge(pack): Promise<Outcome> {
      // The lint never throws: it is what tells the editor.
      rules.lintPack(pack, sets);
      return refusing(own, () => {
        const ready = rules.compilePack(pack, sets);
        for (const { facts, reference, at } of known.slice(0, 3)) rules.evaluate(ready, facts, reference, at);
      });
    },
  }),
  subject<readonly [expression: unknown, document: unknown]>({
    name: 'CertLogic',
    share: 5,
    mutate: (random) => [mutateJson(random, expressions), pick(random, [{}, null, ...documents])],
    async judge([expression, document]): Promise<Outcome> {
      const outcome = await refusing(['LogicError'], () => rules.compileLogic(expression)(document));
      await refusing(['LogicError'], () => rules.compileThreeValued(expression)(document));
      return outcome;
    },
  }),
  subject<Known>({
    name: 'facts',
    share: 4,
    mutate(random) {
      const one = pick(random, known);
      return { ...one, facts: mutateJson(random, [one.facts, ...known.map(({ facts }) => facts)]) as rules.Fact[] };
    },
    judge: ({ facts, reference, at }) =>
      refusing(own, () => {
        for (const fact of Array.isArray(facts) ? facts : []) rules.checkFact(fact);
        for (const ready of compiled) rules.evaluate(ready, Array.isArray(facts) ? facts : [], reference, at);
      }),
  }),
  subject<unknown>({
    name: 'reference',
    share: 2,
    mutate: (random) =>
      mutateJson(
        random,
        known.map(({ reference }) => reference),
      ),
    judge: (reference) =>
      refusing(own, () => {
        const checked = rules.checkReference(reference);
        const { facts, at } = known[0] as Known;
        for (const ready of compiled) rules.evaluate(ready, facts, checked, at);
      }),
  }),
  subject<unknown>({
    name: 'policy case',
    share: 2,
    mutate: (random) => mutateJson(random, cases),
    judge: (value) =>
      refusing(own, () => {
        const one = rules.checkCase(value);
        for (const ready of compiled) rules.runCase(ready, one);
      }),
  }),
  subject<unknown>({
    name: 'canonical JSON',
    share: 2,
    mutate: (random) => mutateJson(random, [...cases, ...expressions]),
    judge: (value) =>
      refusing(own, () => {
        const text = rules.canonicalJson(value);
        if (rules.canonicalJson(JSON.parse(text)) !== text) throw new Error('canonical JSON that changes');
      }),
  }),
];
