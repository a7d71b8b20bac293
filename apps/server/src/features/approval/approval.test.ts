import type { schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logEntries } from '../../../test/log-entries.ts';
import { day, hour } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { untilSomebodyWaits } from '../../../test/somebody-waits.ts';
import { grounds } from '../../../test/staff.ts';
import { dumpTables } from '../../../test/tables.ts';
import { transact } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { decide } from './decide.ts';
import type { ApprovalKind, ApprovedProposal } from './kind.ts';
import { propose, type Proposal } from './propose.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

/** A kind of a test's own: what was carried out, and whether it can be. */
const carriedOut: ApprovedProposal[] = [];
let possible = true;
/** What happens while something is being carried out. */
let meanwhile: (() => Promise<void>) | undefined;
const kind: ApprovalKind = {
  name: 'staff-role-elevation',
  proposers: ['reviewer'],
  deciders: ['policy-approver'],
  maximumDays: 10,
  describe: () => [],
  carryOut: async (tx, approved) => {
    await tx.deleteFrom('peer_nonce').execute();
    if (!possible) throw new Refusal('not-found');
    const happening = meanwhile;
    meanwhile = undefined;
    await happening?.();
    carriedOut.push(approved);
  },
};

const person = (staffId: string, role: schemas.StaffRole, more: Partial<StaffPrincipal> = {}): StaffPrincipal => ({
  kind: 'staff',
  staffId: `019aa2f4-7c1e-7000-8000-00000000${staffId}`,
  role,
  division: '140100',
  personIndex: Buffer.from(staffId),
  passwordResetAt: null,
  tokenHash: Buffer.alloc(32),
  ...more,
});
const proposer = person('0001', 'reviewer');
const decider = person('0002', 'policy-approver');

const deps = () => ({ ...node.context, approvalKinds: [kind] });
const put = (proposal: Partial<Proposal> = {}) =>
  transact(node.context.db, (tx) =>
    propose(tx, deps(), {
      kind: kind.name,
      subject: 'somebody',
      division: '140105',
      ground: grounds(node, 'appointment', 5),
      payload: { secret: 'planted in a payload' },
      proposedBy: proposer,
      ...proposal,
    }),
  );
const refusal = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'none';
};
const decided = async (by: StaffPrincipal, proposal: Partial<Proposal> = {}) =>
  refusal(decide(deps(), by, await put(proposal), 'approve'));

describe('a proposal', () => {
  it('is made by the roles of its kind, within their division', async () => {
    expect(await refusal(put())).toBe('none');
    expect(await refusal(put({ proposedBy: person('0001', 'admin') }))).toBe('not-permitted');
    expect(await refusal(put({ division: '140200' }))).toBe('not-permitted');
    expect(await refusal(put({ division: '140000' }))).toBe('not-permitted');
  });

  it('needs a ground of its kind, and an end after now and within its kind’s maximum', async () => {
    const now = node.clock.now().getTime();
    const with_ = (ground: Partial<schemas.ApprovalGround>) =>
      refusal(put({ ground: { ...grounds(node, 'appointment', 5), ...ground } }));
    expect(await with_({ ground: 'because' })).toBe('approval-invalid');
    expect(await with_({ ground: 'toString' })).toBe('approval-invalid');
    const ending = (seconds: number) => with_({ endsAt: new Date(now + seconds * 1000).toISOString() });
    expect(await ending(0)).toBe('approval-invalid');
    expect(await ending(1)).toBe('none');
    expect(await ending(10 * day)).toBe('none');
    expect(await ending(10 * day + 1)).toBe('approval-invalid');
    node.clock.set('2026-11-28T08:00:00+08:00');
    expect(await with_({ endsAt: '2026-11-31T08:00:00+08:00' })).toBe('approval-invalid');
    expect(await with_({ endsAt: '2026-12-01T08:00:00+08:00' })).toBe('none');
  });

  it('says what is wrong with it, place by place', async () => {
    const ground = { ground: 'because', documentNumber: '晋疫控〔2026〕12号', endsAt: '2000-01-01T00:00:00+08:00' };
    await expect(put({ ground })).rejects.toMatchObject({
      more: {
        errors: [
          { path: '/ground', rule: 'one of appointment, deputising, emergency-duty, renewal' },
          { path: '/endsAt', rule: 'after now and within 10 days' },
        ],
      },
    });
  });

  it('is not made by an account without a personnel number, or a day after its password was reset', async () => {
    expect(await refusal(put({ proposedBy: person('0001', 'reviewer', { personIndex: null }) }))).toBe(
      'personnel-number-missing',
    );
    const reset = (seconds: number) =>
      person('0001', 'reviewer', { passwordResetAt: new Date(node.clock.now().getTime() - seconds * 1000) });
    expect(await refusal(put({ proposedBy: reset(24 * hour - 1) }))).toBe('approval-too-early');
    expect(await refusal(put({ proposedBy: reset(24 * hour) }))).toBe('none');
  });

  it('of a kind that the node does not know is an error of the program', async () => {
    const unknown = { ...node.context, approvalKinds: [] };
    const work = transact(node.context.db, (tx) =>
      propose(tx, unknown, {
        kind: kind.name,
        subject: 'somebody',
        division: '140105',
        ground: grounds(node, 'appointment', 5),
        payload: {},
        proposedBy: proposer,
      }),
    );
    await expect(work).rejects.toThrow('no kind of approval is called staff-role-elevation');
  });

  it('keeps its payload sealed', async () => {
    await put();
    expect(await dumpTables(node.context.db)).not.toMatch(
      /planted in a payload|706c616e74656420696e2061207061796c6f6164/,
    );
  });
});

describe('the second person', () => {
  it('is another person, with the role that the kind demands, in a division that contains the proposal’s', async () => {
    expect(await decided(decider)).toBe('none');
    expect(await decided(person('0002', 'reviewer'))).toBe('not-permitted');
    expect(await decided({ ...decider, division: '140200' })).toBe('not-found');
    expect(await decided({ ...decider, division: '140106' })).toBe('not-found');
    expect(await decided({ ...decider, division: '140105' })).toBe('none');
  });

  it('is never the proposer: not under the same account, not under another one of hers', async () => {
    const same = person('0001', 'policy-approver', { personIndex: Buffer.from('another number') });
    expect(await decided(same)).toBe('approval-same-person');
    const twoAccounts = person('0002', 'policy-approver', { personIndex: proposer.personIndex });
    expect(await decided(twoAccounts)).toBe('approval-same-person');
  });

  it('has a personnel number, and a password that nobody else has set a moment ago', async () => {
    expect(await decided({ ...decider, personIndex: null })).toBe('personnel-number-missing');
    const reset = (seconds: number) => new Date(node.clock.now().getTime() - seconds * 1000);
    expect(await decided({ ...decider, passwordResetAt: reset(24 * hour - 1) })).toBe('approval-too-early');
    expect(await decided({ ...decider, passwordResetAt: reset(24 * hour) })).toBe('none');
  });

  it('has it carried out once, in the transaction of the decision', async () => {
    carriedOut.length = 0;
    const ground = grounds(node, 'appointment', 5);
    const approvalId = await put({ ground });
    expect(await decide(deps(), decider, approvalId, 'approve')).toBe('approved');
    expect(await refusal(decide(deps(), decider, approvalId, 'approve'))).toBe('approval-closed');
    expect(await refusal(decide(deps(), decider, approvalId, 'reject'))).toBe('approval-closed');
    const { staffId: proposedBy } = proposer;
    const { staffId: decidedBy, division: deciderDivision } = decider;
    const endsAt = new Date(ground.endsAt);
    const payload = { secret: 'planted in a payload' };
    const of = { approvalId, subject: 'somebody', division: '140105', endsAt, payload };
    const once = { ...of, proposedBy, decidedBy, deciderDivision };
    expect(carriedOut).toEqual([once]);
  });

  it('and a third at the same moment have it carried out once', async () => {
    carriedOut.length = 0;
    const approvalId = await put();
    let third: string | undefined;
    meanwhile = async () => {
      const attempt = decide(deps(), person('0003', 'policy-approver'), approvalId, 'approve');
      void refusal(attempt).then((answer) => (third = answer));
      await untilSomebodyWaits(node, () => third !== undefined);
    };
    expect(await decide(deps(), decider, approvalId, 'approve')).toBe('approved');
    await expect.poll(() => third).toBe('approval-closed');
    expect(carriedOut).toHaveLength(1);
  });

  it('rejects, and nothing is carried out', async () => {
    carriedOut.length = 0;
    const approvalId = await put();
    expect(await decide(deps(), decider, approvalId, 'reject')).toBe('rejected');
    expect(await refusal(decide(deps(), decider, approvalId, 'approve'))).toBe('approval-closed');
    expect(carriedOut).toEqual([]);
  });

  it('changes nothing when it cannot be carried out: the proposal stays open and the log silent', async () => {
    const before = (await logEntries(node, 'approval')).length;
    const nonce = { nonce_hash: Buffer.from('kept'), expires_at: node.clock.now() };
    await node.context.db.insertInto('peer_nonce').values(nonce).execute();
    const approvalId = await put();
    possible = false;
    expect(await refusal(decide(deps(), decider, approvalId, 'approve'))).toBe('not-found');
    possible = true;
    expect(await node.context.db.selectFrom('peer_nonce').select('nonce_hash').execute()).toHaveLength(1);
    expect((await logEntries(node, 'approval')).length).toBe(before + 1);
    expect(await decide(deps(), decider, approvalId, 'approve')).toBe('approved');
  });
});

describe('a proposal that nobody decides', () => {
  it('is closed to deciders after the province’s three days, before anybody has looked, and then marked and logged', async () => {
    const ground = grounds(node, 'appointment', 9);
    const approvalId = await put({ ground });
    node.clock.forward(72 * hour - 1);
    const inTime = await put({ ground });
    expect(await refusal(decide(deps(), decider, inTime, 'reject'))).toBe('none');
    node.clock.forward(1);
    expect(await refusal(decide(deps(), decider, approvalId, 'approve'))).toBe('approval-closed');
    await node.tick('approval.expired');
    const state = await node.context.db
      .selectFrom('approval')
      .select('state')
      .where('approval_id', '=', approvalId)
      .executeTakeFirstOrThrow();
    expect(state).toEqual({ state: 'expired' });
    expect((await logEntries(node, 'approval')).filter((entry) => entry['approval'] === approvalId)).toMatchObject([
      { event: 'proposed' },
      { event: 'expired', decidedBy: null },
    ]);
  });

  it('is closed as well when its own end has come', async () => {
    const approvalId = await put({ ground: grounds(node, 'appointment', 1) });
    node.clock.forward(day);
    expect(await refusal(decide(deps(), decider, approvalId, 'approve'))).toBe('approval-closed');
  });
});
