import { routes, type Client, type schemas } from '@tongxing/contract';
import type { Pack } from '@tongxing/rules';
import { signInStaff } from './checkpoint.ts';
import type { TestNode } from './node.ts';
import { grounds, hire, password, type Staff } from './staff.ts';

export interface RulesStaff {
  readonly editor: Staff;
  readonly approver: Staff;
  readonly other: Staff;
}

let hired = 0;

/** An editor and two approvers of a division, three people. */
export async function hireRulesStaff(node: TestNode, division: string = node.division): Promise<RulesStaff> {
  hired += 1;
  const as = async (role: schemas.StaffRole, number: number): Promise<Staff> => {
    const staff = await hire(node, { role, division, personnelNumber: `RS-${hired}-${number}` });
    return { ...staff, client: signingIn(node, staff) };
  };
  return {
    editor: await as('policy-editor', 1),
    approver: await as('policy-approver', 2),
    other: await as('policy-approver', 3),
  };
}

/** Signs in for each call: a session of staff ends half an hour after its last, and a release may be hours or days away. */
function signingIn(node: TestNode, { username, client }: Staff): Client {
  return {
    ...client,
    async call(route, request) {
      return (await signInStaff(node, { username, password })).call(route, request);
    },
  };
}

/** What is in force with another pack for the residents of a division. */
export async function draftWith(
  node: TestNode,
  editor: Staff,
  pack: Pack,
  { cases = [] as readonly unknown[], division = node.division } = {},
): Promise<string> {
  const body = {
    division,
    pack: JSON.stringify(pack),
    cases: cases.map((each) => JSON.stringify(each)),
    valueSets: [],
  };
  await editor.client.call(routes.draftPack, { body });
  const { packs } = await node.client.call(routes.getRulesInForce, {});
  const kept = packs.filter(
    ({ purpose, divisions }) => purpose !== pack.purpose || divisions.join() !== pack.divisions.join(),
  );
  const named = [...kept.map(({ id, version }) => ({ id, version })), { id: pack.id, version: pack.version }];
  const title = { zh: '试行规则', en: 'Rules on trial' };
  return (await editor.client.call(routes.createRelease, { body: { division, title, packs: named } })).releaseId;
}

/** Runs it over everybody, to the end. */
export async function simulated(
  node: TestNode,
  { editor }: RulesStaff,
  releaseId: string,
): Promise<schemas.Simulation> {
  const { simulationId } = await editor.client.call(routes.simulateRelease, { params: { releaseId }, body: {} });
  await node.settle();
  const { simulations } = await editor.client.call(routes.listSimulations, { params: { releaseId } });
  return simulations.find((each) => each.simulationId === simulationId)!;
}

/** Proposed by the editor, approved by the approver. */
export async function released(
  node: TestNode,
  staff: RulesStaff,
  releaseId: string,
  effectiveAt: string,
): Promise<void> {
  const approval = grounds(node, 'national-plan', 3650);
  const params = { releaseId };
  const { approvalId } = await staff.editor.client.call(routes.proposeRelease, {
    params,
    body: { effectiveAt, approval },
  });
  await staff.approver.client.call(routes.decideApproval, { params: { approvalId }, body: { decision: 'approve' } });
}

/** Proposed by one approver, approved by the other. */
export async function rolledBack(node: TestNode, { approver, other }: RulesStaff, releaseId: string): Promise<void> {
  const approval = grounds(node, 'wrong-colours', 7);
  const { approvalId } = await approver.client.call(routes.proposeRollback, {
    params: { releaseId },
    body: { approval },
  });
  await other.client.call(routes.decideApproval, { params: { approvalId }, body: { decision: 'approve' } });
}
