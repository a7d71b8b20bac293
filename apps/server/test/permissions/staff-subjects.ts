import { randomUUID } from 'node:crypto';
import { type schemas } from '@tongxing/contract';
import { entryOf } from '../colouring.ts';
import { signInStaff, venueAt } from '../checkpoint.ts';
import { admin, type TestNode } from '../node.ts';
import { inventPerson } from '../people.ts';
import { grounds, staffAccount } from '../staff.ts';
import { placed } from './colouring-subjects.ts';
import type { Place } from './expected.ts';
import { divisions, lookup, subjectsIn } from './subjects.ts';

/** One try: what is sent, and a text that stands in the answer only if the subject is shown. */
export interface Try {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly shows?: string;
}

export type Tries = Readonly<Record<string, (place: Place, role: schemas.StaffRole) => Try>>;

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

/** Names a pack that there is not, so that nobody changes anything. */
function releaseDraft(division: string): schemas.ReleaseDraft {
  return { division, title: { zh: '测试', en: 'A test' }, packs: [{ id: 'none', version: '1.0.0' }] };
}
