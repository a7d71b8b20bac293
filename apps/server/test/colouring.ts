import { routes, type schemas } from '@tongxing/contract';
import { ago } from './citizen.ts';
import { day, hour } from './manual-clock.ts';
import { admin, type TestNode } from './node.ts';
import type { Person } from './people.ts';
import { grounds, hire, password, twoAdministrators, type Staff } from './staff.ts';
import { signInStaff } from './checkpoint.ts';

/** Officers of the control office of a division, each a person of their own; two administrators appoint who needs it. */
export async function controlOffice(node: TestNode) {
  const { second } = await twoAdministrators(node);
  let hired = 0;
  return {
    /** @param role health-data and policy-approver take two administrators */
    async officer(role: schemas.StaffRole, division: string): Promise<Staff> {
      hired += 1;
      const number = { personnelNumber: `TY-${String(1000 + hired)}` };
      const first = await signInStaff(node, admin);
      const username = `officer-${hired}`;
      const account = { username, password, role, division, ...number };
      const elevated = role === 'health-data' || role === 'policy-approver';
      if (!elevated) return hire(node, account);
      const approval = grounds(node, 'appointment', 300);
      const { staffId, approvalId } = await first.call(routes.createStaff, { body: { ...account, approval } });
      await decide(second, approvalId!, 'approve');
      return { staffId, username, client: await signInStaff(node, account) };
    },
    /** Signed in once more, where a session has ended meanwhile. */
    async again({ staffId, username }: Staff): Promise<Staff> {
      return { staffId, username, client: await signInStaff(node, { username, password }) };
    },
  };
}

export function decide({ client }: Pick<Staff, 'client'>, approvalId: string, decision: 'approve' | 'reject') {
  return client.call(routes.decideApproval, { params: { approvalId }, body: { decision } });
}

/** A list of close contacts of a case in Taiyuan's Xiaodian district, two days ago. */
export function contactList(
  node: TestNode,
  people: readonly Person[],
  draft: Partial<schemas.ColourListDraft> = {},
): schemas.ColourListDraft {
  return {
    division: '140100',
    subject: {
      kind: 'contacts',
      degree: 'close',
      places: [{ division: '140105', from: ago(node, 3 * day), to: ago(node, 2 * day) }],
    },
    approval: grounds(node, 'contact-tracing', 7),
    entries: people.map((person) => entryOf(node, person)),
    ...draft,
  };
}

export function entryOf(node: TestNode, { documentNumber }: Pick<Person, 'documentNumber'>): schemas.ListEntry {
  return { documentType: '10', documentNumber, since: ago(node, 2 * day) };
}

/** Fourteen days somewhere. */
export function staysIn(node: TestNode, division: string): schemas.Stay[] {
  return [{ division, from: ago(node, 13 * day), to: ago(node, hour) }];
}

/** Drafts, looks, proposes. */
export async function proposed({ client }: Staff, draft: schemas.ColourListDraft) {
  const { listId } = await client.call(routes.createColourList, { body: draft });
  const preview = await client.call(routes.previewColourList, { params: { listId } });
  const body = { previewHash: preview.hash };
  const { approvalId } = await client.call(routes.proposeColourList, { params: { listId }, body });
  return { listId, preview, approvalId };
}

/** The second person reads the preview and agrees; the node does what follows. */
export async function approveList(node: TestNode, by: Staff, list: { listId: string; approvalId: string }) {
  await by.client.call(routes.readListPreview, { params: { listId: list.listId } });
  await decide(by, list.approvalId, 'approve');
  await node.settle();
}
