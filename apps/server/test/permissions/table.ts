import type { Access, routes, schemas } from '@tongxing/contract';

/** Who may call a route: the access of the contract, and for staff how a caller is answered where the subject lies elsewhere. */
export type Row = Exclude<Access, object> | StaffRow;

export interface StaffRow {
  readonly staff: readonly schemas.StaffRole[];
  readonly scope: 'self' | 'own-division';
  readonly divisionOf?: string;
  /** The answer about a subject in a wider division or in one beside. Only where the scope is the own division. */
  readonly elsewhere?: 'not-permitted' | 'not-found' | 'not shown';
  /** Where what is acted on decides further: these of the roles for what the test tries, and how the others are answered. */
  readonly tried?: {
    readonly what: string;
    readonly staff: readonly schemas.StaffRole[];
    readonly others: 'not-permitted' | 'not shown';
  };
}

export const roles = [
  'guard',
  'reviewer',
  'community',
  'policy-editor',
  'policy-approver',
  'health-data',
  'hotline',
  'content',
  'auditor',
  'admin',
] as const satisfies readonly schemas.StaffRole[];

const self = { staff: roles, scope: 'self' } as const;
const account = { staff: ['admin'], scope: 'own-division', divisionOf: 'the account', elsewhere: 'not-found' } as const;
const parties = ['reviewer', 'community', 'policy-editor', 'policy-approver', 'health-data', 'admin'] as const;
const ofList = {
  staff: ['health-data'],
  scope: 'own-division',
  divisionOf: 'the list',
  elsewhere: 'not-found',
} as const;
const ofPerson = { scope: 'own-division', divisionOf: 'the person', elsewhere: 'not-found' } as const;
const overseen = {
  staff: ['health-data', 'policy-approver', 'auditor'],
  scope: 'own-division',
  divisionOf: 'each row',
  elsewhere: 'not shown',
} as const;
const elevation = 'staff-role-elevation';
const draftsOfRules = {
  staff: ['policy-editor'],
  scope: 'own-division',
  divisionOf: '/body/division',
  elsewhere: 'not-permitted',
} as const;
const ofRelease = { scope: 'own-division', divisionOf: 'the release', elsewhere: 'not-found' } as const;
const rulesReaders = ['policy-editor', 'policy-approver', 'auditor'] as const;

const ofReviewers = {
  staff: ['reviewer'],
  scope: 'own-division',
  divisionOf: 'the appeal',
  elsewhere: 'not-found',
} as const;

/** Every route there is. A route that is not here fails the test; so does one whose access in the served document is another. */
export const permissionTable: Readonly<Record<keyof typeof routes, Row>> = {
  sendPhoneCode: 'public',
  signIn: 'public',
  signOut: 'account',
  verifyIdentity: 'account',
  getMe: 'account',
  sendPhoneChangeCode: 'account',
  changePhone: 'account',
  addDocument: 'citizen',
  listDocuments: 'citizen',
  showDocument: 'citizen',
  addDependant: 'citizen',
  confirmDependant: 'citizen',
  listDependants: 'citizen',
  endDependant: 'citizen',
  listGuardians: 'citizen',
  grantConsent: 'citizen',
  listConsents: 'citizen',
  withdrawConsent: 'citizen',
  listAccessRecords: 'citizen',
  staffSignIn: 'public',
  staffSignOut: self,
  getOwnStaffAccount: self,
  changeOwnPassword: self,
  createStaff: {
    staff: ['admin'],
    scope: 'own-division',
    divisionOf: '/body/division',
    elsewhere: 'not-permitted',
  },
  listStaff: { staff: ['admin', 'auditor'], scope: 'own-division', divisionOf: 'each row', elsewhere: 'not shown' },
  changeStaff: account,
  disableStaff: account,
  resetStaffPassword: account,
  lookUpPerson: {
    staff: ['hotline', 'community', 'reviewer', 'health-data'],
    scope: 'own-division',
    divisionOf: 'the person',
    elsewhere: 'not shown',
  },
  auditAccessRecords: { staff: ['auditor'], scope: 'own-division', divisionOf: 'each row', elsewhere: 'not shown' },
  listRecolourings: {
    staff: ['policy-editor', 'policy-approver', 'health-data', 'auditor', 'admin'],
    scope: 'own-division',
    divisionOf: 'each row',
    elsewhere: 'not shown',
  },
  listApprovals: {
    staff: [...parties, 'auditor'],
    scope: 'own-division',
    divisionOf: 'each row',
    elsewhere: 'not shown',
    tried: { what: elevation, staff: ['admin', 'auditor'], others: 'not shown' },
  },
  decideApproval: {
    staff: parties,
    scope: 'own-division',
    divisionOf: 'the proposal',
    elsewhere: 'not-found',
    tried: { what: elevation, staff: ['admin'], others: 'not-permitted' },
  },
  withdrawApproval: { staff: parties, scope: 'self' },
  draftPack: draftsOfRules,
  getPack: 'public',
  getRulesInForce: 'public',
  createRelease: draftsOfRules,
  changeRelease: { staff: ['policy-editor'], ...ofRelease },
  listReleases: { staff: rulesReaders, scope: 'own-division', divisionOf: 'each row', elsewhere: 'not shown' },
  getRelease: { staff: rulesReaders, ...ofRelease },
  proposeRelease: { staff: ['policy-editor'], ...ofRelease },
  proposeRollback: { staff: ['policy-editor', 'policy-approver'], ...ofRelease },
  simulateRelease: { staff: ['policy-editor', 'policy-approver'], ...ofRelease },
  listSimulations: { staff: rulesReaders, ...ofRelease },
  fileAppeal: 'citizen',
  listAppeals: 'citizen',
  getAppeal: 'citizen',
  addAppealAttachment: 'citizen',
  askSecondLook: 'citizen',
  getCorrectionCertificate: 'citizen',
  applyForGreen: 'citizen',
  listHearings: 'citizen',
  answerHearing: 'citizen',
  getAppealStatistics: 'public',
  fileAppealFor: {
    staff: ['community', 'hotline'],
    scope: 'own-division',
    divisionOf: 'the person',
    elsewhere: 'not-found',
  },
  listAppealQueue: { staff: ['reviewer'], scope: 'own-division', divisionOf: 'each row', elsewhere: 'not shown' },
  readAppealCase: ofReviewers,
  readAppealAttachment: ofReviewers,
  decideAppeal: ofReviewers,
  listSourceCases: { staff: ['health-data'], scope: 'own-division', divisionOf: 'each row', elsewhere: 'not shown' },
  answerSourceCase: { staff: ['health-data'], scope: 'own-division', divisionOf: 'the appeal', elsewhere: 'not-found' },
  forwardAppeal: 'peer',
  listHearingQueue: { staff: ['reviewer'], scope: 'own-division', divisionOf: 'each row', elsewhere: 'not shown' },
  concludeHearing: { staff: ['reviewer'], scope: 'own-division', divisionOf: 'the person', elsewhere: 'not-found' },
  createColourList: {
    staff: ['health-data'],
    scope: 'own-division',
    divisionOf: '/body/division',
    elsewhere: 'not-permitted',
  },
  addListedPeople: ofList,
  leaveOutListed: ofList,
  previewColourList: ofList,
  readListPreview: { ...ofList, staff: ['health-data', 'policy-approver'] },
  proposeColourList: ofList,
  withdrawColourList: { ...ofList, staff: ['health-data', 'policy-approver'] },
  listColourLists: overseen,
  previewAreas: { ...ofList, staff: ['health-data', 'policy-approver'] },
  proposeAreas: ofList,
  withdrawAreas: ofList,
  proposeManualColour: { ...ofPerson, staff: ['health-data'] },
  readManualColour: { ...ofPerson, staff: ['health-data', 'policy-approver'] },
  liftManualColour: { ...ofPerson, staff: ['health-data', 'reviewer', 'policy-approver'] },
  listManualColours: overseen,
  clearColour: { ...ofPerson, staff: ['reviewer', 'health-data'] },
  listClearances: { ...overseen, staff: ['reviewer', 'health-data', 'auditor'] },
  reviewClearance: { ...ofPerson, staff: ['reviewer', 'health-data'] },
  listColourOrders: 'citizen',
  getColouringStatistics: 'public',
  listDivisions: 'public',
  getDivision: 'public',
  declareHealth: 'citizen',
  declareItinerary: 'citizen',
  correctDeclaration: 'citizen',
  getHealthInformation: 'citizen',
  getExplanation: 'citizen',
  getDecisionInputs: 'citizen',
  askTravelOutlook: 'citizen',
  askMovementPermit: 'citizen',
  listMovementPermits: 'citizen',
  issueMovementPermit: {
    staff: ['community', 'reviewer'],
    scope: 'own-division',
    divisionOf: 'the person',
    elsewhere: 'not shown',
  },
  tellRules: 'peer',
  explainPerson: {
    staff: ['hotline', 'reviewer'],
    scope: 'own-division',
    divisionOf: 'the person',
    elsewhere: 'not shown',
  },
  getPledge: 'public',
  applyForCode: 'citizen',
  getCode: 'citizen',
  makeCode: 'citizen',
  removeDevice: 'citizen',
  getStatusList: 'reader',
  getDecisionProof: 'citizen',
  createEnrolment: {
    staff: ['admin', 'guard'],
    scope: 'own-division',
    divisionOf: '/body/venue/division',
    elsewhere: 'not-permitted',
  },
  enrolDevice: 'public',
  revokeDevice: { staff: ['admin'], scope: 'own-division', divisionOf: 'the device', elsewhere: 'not-found' },
  getCheckpointProfile: 'device',
  getForeignStatusList: 'device',
  verifyCode: 'device',
  uploadScans: 'device',
  getScanBacklog: {
    staff: ['admin', 'guard', 'auditor'],
    scope: 'own-division',
    divisionOf: 'each row',
    elsewhere: 'not shown',
  },
  applyForConversion: 'citizen',
  getConversion: 'citizen',
  listConversions: 'citizen',
  withdrawConversion: 'citizen',
  uploadTable: {
    staff: ['health-data'],
    scope: 'own-division',
    divisionOf: '/query/division',
    elsewhere: 'not-permitted',
  },
  getUpload: {
    staff: ['health-data', 'auditor'],
    scope: 'own-division',
    divisionOf: 'the upload',
    elsewhere: 'not-found',
  },
  proposeHeldResults: {
    staff: ['health-data'],
    scope: 'own-division',
    divisionOf: 'the upload',
    elsewhere: 'not-found',
  },
  getUploadFaults: {
    staff: ['health-data', 'auditor'],
    scope: 'own-division',
    divisionOf: 'the upload',
    elsewhere: 'not-found',
  },
  listUploads: {
    staff: ['health-data', 'auditor'],
    scope: 'own-division',
    divisionOf: 'each row',
    elsewhere: 'not shown',
  },
  getTrustList: 'public',
  attest: 'peer',
  tellStatusLists: 'peer',
  listAttestationRequests: 'citizen',
  getLogCheckpoint: 'public',
  getLogTile: 'public',
  signInWithWechat: 'public',
  signInWithAlipay: 'public',
  listMessages: 'citizen',
  readMessage: 'citizen',
  grantSubscriptions: 'account',
  listSubscriptions: 'account',
  receiveSmsReceipt: 'gateway',
  getCallList: { staff: ['community'], scope: 'own-division', divisionOf: 'each row', elsewhere: 'not shown' },
  recordCall: { staff: ['community'], scope: 'own-division', divisionOf: 'the person', elsewhere: 'not-found' },
  getProvince: 'public',
  getSources: 'public',
  getHealth: 'public',
  getReadiness: 'public',
};
