import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { populate } from '../../../test/population.ts';
import { hireRulesStaff, simulated, type RulesStaff } from '../../../test/rules-staff.ts';
import { untilSomebodyWaits } from '../../../test/somebody-waits.ts';
import { grounds } from '../../../test/staff.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { holdDecisions, holdRelease } from '../policy/index.ts';

let node: TestNode;
let staff: RulesStaff;
let releaseId: string;
let approvalId: string;

beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  staff = await hireRulesStaff(node);
});
afterAll(() => node.close());

/** A release of notices, drafted, simulated and proposed for the next minute. */
beforeEach(async () => {
  const { packs } = await node.client.call(routes.getRulesInForce, {});
  const title = { zh: '公告', en: 'A notice' };
  const body: schemas.ReleaseDraft = {
    division: '140000',
    title,
    packs: packs.map(({ id, version }) => ({ id, version })),
    notices: [title],
  };
  releaseId = (await staff.editor.client.call(routes.createRelease, { body })).releaseId;
  await simulated(node, staff, releaseId);
  const minute = new Date(Math.ceil((node.clock.now().getTime() + 1) / 60_000) * 60_000).toISOString();
  const approval = grounds(node, 'correction');
  const proposal = { params: { releaseId }, body: { effectiveAt: minute, approval } };
  approvalId = (await staff.editor.client.call(routes.proposeRelease, proposal)).approvalId;
});

const approve = () =>
  staff.approver.client.call(routes.decideApproval, { params: { approvalId }, body: { decision: 'approve' } });

const refusal = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'none',
    (error: unknown) => (error instanceof ProblemError ? error.code : Promise.reject(error as Error)),
  );

const stateOf = async () => (await staff.editor.client.call(routes.getRelease, { params: { releaseId } })).state;

/** A transaction that holds something until it is told to end. */
async function holding(hold: (tx: Tx) => Promise<void>): Promise<() => Promise<void>> {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let isHeld: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (isHeld = resolve));
  const done = transact(node.context.db, async (tx) => {
    await hold(tx);
    isHeld();
    await ended;
  });
  await held;
  return () => {
    end();
    return done;
  };
}

it('an approval waits until every decision in the making by the rules of before is stored', async () => {
  const end = await holding(holdRelease);
  let isApproved = false;
  const approving = approve().then(() => (isApproved = true));
  await untilSomebodyWaits(node, () => isApproved);
  const isEarly = isApproved;
  await end();
  await approving;
  expect(isEarly).toBe(false);
  expect(await stateOf()).toBe('approved');
});

it('who is decided while a release is being approved waits for it, and is decided by what is then in force', async () => {
  const end = await holding(holdDecisions);
  let isDecided = false;
  const deciding = populate(node, 1).then(() => (isDecided = true));
  await untilSomebodyWaits(node, () => isDecided);
  const isEarly = isDecided;
  await end();
  await deciding;
  expect(isEarly).toBe(false);
});

it('what is approved is what the approver was shown, to the last letter', async () => {
  await sql`update policy_release set content = jsonb_set(content, '{title,zh}', '"另一个标题"') where release_id = ${releaseId}`.execute(
    node.context.db,
  );
  expect(await refusal(approve())).toBe('release-outdated');
  expect(await stateOf()).toBe('proposed');
});

it('an approver approves no release whose simulation was taken away or is of another draft', async () => {
  await sql`update policy_simulation set state = 'stopped' where release_id = ${releaseId}`.execute(node.context.db);
  expect(await refusal(approve())).toBe('release-not-simulated');
  await sql`update policy_simulation set state = 'done', content_hash = '\\x00' where release_id = ${releaseId}`.execute(
    node.context.db,
  );
  expect(await refusal(approve())).toBe('release-not-simulated');
  expect(await stateOf()).toBe('proposed');
});

it('approved too late it begins at once, not in the past', async () => {
  node.clock.forward(3600);
  const now = node.clock.now();
  await approve();
  const { effectiveAt, state } = await staff.editor.client.call(routes.getRelease, { params: { releaseId } });
  expect([new Date(effectiveAt!), state]).toEqual([now, 'in-force']);
});
