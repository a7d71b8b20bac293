// What the migrations make, as the query writer sees it. Renew it with: npm run check -- schema --write
import type { ColumnType } from 'kysely';

/** jsonb: read as a value, written as JSON text. */
export type Json = ColumnType<unknown, string, string>;

export interface AccessRecordTable {
  person_id: string;
  access_id: string;
  staff_id: string;
  role: string;
  division: string;
  purpose: string;
  seen: string[];
  reference: string;
  accessed_at: Date;
  commitment_id: string;
}

export interface AccountTable {
  account_id: string;
  phone_sealed: Buffer;
  phone_index: Buffer;
  person_id: string | null;
  created_at: Date;
  last_sign_in_at: Date | null;
}

export interface AccountClosureTable {
  person_id: string;
  closure_id: string;
  asked_at: Date;
  due_at: Date;
  waits_for: string | null;
  begun_at: Date | null;
}

export interface ActingRecordTable {
  person_id: string;
  record_id: string;
  guardian_id: string;
  route: string;
  acted_at: Date;
}

export interface AdmissionTable {
  queue: string;
  issued: number;
  called: number;
  called_at: Date;
}

export interface AppealTable {
  person_id: string;
  appeal_id: string;
  number: string;
  kind: string;
  ground: string;
  lane: string;
  lane_note: string | null;
  state: string;
  division: string;
  decision_id: string;
  rule_id: string | null;
  fact_id: string | null;
  fact_source: string | null;
  fact_kind: string | null;
  statement_sealed: Buffer;
  departs_at: Date | null;
  departure_sealed: Buffer | null;
  filed_by: string | null;
  filed_at: Date;
  due_at: Date;
  look_at: Date | null;
  escalated_at: Date | null;
  unconfirmed_since: Date | null;
  second_look_at: Date | null;
  closed_at: Date | null;
}

export interface AppealAnswerTable {
  person_id: string;
  appeal_id: string;
  answer_id: string;
  outcome: string;
  answer: string;
  text_sealed: Buffer;
  answered_by: string;
  answered_by_person: Buffer;
  answered_at: Date;
}

export interface AppealAttachmentTable {
  person_id: string;
  appeal_id: string;
  attachment_id: string;
  media_type: string;
  size: number;
  content_sealed: Buffer;
  received_at: Date;
}

export interface AppealPersonTable {
  appeal_id: string;
  person_id: string;
}

export interface AppealSourceTable {
  person_id: string;
  appeal_id: string;
  source: string;
  peer: string | null;
  division: string;
  state: string;
  finding: string | null;
  text_sealed: Buffer | null;
  consent_sealed: Buffer | null;
  asked_at: Date;
  due_at: Date;
  ask_at: Date | null;
  answered_at: Date | null;
  answered_by: string | null;
}

export interface AppealStatementTable {
  person_id: string;
  appeal_id: string;
  statement_id: string;
  stated_at: Date;
  until: Date;
  ended_at: Date | null;
}

export interface ApplicationDocumentTable {
  person_id: string;
  conversion_id: string;
  document_id: string;
  media_type: string;
  size: number;
  content_sealed: Buffer;
  received_at: Date;
}

export interface ApprovalTable {
  approval_id: string;
  kind: string;
  subject: string;
  subject_salt: Buffer;
  division: string;
  ground: string;
  document_number: string;
  subject_count: number;
  ends_at: Date;
  payload_sealed: Buffer;
  proposed_by: string;
  proposed_by_person: Buffer;
  proposed_at: Date;
  expires_at: Date;
  state: string;
  decided_by: string | null;
  decided_at: Date | null;
}

export interface AreaListTable {
  area_list_id: string;
  division: string;
  areas: Json;
  state: string;
  drafted_by: string;
  drafted_at: Date;
  preview: Json | null;
  approval_id: string | null;
  ground: string | null;
  document_number: string | null;
  ends_at: Date | null;
  in_force_at: Date | null;
  closed_at: Date | null;
}

export interface ArrivalTable {
  person_id: string;
  arrival_id: string;
  event_id: string;
  consent_id: string;
  division: string;
  transport: string;
  arrived_at: Date;
  received_at: Date;
}

export interface AttemptPersonTable {
  attempt_id: string;
  person_id: string;
  message_id: string;
}

export interface AttestationRequestTable {
  person_id: string;
  request_id: string;
  peer: string;
  purpose: string;
  consent_grade: string;
  match: string;
  asked_at: Date;
  commitment_id: string | null;
}

export interface AuthorizationCodeTable {
  code_hash: Buffer;
  person_id: string;
  consent_id: string;
  code_challenge: string;
  expires_at: Date;
  used_at: Date | null;
  used_by_request: string | null;
}

export interface CallPersonTable {
  call_id: string;
  person_id: string;
}

export interface CertificatePersonTable {
  certificate_id: string;
  kind: string;
  person_id: string;
}

export interface ChannelAccountTable {
  user_index: Buffer;
  account_id: string;
}

export interface ChannelIdentityTable {
  account_id: string;
  channel: string;
  user_sealed: Buffer;
  user_index: Buffer;
  linked_at: Date;
}

export interface ChannelSubscriptionTable {
  account_id: string;
  channel: string;
  template: string;
  remaining: number;
}

export interface CheckpointDeviceTable {
  venue_id: string;
  device_id: string;
  public_key: Buffer;
  enrolled_at: Date;
  revoked_at: Date | null;
}

export interface ClaimNoticeTable {
  person_id: string;
  noticed_on: string;
  notice_id: string;
}

export interface ClearanceTable {
  person_id: string;
  clearance_id: string;
  fact_id: string;
  source: string;
  fact_kind: string;
  division: string;
  ground: string;
  order_number: string;
  cleared_by: string;
  cleared_by_person: Buffer;
  cleared_at: Date;
  until: Date;
  review_by: Date;
  state: string;
  reviewed_by: string | null;
  reviewed_at: Date | null;
}

export interface ClearancePersonTable {
  clearance_id: string;
  person_id: string;
}

export interface ClosureReceiptTable {
  certificate_id: string;
  claims: Json;
  issued_at: Date;
}

export interface CodeTable {
  person_id: string;
  code_id: string;
  scope: string;
  basis: string;
  issued_at: Date;
  valid_from: Date;
  valid_to: Date;
  commitment_id: string;
}

export interface CollectionBatchTable {
  venue_id: string;
  batch_id: string;
  device_id: string;
  received_at: Date;
}

export interface CollectionBoxTable {
  box: string;
  venue_id: string;
  counted: number;
  closed_at: Date;
}

export interface CollectionSampleTable {
  tube: string;
  sample_id: string;
  document_index: Buffer;
  taken_at: Date;
  moved_to: string | null;
  moved_at: Date | null;
  move_reason: string | null;
}

export interface CollectionTubeTable {
  tube: string;
  venue_id: string;
  device_id: string;
  size: number;
  opened_at: Date;
  closed_at: Date | null;
  counted: number | null;
  box: string | null;
}

export interface ColourEventTable {
  person_id: string;
  peer: string;
  sequence: number;
  event_id: string;
  said_sealed: Buffer;
  happened_at: Date;
  batch: number | null;
  due_at: Date | null;
  delivered_at: Date | null;
}

export interface ColourListTable {
  list_id: string;
  kind: string;
  division: string;
  subject: Json;
  ground: string;
  document_number: string;
  ends_at: Date;
  state: string;
  drafted_by: string;
  drafted_at: Date;
  entries: number;
  revision: number;
  preview: Json | null;
  preview_hash: Buffer | null;
  preview_revision: number | null;
  approval_id: string | null;
  approved_by: string | null;
  in_force_at: Date | null;
  closed_at: Date | null;
  closed_by: string | null;
  due_at: Date | null;
}

export interface ColourSubscriptionTable {
  person_id: string;
  peer: string;
  subject: Buffer;
  fields: string[];
  said_hash: Buffer;
  sequence: number;
  started_at: Date;
  until: Date;
  ended_at: Date | null;
  consent_id: string | null;
}

export interface ColouringStopTable {
  day: string;
  staff_id: string;
  what: string;
  why: string;
  division: string;
  times: number;
}

export interface CommunityCallTable {
  person_id: string;
  call_id: string;
  division: string;
  state: string;
  failed_calls: number;
  call_after: Date;
  opened_at: Date;
  closed_at: Date | null;
}

export interface CommunityCallTryTable {
  person_id: string;
  call_id: string;
  try_id: string;
  staff_id: string;
  outcome: string;
  called_at: Date;
}

export interface ComparisonTable {
  person_id: string;
  declared_at: Date;
  due_at: Date;
}

export interface ConsentTable {
  person_id: string;
  consent_id: string;
  audience: string;
  purpose: string;
  fields: string[];
  granted_at: Date;
  expires_at: Date;
  withdrawn_at: Date | null;
  renewable_until: Date | null;
}

export interface ConsentReturnTable {
  code_challenge: string;
  authorization_code: string;
  expires_at: Date;
}

export interface ConversionTable {
  person_id: string;
  conversion_id: string;
  origin_division: string;
  scope: string;
  state: string;
  cause: string | null;
  consent: Json | null;
  consent_grade: string | null;
  request_id: string;
  attempts: number;
  submitted_at: Date;
  updated_at: Date;
  due_at: Date | null;
  attestation: string | null;
  decision_id: string | null;
  code_id: string | null;
  consent_sealed: Buffer | null;
  path: string;
  destination_division: string | null;
  form_sealed: Buffer | null;
  consent_ends_at: Date | null;
  group_id: string | null;
  renews_conversion_id: string | null;
  grade: string | null;
}

export interface ConversionBatchTable {
  batch_id: string;
  origin_division: string;
  decided: number;
  began_at: Date;
  ended_at: Date;
}

export interface ConversionCertificateTable {
  person_id: string;
  certificate_id: string;
  conversion_id: string;
  content_sealed: Buffer;
  commitment_id: string;
  issued_at: Date;
}

export interface ConversionEventTable {
  person_id: string;
  conversion_id: string;
  event_id: string;
  state: string;
  cause: string | null;
  happened_at: Date;
}

export interface ConversionGroupTable {
  person_id: string;
  group_id: string;
  submitted_at: Date;
}

export interface ConversionGroupMemberTable {
  person_id: string;
  group_id: string;
  position: number;
  member_id: string | null;
  guardianship_id: string | null;
  conversion_id: string | null;
  problem: string | null;
}

export interface CorrectionCertificateTable {
  person_id: string;
  certificate_id: string;
  appeal_id: string;
  content_sealed: Buffer;
  commitment_id: string;
  issued_at: Date;
}

export interface CurrentCodeTable {
  person_id: string;
  code_id: string;
}

export interface CurrentDecisionTable {
  person_id: string;
  decision_id: string;
  purpose: string;
  colour: string;
  decided_at: Date;
  due_at: Date | null;
  stands_until: Date | null;
  confirmed_at: Date | null;
  ask_at: Date | null;
  waits_for: string[];
}

export interface DecisionTable {
  person_id: string;
  decision_id: string;
  purpose: string;
  pack_id: string;
  pack_version: string;
  colour: string;
  decided_at: Date;
  outcome: Json;
  substance_hash: Buffer;
  fact_ids: string[];
  publication_id: string | null;
  commitment_id: string;
  outcome_hash: Buffer | null;
  inputs: Json | null;
}

export interface DeclarationTable {
  person_id: string;
  declaration_id: string;
  kind: string;
  pledge_version: string;
  answers: Json;
  declared_at: Date;
  declared_by: string | null;
}

export interface DeviceVenueTable {
  device_id: string;
  venue_id: string;
}

export interface DocumentPersonTable {
  document_index: Buffer;
  person_id: string;
}

export interface DoorCheckTable {
  venue_id: string;
  check_id: string;
  checked_at: Date;
  device_id: string;
  shift_id: string | null;
  received_at: Date;
  scan_id: string | null;
  basis: string;
  identity_outcome: string | null;
  identity_way: string | null;
  temperature: string;
  verdict: string;
  findings: string[];
  paper_sampled_at: Date | null;
  paper_result: string | null;
  paper_institution: string | null;
}

export interface EnrolmentCodeTable {
  code_hash: Buffer;
  venue_id: string;
  expires_at: Date;
  used_at: Date | null;
}

export interface EventChannelTable {
  peer: string;
  last_batch: number;
  taken_batch: number;
  most: number;
  failures: number;
  next_at: Date;
  paced_until: Date;
  told_at: Date | null;
  until: Date;
}

export interface EventSourceTable {
  origin: string;
  batch: number;
  as_of: Date | null;
  heard_at: Date;
  contact: string;
}

export interface FaceCheckTable {
  account_id: string;
  face_id: string;
  claim_index: Buffer;
  verify_id: string | null;
  outcome: string | null;
  answered_at: Date | null;
  begun_at: Date;
  expires_at: Date;
  channel: string;
  given_back: boolean;
  used_at: Date | null;
}

export interface FactTable {
  person_id: string;
  fact_id: string;
  kind: string;
  source: string;
  observed_at: Date;
  received_at: Date;
  valid_from: Date | null;
  valid_to: Date | null;
  data: Json;
  superseded_by: string | null;
  within: string;
  key: string;
}

export interface FailureDelayTable {
  subject: Buffer;
  failures: number;
  not_before: number;
}

export interface FallbackOrderTable {
  version: number;
  kid: string;
  content_hash: Buffer;
  signed: Buffer;
  signed_at: Date;
}

export interface FallbackWordTable {
  number: number;
  state: string;
  said_at: Date;
  until_at: Date;
  approval_id: string;
  signed: Buffer | null;
}

export interface ForeignOriginSeenTable {
  venue_id: string;
  division: string;
  seen_at: Date;
}

export interface ForeignStatusListTable {
  uri: string;
  division: string;
  list_id: string;
  token: Buffer;
  issued_at: Date;
  expires_at: Date;
  fetched_at: Date;
}

export interface ForwardedAppealTable {
  request_id: string;
  peer: string;
  person_id: string;
  appeal_id: string;
  received_at: Date;
}

export interface GuardShiftTable {
  venue_id: string;
  shift_id: string;
  device_id: string;
  staff_id: string;
  opened_at: Date;
  ends_at: Date;
  ended_at: Date | null;
}

export interface GuardianConsentTable {
  person_id: string;
  conversion_id: string;
  guardian_id: string;
  pledge_version: string;
  consented_at: Date;
}

export interface GuardianOfTable {
  person_id: string;
  guardianship_id: string;
  guardian_id: string;
}

export interface GuardianshipTable {
  person_id: string;
  guardianship_id: string;
  dependant_id: string;
  relation: string;
  ground: string;
  since: Date;
  due_at: Date | null;
  ended_at: Date | null;
  ended_by: string | null;
}

export interface GuardianshipRequestTable {
  person_id: string;
  guardianship_id: string;
  document_type: string;
  document_sealed: Buffer;
  issuing_country: string | null;
  name_sealed: Buffer;
  phone_sealed: Buffer;
  residence_division: string | null;
  requested_at: Date;
  expires_at: Date;
}

export interface GuestStayTable {
  person_id: string;
  origin: string | null;
  stay_id: string | null;
  since: Date | null;
  code_ends_at: Date | null;
  leaves_at: Date | null;
  due_at: Date | null;
  updated_at: Date;
}

export interface HearingTable {
  person_id: string;
  hearing_id: string;
  matter: string;
  places: string[];
  state: string;
  division: string;
  opened_at: Date;
  due_at: Date;
  statement_sealed: Buffer | null;
  heard_at: Date | null;
  outcome: string | null;
  concluded_by: string | null;
  closed_at: Date | null;
}

export interface HearingPersonTable {
  hearing_id: string;
  person_id: string;
}

export interface HeldSubjectTable {
  subject: Buffer;
  person_id: string;
  origin: string;
}

export interface HeldSubscriptionTable {
  person_id: string;
  origin: string;
  subject: Buffer;
  conversion_id: string;
  consent_grade: string;
  sequence: number;
  started_at: Date;
  until: Date;
  ended_at: Date | null;
  said_sealed: Buffer | null;
  said_at: Date | null;
  renewable_until: Date | null;
}

export interface HolderDeviceTable {
  person_id: string;
  device_id: string;
  added_at: Date;
  last_seen_at: Date;
  removed_at: Date | null;
  added_by: string | null;
}

export interface KeptAnswerTable {
  caller_id: string;
  key_hash: Buffer;
  request_hash: Buffer;
  answer_sealed: Buffer | null;
  kept_until: Date;
}

export interface LimitUseTable {
  subject: Buffer;
  used_until: number;
}

export interface ListEntryTable {
  list_id: string;
  subject_index: Buffer;
  entry_id: string;
  person_id: string | null;
  registered_in: string | null;
  details_sealed: Buffer;
  state: string;
}

export interface ListPreviewReadTable {
  list_id: string;
  staff_id: string;
  preview_hash: Buffer;
  read_at: Date;
}

export interface ListedPersonTable {
  person_id: string;
  list_id: string;
  since: Date;
}

export interface ListedSubjectTable {
  subject_index: Buffer;
  list_id: string;
}

export interface LogCheckpointTable {
  size: number;
  root: Buffer;
  note: string;
  signed_at: Date;
}

export interface LogCommitmentTable {
  commitment_id: string;
  kind: string;
  leaf: Buffer;
  salt: Buffer;
  made_at: Date;
  batch_pending_id: string | null;
  batch_position: number | null;
}

export interface LogEntryTable {
  log_index: number;
  entry: Buffer;
  leaf_hash: Buffer;
  pending_id: string;
}

export interface LogNodeTable {
  level: number;
  node_index: number;
  hash: Buffer;
}

export interface LogPendingTable {
  pending_id: string;
  entry: Buffer;
}

export interface ManualColourTable {
  person_id: string;
  manual_colour_id: string;
  colour: string;
  division: string;
  ground: string;
  document_number: string;
  ends_at: Date;
  state: string;
  approval_id: string | null;
  proposed_by: string;
  proposed_at: Date;
  approved_by: string | null;
  since: Date | null;
  closed_at: Date | null;
  closed_by: string | null;
  due_at: Date | null;
  office: string;
}

export interface ManualColourPersonTable {
  manual_colour_id: string;
  person_id: string;
}

export interface ManualRegistrationTable {
  venue_id: string;
  check_id: string;
  registered_at: Date;
  received_at: Date;
  document_type: string;
  document_index: Buffer;
  document_sealed: Buffer;
  issuing_country: string | null;
  name_sealed: Buffer;
  phone_sealed: Buffer | null;
}

export interface MessageTable {
  person_id: string;
  message_id: string;
  kind: string;
  subject_id: string;
  details: Json;
  told_at: Date;
  read_at: Date | null;
}

export interface MessageAttemptTable {
  person_id: string;
  message_id: string;
  attempt_id: string;
  lane: number;
  step: number;
  recipient: number;
  channel: string | null;
  state: string;
  failures: number;
  reason: string | null;
  due_at: Date | null;
  started_at: Date;
  settled_at: Date | null;
}

export interface NodeKeyTable {
  kid: string;
  use: string;
  suite: string;
  public_key: string;
  first_used_at: Date;
}

export interface OfflineDisplayTable {
  validity_day: string;
  idx: number;
  display_time: number;
  venue_id: string;
  seen_at: Date;
}

export interface OrdinalCounterTable {
  validity_day: string;
  next_ordinal: number;
  shard_bits: number;
  with_paper: boolean;
}

export interface OrganisationTable {
  organisation_id: string;
  kind: string;
  division: string;
  name: string;
  created_by: string;
  created_at: Date;
}

export interface OrganisationManagerTable {
  staff_id: string;
  organisation_id: string;
}

export interface OrganisationMemberTable {
  organisation_id: string;
  membership_id: string;
  person_id: string;
}

export interface OutlookLookTable {
  person_id: string;
  due_at: Date;
}

export interface OwnDataExportTable {
  person_id: string;
  export_id: string;
  exported_at: Date;
}

export interface PaperCodeTable {
  person_id: string;
  paper_id: string;
  code_id: string;
  scope: string;
  validity_day: string;
  ordinal: number;
  issued_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
}

export interface PeerBreakerTable {
  peer: string;
  failures: number;
  busy: boolean;
  opened_at: Date | null;
  retry_at: Date | null;
}

export interface PeerNonceTable {
  nonce_hash: Buffer;
  expires_at: Date;
}

export interface PendingStatementTable {
  document_index: Buffer;
  source: string;
  within: string;
  key: string;
  division: string | null;
  said_at: Date;
  statement_sealed: Buffer;
  contents: string[];
  received_at: Date;
  keep_until: Date;
  upload_id: string | null;
}

export interface PersonTable {
  person_id: string;
  document_type: string;
  document_sealed: Buffer;
  name_sealed: Buffer;
  phone_sealed: Buffer | null;
  phone_index: Buffer | null;
  name_index: Buffer;
  residence_division: string | null;
  verified_at: Date;
  document_id: string | null;
  issuing_country: string | null;
}

export interface PersonDocumentTable {
  person_id: string;
  document_id: string;
  document_index: Buffer;
  document_type: string;
  document_sealed: Buffer;
  issuing_country: string | null;
  name_sealed: Buffer;
  name_index: Buffer;
  added_at: Date;
  renewed_at: Date | null;
}

export interface PersonLookupTable {
  staff_id: string;
  lookup_id: string;
  role: string;
  division: string;
  purpose: string;
  reference: string;
  found: boolean;
  looked_up_at: Date;
}

export interface PhoneAccountTable {
  phone_index: Buffer;
  account_id: string;
}

export interface PhoneCodeTable {
  phone_index: Buffer;
  code_hash: Buffer;
  sent_at: Date;
  expires_at: Date;
  attempts: number;
}

export interface PictureTable {
  person_id: string;
  conversion_id: string;
  picture_id: string;
  state: string;
  content_sealed: Buffer | null;
  received_at: Date;
  due_at: Date | null;
  attempts: number;
  findings_sealed: Buffer | null;
  contradicts: boolean | null;
  live_sealed: Buffer | null;
  live_until: Date | null;
  accepted_at: Date | null;
}

export interface PictureMarkTable {
  mark: Buffer;
  person_id: string;
  picture_id: string;
  seen_at: Date;
}

export interface PlaceSignTable {
  venue_id: string;
  sign_id: string;
  issued_by: string;
  issued_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
}

export interface PolicyActivationTable {
  activation_id: string;
  release_id: string;
  kind: string;
  effective_at: Date;
  approved_at: Date;
  approval_id: string | null;
  handed_over_at: Date | null;
}

export interface PolicyPackTable {
  pack_id: string;
  version: string;
  purpose: string;
  valid_from: Date;
  valid_to: Date;
  content: Json;
  content_hash: Buffer;
  loaded_at: Date;
  drafted_by: string | null;
}

export interface PolicyReleaseTable {
  release_id: string;
  division: string;
  content: Json;
  content_hash: Buffer;
  drafted_by: string | null;
  drafted_at: Date;
  changed_at: Date;
  approval_id: string | null;
}

export interface PolicySimulationTable {
  simulation_id: string;
  release_id: string;
  content_hash: Buffer;
  activation_id: string;
  judged_at: Date;
  seed: string;
  sample_size: number | null;
  people: number;
  looked_at: number;
  reached_id: string | null;
  state: string;
  counts: Json;
  started_by: string;
  started_at: Date;
  finished_at: Date | null;
}

export interface PositiveToldTable {
  statement_index: Buffer;
  staff_id: string | null;
  told_at: Date;
}

export interface PreArrivalTable {
  person_id: string;
  pre_arrival_id: string;
  origin_division: string;
  destination: string;
  travel_date: string;
  transport: string;
  state: string;
  void_reason: string | null;
  answer: string;
  details_sealed: Buffer | null;
  origin_sealed: Buffer | null;
  origin_failure: string | null;
  consent_sealed: Buffer | null;
  request_id: string;
  created_at: Date;
  judged_at: Date;
  due_at: Date | null;
}

export interface RecentDisplayTable {
  validity_day: string;
  idx: number;
  display_time: number;
  venue_id: string;
  seen_at: Date;
}

export interface RecolouringTable {
  recolouring_id: string;
  cause: string;
  subject_id: string | null;
  division: string;
  people: Json | null;
  started_at: Date;
  found_at: Date | null;
  finished_at: Date | null;
}

export interface RecolouringBatchTable {
  recolouring_id: string;
  number: number;
  person_ids: string[];
  size: number;
  failures: number;
  due_at: Date;
  done_at: Date | null;
  decided: number | null;
  changed: number | null;
}

export interface RefusedEventTable {
  peer: string;
  event_id: string;
  refused_at: Date;
}

export interface RelocationTable {
  person_id: string;
  request_id: string;
  peer: string;
  residence: string;
  relocated_at: Date;
  returned_at: Date | null;
}

export interface ReminderProgressTable {
  kind: string;
  reached_at: Date;
  reached_id: string;
}

export interface ReviewTable {
  person_id: string;
  review_id: string;
  conversion_id: string;
  kind: string;
  division: string;
  findings_sealed: Buffer;
  opened_at: Date;
  due_at: Date;
  escalated_at: Date | null;
  claimed_by: string | null;
  claimed_until: Date | null;
  decision: string | null;
  ground: string | null;
  note_sealed: Buffer | null;
  decided_by: string | null;
  closed_at: Date | null;
}

export interface ReviewPersonTable {
  review_id: string;
  person_id: string;
}

export interface RiskPublicationTable {
  publication_id: string;
  published_at: Date;
  received_at: Date;
  content_hash: Buffer;
  areas: Json;
  own_areas: number;
}

export interface RosterInvitationTable {
  code_hash: Buffer;
  organisation_id: string;
  expires_at: Date;
}

export interface RosterMemberTable {
  person_id: string;
  organisation_id: string;
  membership_id: string;
  name_sealed: Buffer;
  joined_at: Date;
  until_at: Date;
  left_at: Date | null;
  looked_at: Date | null;
}

export interface RosterReturnTable {
  person_id: string;
  return_id: string;
  organisation_id: string;
  membership_id: string;
  asked_at: Date;
  approved_at: Date | null;
  approved_by: string | null;
}

export interface ScanTable {
  venue_id: string;
  scan_id: string;
  scanned_at: Date;
  device_id: string;
  received_at: Date;
  online: boolean;
  issuer: string | null;
  validity_day: string | null;
  idx: number | null;
  display_time: number | null;
  verdict: string;
  findings: string[];
  node_verdict: string | null;
}

export interface ScanBatchTable {
  venue_id: string;
  batch_id: string;
  device_id: string;
  received_at: Date;
  size: number;
}

export interface ScanUnverifiedTable {
  venue_id: string;
  upload_id: string;
  received_at: Date;
  size: number;
  batch_sealed: Buffer;
  due_at: Date;
  attempts: number;
}

export interface SessionTable {
  token_hash: Buffer;
  kind: string;
  subject_id: string;
  created_at: Date;
  expires_at: Date;
}

export interface SignOnTable {
  state_hash: Buffer;
  code_challenge: string;
  expires_at: Date;
}

export interface SojournTable {
  person_id: string;
  fact_id: string;
  position: number;
  prefix: string;
  place: string | null;
  starts_at: Date;
  ends_at: Date;
}

export interface SourceReportTable {
  person_id: string;
  source: string;
  report_id: string;
  observed_at: Date;
  received_at: Date;
  period: string;
}

export interface SourceStateTable {
  source: string;
  last_answer_at: Date | null;
  last_failure_at: Date | null;
  paused_until: Date | null;
  complete_at: Date | null;
  complete_report_id: string | null;
  last_upload_at: Date | null;
}

export interface StaffTable {
  staff_id: string;
  username: string;
  password_hash: string;
  role: string;
  division: string;
  created_at: Date;
  personnel_sealed: Buffer | null;
  personnel_index: Buffer | null;
  role_until: Date | null;
  administrator_until: Date | null;
  last_sign_in_at: Date | null;
  password_changed_at: Date | null;
  password_reset_at: Date | null;
  one_time_password_until: Date | null;
  disabled_at: Date | null;
}

export interface StandingConsentTable {
  person_id: string;
  consent_id: string;
  origin_division: string;
  scope: string;
  granted_at: Date;
  ends_at: Date;
  revoked_at: Date | null;
}

export interface StandingConsentPhoneTable {
  phone_index: Buffer;
  person_id: string;
  consent_id: string;
}

export interface StatusMarkTable {
  validity_day: string;
  idx: number;
  status: number;
  marked_at: Date;
}

export interface StatusRelayTable {
  division: string;
  due_at: Date;
  failures: number;
}

export interface StatusShardTable {
  validity_day: string;
  shard: number;
  token: Buffer;
  issued_at: Date;
  expires_at: Date;
  marks: number;
}

export interface StripGrantTable {
  person_id: string;
  grant_id: string;
  device_id: string;
  code_id: string;
  decision_id: string;
  validity_day: string;
  ordinal: number;
  holder_key: Buffer;
  key_maker: string;
  granted_at: Date;
  expires_at: Date;
  superseded_at: Date | null;
}

export interface StripOrdinalTable {
  validity_day: string;
  ordinal: number;
  person_id: string;
  grant_id: string;
}

export interface SubjectQuestionTable {
  document_index: Buffer;
  asked_on: string;
  request_id: string;
}

export interface TellerTable {
  teller: string;
  heard_at: Date;
}

export interface TransferTable {
  person_id: string;
  transfer_id: string;
  origin: string;
  residence: string;
  division: string;
  state: string;
  cause: string | null;
  consent_sealed: Buffer | null;
  details_sealed: Buffer;
  stay_since: Date;
  attempts: number;
  applied_at: Date;
  due_at: Date | null;
  escalated_at: Date | null;
  decided_at: Date | null;
  decided_by: string | null;
  closed_at: Date | null;
}

export interface TransferPersonTable {
  transfer_id: string;
  person_id: string;
}

export interface TripTable {
  person_id: string;
  trip_id: string;
  declared_at: Date;
  withdrawn_at: Date | null;
  declaration_sealed: Buffer;
  ends_at: Date;
}

export interface TripDraftTable {
  document_index: Buffer;
  draft_id: string;
  peer: string;
  offer_sealed: Buffer;
  received_at: Date;
  applied_at: Date | null;
  expires_at: Date;
}

export interface TripLegTable {
  person_id: string;
  trip_id: string;
  position: number;
  leg_id: string;
  division: string;
  arrive_at: Date;
  leave_at: Date;
  kind: string;
  state: string;
  consent_id: string | null;
  evidence_sealed: Buffer | null;
  attempts: number;
  due_at: Date | null;
  handed_on_at: Date | null;
}

export interface TrustListTable {
  version: number;
  content: Buffer;
  received_at: Date;
}

export interface UndertakingTable {
  person_id: string;
  source: string;
  teller: string;
  until: Date;
}

export interface UploadTable {
  upload_id: string;
  kind: string;
  division: string;
  staff_id: string;
  attempt_id: string;
  state: string;
  started_at: Date;
  finished_at: Date | null;
  content_hash: Buffer | null;
  same_as: string | null;
  format: string | null;
  encoding: string | null;
  rows: number;
  counts: Json;
  list_id: string | null;
  held_approval_id: string | null;
}

export interface UploadFaultTable {
  upload_id: string;
  attempt_id: string;
  row_number: number;
  position: number;
  column_name: string | null;
  fault: string;
}

export interface UsedTicketTable {
  ticket_hash: Buffer;
  expires_at: Date;
}

export interface VenueTable {
  venue_id: string;
  division: string;
  place_type: string;
  name: string;
  created_by: string;
  created_at: Date;
}

export interface VisitTable {
  person_id: string;
  visit_id: string;
  place_sealed: Buffer;
  known_by: string;
  visited_at: Date;
  received_at: Date;
  confirm_by: Date | null;
  doubtful: boolean;
  contested_at: Date | null;
}

export interface WaitingEventTable {
  person_id: string;
  origin: string;
  sequence: number;
  event_id: string;
  said_sealed: Buffer;
  due_at: Date;
}

export interface Database {
  access_record: AccessRecordTable;
  account: AccountTable;
  account_closure: AccountClosureTable;
  acting_record: ActingRecordTable;
  admission: AdmissionTable;
  appeal: AppealTable;
  appeal_answer: AppealAnswerTable;
  appeal_attachment: AppealAttachmentTable;
  appeal_person: AppealPersonTable;
  appeal_source: AppealSourceTable;
  appeal_statement: AppealStatementTable;
  application_document: ApplicationDocumentTable;
  approval: ApprovalTable;
  area_list: AreaListTable;
  arrival: ArrivalTable;
  attempt_person: AttemptPersonTable;
  attestation_request: AttestationRequestTable;
  authorization_code: AuthorizationCodeTable;
  call_person: CallPersonTable;
  certificate_person: CertificatePersonTable;
  channel_account: ChannelAccountTable;
  channel_identity: ChannelIdentityTable;
  channel_subscription: ChannelSubscriptionTable;
  checkpoint_device: CheckpointDeviceTable;
  claim_notice: ClaimNoticeTable;
  clearance: ClearanceTable;
  clearance_person: ClearancePersonTable;
  closure_receipt: ClosureReceiptTable;
  code: CodeTable;
  collection_batch: CollectionBatchTable;
  collection_box: CollectionBoxTable;
  collection_sample: CollectionSampleTable;
  collection_tube: CollectionTubeTable;
  colour_event: ColourEventTable;
  colour_list: ColourListTable;
  colour_subscription: ColourSubscriptionTable;
  colouring_stop: ColouringStopTable;
  community_call: CommunityCallTable;
  community_call_try: CommunityCallTryTable;
  comparison: ComparisonTable;
  consent: ConsentTable;
  consent_return: ConsentReturnTable;
  conversion: ConversionTable;
  conversion_batch: ConversionBatchTable;
  conversion_certificate: ConversionCertificateTable;
  conversion_event: ConversionEventTable;
  conversion_group: ConversionGroupTable;
  conversion_group_member: ConversionGroupMemberTable;
  correction_certificate: CorrectionCertificateTable;
  current_code: CurrentCodeTable;
  current_decision: CurrentDecisionTable;
  decision: DecisionTable;
  declaration: DeclarationTable;
  device_venue: DeviceVenueTable;
  document_person: DocumentPersonTable;
  door_check: DoorCheckTable;
  enrolment_code: EnrolmentCodeTable;
  event_channel: EventChannelTable;
  event_source: EventSourceTable;
  face_check: FaceCheckTable;
  fact: FactTable;
  failure_delay: FailureDelayTable;
  fallback_order: FallbackOrderTable;
  fallback_word: FallbackWordTable;
  foreign_origin_seen: ForeignOriginSeenTable;
  foreign_status_list: ForeignStatusListTable;
  forwarded_appeal: ForwardedAppealTable;
  guard_shift: GuardShiftTable;
  guardian_consent: GuardianConsentTable;
  guardian_of: GuardianOfTable;
  guardianship: GuardianshipTable;
  guardianship_request: GuardianshipRequestTable;
  guest_stay: GuestStayTable;
  hearing: HearingTable;
  hearing_person: HearingPersonTable;
  held_subject: HeldSubjectTable;
  held_subscription: HeldSubscriptionTable;
  holder_device: HolderDeviceTable;
  kept_answer: KeptAnswerTable;
  limit_use: LimitUseTable;
  list_entry: ListEntryTable;
  list_preview_read: ListPreviewReadTable;
  listed_person: ListedPersonTable;
  listed_subject: ListedSubjectTable;
  log_checkpoint: LogCheckpointTable;
  log_commitment: LogCommitmentTable;
  log_entry: LogEntryTable;
  log_node: LogNodeTable;
  log_pending: LogPendingTable;
  manual_colour: ManualColourTable;
  manual_colour_person: ManualColourPersonTable;
  manual_registration: ManualRegistrationTable;
  message: MessageTable;
  message_attempt: MessageAttemptTable;
  node_key: NodeKeyTable;
  offline_display: OfflineDisplayTable;
  ordinal_counter: OrdinalCounterTable;
  organisation: OrganisationTable;
  organisation_manager: OrganisationManagerTable;
  organisation_member: OrganisationMemberTable;
  outlook_look: OutlookLookTable;
  own_data_export: OwnDataExportTable;
  paper_code: PaperCodeTable;
  peer_breaker: PeerBreakerTable;
  peer_nonce: PeerNonceTable;
  pending_statement: PendingStatementTable;
  person: PersonTable;
  person_document: PersonDocumentTable;
  person_lookup: PersonLookupTable;
  phone_account: PhoneAccountTable;
  phone_code: PhoneCodeTable;
  picture: PictureTable;
  picture_mark: PictureMarkTable;
  place_sign: PlaceSignTable;
  policy_activation: PolicyActivationTable;
  policy_pack: PolicyPackTable;
  policy_release: PolicyReleaseTable;
  policy_simulation: PolicySimulationTable;
  positive_told: PositiveToldTable;
  pre_arrival: PreArrivalTable;
  recent_display: RecentDisplayTable;
  recolouring: RecolouringTable;
  recolouring_batch: RecolouringBatchTable;
  refused_event: RefusedEventTable;
  relocation: RelocationTable;
  reminder_progress: ReminderProgressTable;
  review: ReviewTable;
  review_person: ReviewPersonTable;
  risk_publication: RiskPublicationTable;
  roster_invitation: RosterInvitationTable;
  roster_member: RosterMemberTable;
  roster_return: RosterReturnTable;
  scan: ScanTable;
  scan_batch: ScanBatchTable;
  scan_unverified: ScanUnverifiedTable;
  session: SessionTable;
  sign_on: SignOnTable;
  sojourn: SojournTable;
  source_report: SourceReportTable;
  source_state: SourceStateTable;
  staff: StaffTable;
  standing_consent: StandingConsentTable;
  standing_consent_phone: StandingConsentPhoneTable;
  status_mark: StatusMarkTable;
  status_relay: StatusRelayTable;
  status_shard: StatusShardTable;
  strip_grant: StripGrantTable;
  strip_ordinal: StripOrdinalTable;
  subject_question: SubjectQuestionTable;
  teller: TellerTable;
  transfer: TransferTable;
  transfer_person: TransferPersonTable;
  trip: TripTable;
  trip_draft: TripDraftTable;
  trip_leg: TripLegTable;
  trust_list: TrustListTable;
  undertaking: UndertakingTable;
  upload: UploadTable;
  upload_fault: UploadFaultTable;
  used_ticket: UsedTicketTable;
  venue: VenueTable;
  visit: VisitTable;
  waiting_event: WaitingEventTable;
}
