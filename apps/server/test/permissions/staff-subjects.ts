import { randomUUID } from 'node:crypto';
import { routes, type Client, type schemas } from '@tongxing/contract';
import { entryOf } from '../colouring.ts';
import { enrolCheckpoint, signInStaff, venueAt } from '../checkpoint.ts';
import { verifiedCitizen, type Citizen } from '../citizen.ts';
import { admin, type TestNode } from '../node.ts';
import { subjectIndex } from '../../src/features/identity/index.ts';
import { contentHash, inForce } from '../../src/features/policy/index.ts';
import { startRecolouring } from '../../src/features/recolouring/index.ts';
import { transact } from '../../src/platform/db.ts';
import { newId } from '../../src/platform/ids.ts';
import { inventPerson } from '../people.ts';
import { grounds, password, staffAccount } from '../staff.ts';
import { personIdOf } from '../told.ts';
import { areasIn, colouringIn, placed, uploadIn } from './colouring-subjects.ts';
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

/** One try: what is sent, and a text that stands in the answer only if the subject is shown. */
export interface Try {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly shows?: string;
}

export type Tries = Readonly<Record<string, (place: Place, role: schemas.StaffRole) => Try>>;

/** Scans that wait in each place: together 10,000,000 in the caller's division, many more wherever it should not see. */
const waiting: Readonly<Record<string, number>> = {
  [divisions.own]: 5_000_000,
  [divisions.below]: 5_000_000,
  [divisions.above]: 500_000_000,
  [divisions.beside]: 50_000_000,
};

const purposes: Partial<Record<schemas.StaffRole, string>> = {
  community: 'community-service',
  reviewer: 'appeal-review',
  'health-data': 'case-investigation',
};

/** Something of every kind in every place, made by the administrator of the province, and how each route of staff is tried on it. */
export async function makeSubjects(node: TestNode): Promise<Tries> {
  const province = await signInStaff(node, admin);
  const at = await Promise.all(
    Object.entries(divisions).map(async ([place, division]) => [place, await subjectsIn(node, province, division)]),
  );
  const subjects = Object.fromEntries(at) as Record<Place, Awaited<ReturnType<typeof subjectsIn>>>;
  return {
    createStaff: (place) => ({ body: staffAccount({ role: 'guard', division: divisions[place] }) }),
    listStaff: (place) => ({ shows: subjects[place].staffId }),
    changeStaff: (place) => ({ params: { staffId: subjects[place].staffId }, body: { role: 'guard' } }),
    disableStaff: (place) => ({ params: { staffId: subjects[place].leavingId } }),
    resetStaffPassword: (place) => ({ params: { staffId: subjects[place].staffId } }),
    createOrganisation: (place) => ({ body: { kind: 'school', division: divisions[place], name: '第一小学' } }),
    appointManagers: (place) => ({
      params: { organisationId: subjects[place].organisationId },
      body: { staffIds: [] },
    }),
    listOrganisations: (place) => ({ shows: subjects[place].organisationId }),
    createEnrolment: (place) => ({ body: { venue: venueAt(divisions[place]) } }),
    revokeDevice: (place) => ({ params: { deviceId: subjects[place].deviceId } }),
    issuePlaceSign: (place) => ({ params: { venueId: subjects[place].venueId } }),
    listPlaceSigns: (place) => ({
      params: { venueId: subjects[place].venueId },
      shows: subjects[place].signId,
    }),
    getPlaceSignSheet: (place) => ({ params: { venueId: subjects[place].venueId, signId: subjects[place].signId } }),
    revokePlaceSign: (place) => ({ params: { venueId: subjects[place].venueId, signId: subjects[place].goingSignId } }),
    // One sum for all rows: it begins with the digits of its largest part.
    getScanBacklog: (place) => ({ shows: place === 'own' || place === 'below' ? '"scans":1000' : '"scans":5' }),
    findRegistrations: (place, role) => ({
      body: lookup(subjects[place].documentNumber, purposes[role]),
      shows: subjects[place].venueId,
    }),
    lookUpPerson: (place, role) => ({
      body: lookup(subjects[place].documentNumber, purposes[role]),
      shows: '"found":true',
    }),
    // Longer than the province offers: of who is found it is said.
    issueMovementPermit: (place, role) => ({
      body: { ...lookup(subjects[place].documentNumber, purposes[role]), division: '140105', hours: 24 },
      shows: 'permit-not-offered',
    }),
    explainPerson: (place, role) => ({
      body: lookup(subjects[place].documentNumber, purposes[role]),
      shows: '"found":true',
    }),
    auditAccessRecords: (place) => ({ shows: subjects[place].hotlineId }),
    getCallList: (place) => ({ shows: subjects[place].callId }),
    recordCall: (place) => ({ params: { callId: subjects[place].callId }, body: { outcome: 'not-reached' } }),
    listRecolourings: (place) => ({ shows: subjects[place].recolouringId }),
    ...appealTries((place) => subjects[place]),
    // Nothing is sent: whoever is let in is told that the file is empty.
    uploadTable: (place) => ({
      params: { uploadId: randomUUID() },
      query: { kind: 'nat', division: divisions[place] },
    }),
    getUpload: (place) => ({ params: { uploadId: subjects[place].uploadId } }),
    getUploadFaults: (place) => ({ params: { uploadId: subjects[place].uploadId } }),
    listUploads: (place) => ({ shows: subjects[place].uploadId }),
    createColourList: (place) => ({ body: placed(node, divisions[place]) }),
    addListedPeople: (place) => ({
      params: { listId: subjects[place].listId },
      body: { entries: [entryOf(node, inventPerson(divisions[place]))] },
    }),
    leaveOutListed: (place) => ({ params: { listId: subjects[place].listId }, body: { which: 'without-link' } }),
    previewColourList: (place) => ({ params: { listId: subjects[place].listId } }),
    readListPreview: (place) => ({ params: { listId: subjects[place].listId } }),
    proposeColourList: (place) => ({
      params: { listId: subjects[place].listId },
      body: { previewHash: 'A'.repeat(43) },
    }),
    withdrawColourList: (place) => ({ params: { listId: subjects[place].listId } }),
    listColourLists: (place) => ({ shows: subjects[place].listId }),
    previewAreas: (place) => ({ params: { areaListId: subjects[place].areaListId } }),
    proposeAreas: (place) => ({
      params: { areaListId: subjects[place].areaListId },
      body: { previewHash: 'A'.repeat(43), approval: grounds(node, 'area-announced', 3) },
    }),
    proposeHeldResults: (place) => ({
      params: { uploadId: subjects[place].uploadId },
      body: { approval: grounds(node, 'laboratory-report', 3) },
    }),
    withdrawAreas: (place) => ({ params: { areaListId: subjects[place].areaListId } }),
    proposeManualColour: (place) => ({
      body: {
        person: { documentType: '10', documentNumber: subjects[place].documentNumber },
        colour: 'yellow',
        approval: grounds(node, 'test-order', 3),
        reference: 'TY-20261124-0001',
      },
    }),
    readManualColour: (place) => ({ params: { manualColourId: subjects[place].manualColourId } }),
    liftManualColour: (place) => ({ params: { manualColourId: subjects[place].manualColourId } }),
    listManualColours: (place) => ({ shows: subjects[place].manualColourId }),
    clearColour: (place) => ({
      body: {
        person: { documentType: '10', documentNumber: subjects[place].documentNumber },
        ground: 'source-error',
        orderNumber: '并疫控〔2026〕13号',
        reference: 'TY-20261124-0002',
      },
    }),
    listClearances: (place) => ({ shows: subjects[place].clearanceId }),
    reviewClearance: (place) => ({
      params: { clearanceId: subjects[place].clearanceId },
      body: { decision: 'uphold' },
    }),
    listApprovals: (place) => ({ shows: subjects[place].approvalId }),
    draftPack: (place) => ({ body: { division: divisions[place], pack: '{}', cases: [], valueSets: [] } }),
    createRelease: (place) => ({ body: releaseDraft(divisions[place]) }),
    changeRelease: (place) => ({
      params: { releaseId: subjects[place].releaseId },
      body: releaseDraft(divisions[place]),
    }),
    listReleases: (place) => ({ shows: subjects[place].releaseId }),
    getRelease: (place) => ({ params: { releaseId: subjects[place].releaseId } }),
    proposeRelease: (place) => ({
      params: { releaseId: subjects[place].releaseId },
      body: { effectiveAt: grounds(node, '', 1).endsAt, approval: grounds(node, 'national-plan') },
    }),
    proposeRollback: (place) => ({
      params: { releaseId: subjects[place].releaseId },
      body: { approval: grounds(node, 'wrong-colours') },
    }),
    simulateRelease: (place) => ({ params: { releaseId: subjects[place].releaseId }, body: {} }),
    listSimulations: (place) => ({ params: { releaseId: subjects[place].releaseId } }),
    decideApproval: (place) => ({ params: { approvalId: subjects[place].approvalId }, body: { decision: 'reject' } }),
  };
}

function appealTries(at: (place: Place) => Awaited<ReturnType<typeof subjectsIn>>): Tries {
  const appeal = (place: Place) => ({ appealId: at(place).appealId });
  const decided = (place: Place) => ({ appealId: at(place).decidedId });
  const text = '已核对。';
  return {
    fileAppealFor: (place) => {
      const filing = { ground: 'review', statement: '请复核。' };
      const { documentNumber } = at(place);
      return { body: { documentType: '10', documentNumber, reference: 'SQ-20261124-0001', appeal: filing } };
    },
    listAppealQueue: (place) => ({ shows: at(place).appealId }),
    readAppealCase: (place) => ({ params: appeal(place) }),
    readAppealDispute: (place) => ({ params: appeal(place) }),
    readAppealAttachment: (place) => ({ params: { ...appeal(place), attachmentId: at(place).attachmentId } }),
    decideAppeal: (place) => ({
      params: decided(place),
      body: { outcome: 'reject', answer: 'record-confirmed', text },
    }),
    listSourceCases: (place) => ({ shows: at(place).appealId }),
    answerSourceCase: (place) => ({ params: decided(place), body: { finding: 'confirmed', text } }),
    changePhoneAtDesk: (place) => ({
      body: {
        documentType: '10',
        documentNumber: at(place).documentNumber,
        name: at(place).personName,
        phone: inventPerson().phone,
        code: '123456',
        reference: 'SQ-20261124-0002',
      },
    }),
    listTransferCases: (place) => ({ shows: at(place).transferId }),
    decideTransfer: (place) => ({
      params: { transferId: at(place).transferToDecideId },
      body: { decision: 'reject', ground: 'address-unclear' },
    }),
    listReviews: (place) => ({ shows: at(place).reviewId }),
    claimReview: (place) => ({ params: { reviewId: at(place).reviewId } }),
    readReviewDocument: (place) => ({ params: { reviewId: at(place).reviewId, documentId: at(place).documentId } }),
    decideReview: (place) => ({
      params: { reviewId: at(place).toDecideId },
      body: { decision: 'approve', ground: 'documents-confirm', note: text },
    }),
    listHearingQueue: (place) => ({ shows: at(place).hearingId }),
    concludeHearing: (place) => ({ params: { hearingId: at(place).concludedId }, body: { outcome: 'explained' } }),
  };
}

async function subjectsIn(node: TestNode, province: Client, division: string) {
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

/** Names a pack that there is not, so that nobody changes anything. */
function releaseDraft(division: string): schemas.ReleaseDraft {
  return { division, title: { zh: '测试', en: 'A test' }, packs: [{ id: 'none', version: '1.0.0' }] };
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

function lookup(documentNumber: string, purpose = 'hotline-call'): schemas.PersonLookup {
  return { documentType: '10', documentNumber, purpose: purpose as 'hotline-call', reference: 'HL-20261124-0001' };
}
