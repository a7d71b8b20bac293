import { routes, type Client, type schemas } from '@tongxing/contract';
import { enrolCheckpoint, signInStaff } from '../checkpoint.ts';
import { verifiedCitizen, type Citizen } from '../citizen.ts';
import { type TestNode } from '../node.ts';
import { subjectIndex } from '../../src/features/identity/index.ts';
import { contentHash, inForce } from '../../src/features/policy/index.ts';
import { startRecolouring } from '../../src/features/recolouring/index.ts';
import { transact } from '../../src/platform/db.ts';
import { newId } from '../../src/platform/ids.ts';
import { inventPerson } from '../people.ts';
import { grounds, password, staffAccount } from '../staff.ts';
import { personIdOf } from '../told.ts';
import { areasIn, colouringIn, uploadIn } from './colouring-subjects.ts';
import { insertAppeals } from './appeal-subjects.ts';
import { insertReviews } from './review-subjects.ts';
import { insertTransfers } from './transfer-subjects.ts';
import type { Place } from './expected.ts';

/** The callers are staff of Taiyuan, 140100. */
export const divisions: Readonly<Record<Place, string>> = {
  own: '140100',
  below: '140105',
  above: '140000',
  beside: '140200',
};

/** Scans that wait in each place: together 10,000,000 in the caller's division, many more wherever it should not see. */
const waiting: Readonly<Record<string, number>> = {
  [divisions.own]: 5_000_000,
  [divisions.below]: 5_000_000,
  [divisions.above]: 500_000_000,
  [divisions.beside]: 50_000_000,
};

/** Something of every kind in a division, made by the administrator of the province. */
export async function subjectsIn(node: TestNode, province: Client, division: string) {
  const make = (account: Partial<schemas.StaffAccount>) =>
    province.call(routes.createStaff, { body: staffAccount({ division, ...account }) });
  const { staffId } = await make({ role: 'guard' });
  const { staffId: leavingId } = await make({ role: 'guard' });
  const hotline = staffAccount({ role: 'hotline', division });
  const { staffId: hotlineId } = await province.call(routes.createStaff, { body: hotline });
  const { approvalId } = await make({
    role: 'health-data',
    personnelNumber: `HD-${division}`,
    approval: grounds(node, 'appointment'),
  });
  const organisation = { kind: 'employer', division, name: '第一机床厂' } as const;
  const { organisationId } = await province.call(routes.createOrganisation, { body: organisation });
  const { deviceId, venueId } = await enrolCheckpoint(node, division);
  const sign = () => province.call(routes.issuePlaceSign, { params: { venueId } });
  const [{ signId }, { signId: goingSignId }] = [await sign(), await sign()];
  const now = node.clock.now();
  await node.context.db
    .insertInto('scan_unverified')
    .values({
      venue_id: venueId,
      upload_id: venueId,
      received_at: now,
      due_at: now,
      attempts: 0,
      size: waiting[division] ?? 0,
      batch_sealed: Buffer.alloc(0),
    })
    .execute();
  const recolouringId = await transact(node.context.db, (tx) =>
    startRecolouring(tx, node.context, { cause: { kind: 'list' }, people: { personIds: [] }, division }),
  );
  const citizen = await verifiedCitizen(node, inventPerson(division));
  const { person } = citizen;
  const reference = { documentType: '10', documentNumber: person.documentNumber };
  await node.context.db
    .insertInto('manual_registration')
    .values({
      venue_id: venueId,
      check_id: venueId,
      registered_at: now,
      received_at: now,
      document_type: '10',
      document_index: subjectIndex(node.context, reference),
      document_sealed: node.context.seal.seal('document', person.documentNumber),
      name_sealed: node.context.seal.seal('name', person.name),
    })
    .execute();
  const caller = await signInStaff(node, { username: hotline.username, password });
  await caller.call(routes.lookUpPerson, { body: lookup(person.documentNumber) });
  const callId = await openCall(node, citizen, division);
  const releaseId = await draftedRelease(node, division);
  const appeals = await insertAppeals(node, await personIdOf(node, citizen), division);
  const reviews = await insertReviews(node, await personIdOf(node, citizen), division);
  const transfers = await insertTransfers(node, await personIdOf(node, citizen), division);
  const coloured = await colouringIn(node, citizen, division);
  return {
    callId,
    venueId,
    signId,
    goingSignId,
    ...coloured,
    ...transfers,
    recolouringId,
    releaseId,
    staffId,
    leavingId,
    hotlineId,
    deviceId,
    organisationId,
    approvalId: approvalId ?? 'none',
    uploadId: await uploadIn(node, division),
    areaListId: await areasIn(node, division),
    documentNumber: person.documentNumber,
    personName: person.name,
    ...appeals,
    ...reviews,
  };
}

/** A draft of what is in force. */
export async function draftedRelease(node: TestNode, division: string): Promise<string> {
  const { db } = node.context;
  const now = node.clock.now();
  const { content } = await inForce(db, now);
  const row = {
    release_id: newId(now),
    division,
    content: JSON.stringify(content),
    content_hash: contentHash(content),
  };
  await db
    .insertInto('policy_release')
    .values({ ...row, drafted_at: now, changed_at: now })
    .execute();
  return row.release_id;
}

/** Somebody whom no message has reached. */
async function openCall(node: TestNode, citizen: Citizen, division: string): Promise<string> {
  const personId = await personIdOf(node, citizen);
  const callId = newId(node.clock.now());
  const at = node.clock.now();
  await node.context.db.insertInto('call_person').values({ call_id: callId, person_id: personId }).execute();
  const call = {
    person_id: personId,
    call_id: callId,
    division,
    state: 'open',
    opened_at: at,
    call_after: at,
    failed_calls: 0,
  };
  await node.context.db.insertInto('community_call').values(call).execute();
  return callId;
}

export function lookup(documentNumber: string, purpose = 'hotline-call'): schemas.PersonLookup {
  return { documentType: '10', documentNumber, purpose: purpose as 'hotline-call', reference: 'HL-20261124-0001' };
}
