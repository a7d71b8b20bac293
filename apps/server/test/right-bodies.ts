import { randomUUID } from 'node:crypto';
import { venueAt } from './checkpoint.ts';
import { atHome, claimOf, pledgeOf, well } from './citizen.ts';
import type { TestNode } from './node.ts';
import { contactList, entryOf } from './colouring.ts';
import { inventPerson, type Person } from './people.ts';
import { makeDeviceKey } from './phone.ts';
import { grounds } from './staff.ts';

const releaseDraft = {
  division: '140000',
  title: { zh: '新规则', en: 'New rules' },
  packs: [{ id: 'none', version: '1.0.0' }],
  doors: [{ places: ['mall'], staleDisplay: 'stop' }],
  texts: { contest: { zh: '请申诉', en: 'Contest it' } },
  notices: [{ zh: '通告', en: 'A notice' }],
};

/** The whole minute some seconds from now. */
function hence(at: TestNode, seconds: number): string {
  const minute = Math.ceil(at.clock.now().getTime() / 60_000) * 60_000;
  return new Date(minute + seconds * 1000).toISOString();
}

function groundOf(at: TestNode, ground: string) {
  return { ground, documentNumber: '晋疫控〔2026〕12号', endsAt: hence(at, 86_400 * 20) };
}

/** A body of the right shape for every route that takes one. */
export function rightBodies(at: TestNode, person: Person): Record<string, unknown> {
  const pledge = pledgeOf(at);
  const stays = atHome(at, person);
  const key = makeDeviceKey().described;
  const consent = { grade: 'asserted' };
  const { name, documentNumber, phone } = person;
  return {
    sendPhoneCode: { phone: inventPerson().phone },
    signIn: { phone, code: '123456' },
    verifyIdentity: claimOf(person),
    beginFaceCheck: { ...claimOf(person), channel: 'wechat' },
    sendPhoneChangeCode: { phone: inventPerson().phone },
    changePhone: { phone: inventPerson().phone, code: '123456' },
    sendOwnDataCode: { use: 'export' },
    exportOwnData: { code: '123456' },
    closeAccount: { code: '123456' },
    addDocument: claimOf(person),
    showDocument: { documentId: randomUUID() },
    addDependant: { relation: 'child', documentType: '10', documentNumber, name },
    confirmDependant: { code: '123456' },
    grantConsent: { audience: '370000', purpose: 'conversion', fields: ['colour'], codeChallenge: 'A'.repeat(43) },
    staffSignIn: { username: 'somebody', password: 'a long enough password' },
    createStaff: { username: 'somebody', password: 'a long enough password', role: 'guard', division: '140100' },
    changeOwnPassword: { password: 'a long enough password', newPassword: 'another long password' },
    changeStaff: { role: 'guard' },
    lookUpPerson: { documentType: '10', documentNumber, purpose: 'hotline-call', reference: 'HL-20261124-0001' },
    askTravelOutlook: { division: '140100', date: '2026-11-25' },
    askItineraryCard: { agreed: true },
    registerPreArrival: {
      originDivision: '370000',
      destination: '140100',
      travelDate: '2026-11-25',
      transport: 'train',
      consent: { grade: 'asserted' },
    },
    grantStandingConsent: { originDivision: '370000', scope: '140000', purpose: 'automatic-conversion', days: 30 },
    receiveArrivals: {
      eventId: randomUUID(),
      arrivals: [{ phone: '19900000001', division: '140100', transport: 'train', arrivedAt: hence(at, -60) }],
    },
    tellStatusLists: { have: [{ uri: 'http://127.0.0.1:9/s/abc0', issuedAt: 1 }] },
    tellRules: { division: '140100', date: '2026-11-25' },
    registerAtDoor: { text: 'TX1:0' },
    registerVisit: { text: 'TXV1:0', visit: 'AAAA' },
    askMovementPermit: { division: '140105', hours: 2 },
    issueMovementPermit: {
      documentType: '10',
      documentNumber,
      purpose: 'community-service',
      reference: 'CS-20261124-0001',
      division: '140105',
      hours: 2,
    },
    explainPerson: { documentType: '10', documentNumber, purpose: 'hotline-call', reference: 'HL-20261124-0001' },
    decideApproval: { decision: 'reject' },
    draftPack: { division: '140100', pack: '{}', cases: ['{}'], valueSets: [{ id: 'words', values: ['word'] }] },
    createRelease: releaseDraft,
    changeRelease: releaseDraft,
    proposeRelease: { effectiveAt: hence(at, 3600), approval: groundOf(at, 'national-plan') },
    proposeRollback: { approval: groundOf(at, 'wrong-colours') },
    simulateRelease: { sampleSize: 100, seed: 'seed' },
    declareHealth: { answers: well, pledge },
    declareItinerary: { stays, pledge },
    correctDeclaration: { answers: well, pledge },
    fileAppeal: {
      ground: 'not-mine',
      ruleId: 'sx-r2-contact',
      factId: randomUUID(),
      statement: '我从未到过那里。',
      departure: { mode: 'train', number: 'G1234', departsAt: new Date(at.clock.now().getTime() + 3_600_000) },
      originConsent: consent,
    },
    // The header of a screenshot: more is not looked at here.
    sendPicture: { content: 'iVBORw0KGgoAAAANSUhEUgAABDgAAAlgCAIAAADieBCC' },
    addAppealAttachment: { content: 'iVBORw0KGgo=' },
    askSecondLook: { statement: '请再看一次。' },
    applyForGreen: { releasedAt: new Date(at.clock.now().getTime() - 3_600_000), statement: '隔离已结束。' },
    fileAppealFor: {
      documentType: '10',
      documentNumber,
      reference: 'SQ-20261124-0001',
      appeal: {
        ground: 'review',
        statement: '请复核。',
        departure: { mode: 'train', number: 'G1234', departsAt: new Date(at.clock.now().getTime() + 3_600_000) },
      },
    },
    decideAppeal: { outcome: 'reject', answer: 'record-confirmed', text: '已核对。', factIds: [randomUUID()] },
    answerSourceCase: { finding: 'confirmed', text: '已核对。' },
    forwardAppeal: {
      requestId: randomUUID(),
      subject: { documentType: '10', documentNumber, name, phone },
      consent,
      statement: '不是我。',
      urgent: true,
    },
    answerHearing: { statement: '那天路过。' },
    concludeHearing: { outcome: 'explained' },
    applyForCode: { scope: '140100' },
    makeCode: { deviceId: randomUUID(), keys: [key] },
    createEnrolment: { venue: venueAt('140105') },
    enrolDevice: { enrolmentCode: 'A'.repeat(43), publicKey: key },
    findRegistrations: {
      documentType: '10',
      documentNumber,
      purpose: 'case-investigation',
      reference: 'LD-20261124-0001',
    },
    openShift: { username: 'guard-ty', password: 'not the right password' },
    lookUpDocument: { shiftId: randomUUID(), documentType: '10', documentNumber, name },
    createOrganisation: { kind: 'employer', division: '140105', name: '第一机床厂' },
    appointManagers: { staffIds: [randomUUID()] },
    readRosterOffer: { code: 'A'.repeat(43) },
    joinRoster: { code: 'A'.repeat(43), showName: 'masked', agreed: true },
    checkAtGate: { scanId: randomUUID(), text: 'TX1:ABC', document: { lastFour: '002X' }, temperature: 36.5 },
    verifyCode: { scanId: randomUUID(), text: 'TX1:ABC' },
    sendDeskPhoneCode: { phone: inventPerson().phone },
    changePhoneAtDesk: {
      documentType: '10',
      documentNumber,
      name,
      phone: inventPerson().phone,
      code: '123456',
      reference: 'SQ-20261124-0002',
    },
    saveConversionDraft: { originDivision: '370000', scope: '140100', destination: '140105', answers: well, stays },
    submitConversion: { consent, pledge },
    continueConversion: { consent, pledge },
    renewConversion: { pledge, stays },
    addConversionDocument: { content: 'iVBORw0KGgo=' },
    decideReview: { decision: 'approve', ground: 'documents-confirm', note: '已核对。' },
    applyForConversion: { originDivision: '370000', scope: '140100', consent, answers: well, stays, pledge },
    applyForFamily: {
      originDivision: '370000',
      scope: '140100',
      pledge,
      members: [{ consent, answers: well, stays, guardianConsent: true }],
    },
    declareTrip: {
      legs: [
        { division: '370102', arriveAt: hence(at, 86_400), leaveAt: hence(at, 172_800), kind: 'stay', handOn: true },
      ],
      answers: well,
      stays,
      pledge,
    },
    applyFromTrip: { scope: '140100', pledge },
    handOnTrip: {
      requestId: randomUUID(),
      subject: { documentType: '10', documentNumber, name, phone },
      offer: {
        division: '140105',
        arriveAt: hence(at, 86_400),
        leaveAt: hence(at, 172_800),
        declaredAt: hence(at, 0),
        answers: well,
        stays,
        consent,
      },
    },
    signInWithWechat: { loginCode: 'code', phoneCode: 'code' },
    signInWithAlipay: { authCode: 'code', encryptedPhone: { response: 'AAAA', sign: 'AAAA' } },
    beginSignOn: { codeChallenge: 'a'.repeat(43) },
    finishSignOn: { state: 'a'.repeat(43), code: 'code', codeVerifier: 'a'.repeat(43) },
    leaveConsentReturn: { codeChallenge: 'a'.repeat(43), authorizationCode: 'b'.repeat(43) },
    takeConsentReturn: { codeVerifier: 'a'.repeat(43) },
    grantSubscriptions: { channel: 'wechat', granted: [{ template: 'colour', count: 1 }] },
    receiveSmsReceipts: {
      receipts: [
        {
          messageId: 'sms-1',
          clientId: randomUUID(),
          to: phone,
          status: 'delivered',
          at: at.clock.now().toISOString(),
        },
      ],
    },
    recordCall: { outcome: 'reached' },
    createColourList: contactList(at, [person]),
    addListedPeople: { entries: [entryOf(at, person)] },
    proposeHeldResults: { approval: grounds(at, 'laboratory-report', 3) },
    proposeFallback: { state: 'started', approval: grounds(at, 'system-failure', 1) },
    proposeAreas: { previewHash: 'A'.repeat(43), approval: grounds(at, 'area-announced', 3) },
    leaveOutListed: { which: 'without-link' },
    proposeColourList: { previewHash: 'A'.repeat(43) },
    proposeManualColour: {
      person: { documentType: '10', documentNumber },
      colour: 'yellow',
      approval: grounds(at, 'test-order', 3),
      reference: 'TY-20261124-0001',
    },
    clearColour: {
      person: { documentType: '10', documentNumber },
      ground: 'source-error',
      orderNumber: '并疫控〔2026〕13号',
      reference: 'TY-20261124-0002',
    },
    reviewClearance: { decision: 'uphold' },
    endCodeHolder: { division: '370000' },
    applyForTransfer: {
      residence: '140105',
      consent: { grade: 'origin-session', authorizationCode: 'A'.repeat(43), codeVerifier: 'A'.repeat(43) },
    },
    decideTransfer: { decision: 'accept' },
    takeTransfer: {
      requestId: randomUUID(),
      subject: { documentType: '10', documentNumber, name, phone: person.phone },
      consent: { grade: 'origin-session', authorizationCode: 'A'.repeat(43), codeVerifier: 'A'.repeat(43) },
      residence: '370102',
    },
    planGuestStay: { leavesAt: hence(at, 86_400) },
    takeColourEvents: {
      requestId: randomUUID(),
      batch: 1,
      asOf: at.clock.now().toISOString(),
      contact: '0351-12345',
      events: [
        {
          eventId: randomUUID(),
          subscription: 'A'.repeat(43),
          sequence: 1,
          said: { colour: 'green', decidedAt: at.clock.now().toISOString(), releaseAt: null, validUntil: null },
        },
      ],
    },
    attest: {
      requestId: randomUUID(),
      purpose: 'conversion',
      subjects: [{ requestId: randomUUID(), subject: { documentType: '10', documentNumber, name, phone }, consent }],
    },
  };
}
