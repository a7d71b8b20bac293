import { ProblemError, routes, type schemas } from '@tongxing/contract';
import type { Pack } from '@tongxing/rules';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { hireRulesStaff, type RulesStaff } from '../../../test/rules-staff.ts';
import { travelCases, travelPack } from '../../../test/travel-pack.ts';

let node: TestNode;
let staff: RulesStaff;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  staff = await hireRulesStaff(node);
});
afterAll(() => node.close());

const county = '230102';
const good = travelPack('travel', county);

const hand = (pack: string, { cases = travelCases(county) as readonly unknown[], division = '140000' } = {}) => {
  const body: schemas.PackDraft = {
    division,
    pack,
    cases: cases.map((each) => JSON.stringify(each)),
    valueSets: [],
  };
  return staff.editor.client.call(routes.draftPack, { body });
};

/** The code of the refusal, and each finding's place and rule. */
async function refusal(call: Promise<unknown>): Promise<string[]> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [error.code, ...(error.problem.errors ?? []).map(({ path, rule }) => `${path} ${rule}`)];
  }
  return ['none'];
}

const stored = async () => (await node.context.db.selectFrom('policy_pack').select('pack_id').execute()).length;

const withRule = (change: Partial<Pack['rules'][number]>): string =>
  JSON.stringify({ ...good, rules: [{ ...good.rules[0], ...change }, good.rules[1]] });

it.each<[string, () => Promise<unknown>, string[]]>([
  ['no JSON', () => hand('{ "id"'), ['invalid-input', '/body/pack json']],
  ['in no form', () => hand(JSON.stringify({ ...good, grace: 'two days' })), ['pack-faulty', '/grace schema']],
  [
    'with a rule that cites no source',
    () => hand(withRule({ sources: ['R9'] })),
    ['pack-faulty', '/rules/0/sources/0 unknown-source'],
  ],
  [
    'that reads what it does not ask for',
    () => hand(withRule({ when: { '!': [{ var: 'cases' }] } })),
    ['pack-faulty', '/rules/0/when undeclared-input'],
  ],
  [
    'whose example has another colour than its rules',
    () => hand(JSON.stringify(good), { cases: [...travelCases(county), travelCases('230103')[0]] }),
    ['pack-faulty', '/cases/2/expected case-fails', '/cases/2/expected case-fails'],
  ],
  [
    'with an example in no form',
    () => hand(JSON.stringify(good), { cases: [{ ...travelCases(county)[0], expected: {} }] }),
    ['pack-faulty', '/cases/0/expected invalid-case'],
  ],
  [
    'for a division outside the draft’s own',
    () => hand(JSON.stringify(good), { division: '140100' }),
    ['pack-faulty', '/divisions/0 invalid-division'],
  ],
  ['for another province', () => hand(JSON.stringify(good), { division: '370000' }), ['not-permitted']],
])('a draft pack %s is refused at its place, and nothing is stored', async (_what, call, expected) => {
  const before = await stored();
  const found = await refusal(call());
  expect(found).toEqual(expected);
  expect(await stored()).toBe(before);
});

it('a draft pack in order is available, in force for nobody, and its version is taken from then on', async () => {
  expect(await hand(JSON.stringify(good))).toMatchObject({ id: 'travel', version: '1.0.0', cases: 2 });
  const { packs } = await node.client.call(routes.getRulesInForce, {});
  expect(packs.map(({ id }) => id)).not.toContain('travel');
  // The same once more is no change; another one under the same version is.
  expect(await hand(JSON.stringify(good))).toMatchObject({ id: 'travel' });
  expect(await refusal(hand(JSON.stringify({ ...good, grace: 'P1D' })))).toEqual(['pack-version-taken']);
});

it('nobody but staff reads a pack that is not released', async () => {
  const params = { id: 'travel', version: '1.0.0' };
  expect(await refusal(node.client.call(routes.getPack, { params }))).toEqual(['not-found']);
});
