-- What the migrations make, for reviewers; nothing reads it. Renew it with: npm run check -- schema --write

CREATE TABLE access_record (
  person_id uuid NOT NULL,
  access_id uuid NOT NULL,
  staff_id uuid NOT NULL,
  role text NOT NULL,
  division text NOT NULL,
  purpose text NOT NULL,
  seen text[] NOT NULL,
  reference text NOT NULL,
  accessed_at timestamp with time zone NOT NULL,
  commitment_id uuid NOT NULL,
  CONSTRAINT access_record_pkey PRIMARY KEY (person_id, access_id)
);
CREATE INDEX access_record_by_staff ON public.access_record USING btree (staff_id, accessed_at);
CREATE INDEX access_record_by_time ON public.access_record USING btree (accessed_at);

CREATE TABLE account (
  account_id uuid NOT NULL,
  phone_sealed bytea NOT NULL,
  phone_index bytea NOT NULL,
  person_id uuid,
  created_at timestamp with time zone NOT NULL,
  last_sign_in_at timestamp with time zone,
  CONSTRAINT account_pkey PRIMARY KEY (account_id)
);

CREATE TABLE account_closure (
  person_id uuid NOT NULL,
  closure_id uuid NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone NOT NULL,
  waits_for text,
  begun_at timestamp with time zone,
  CONSTRAINT account_closure_pkey PRIMARY KEY (person_id),
  CONSTRAINT account_closure_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
  CONSTRAINT account_closure_waits_for_check CHECK ((waits_for = ANY (ARRAY['measure'::text, 'review'::text])))
);
CREATE INDEX account_closure_due ON public.account_closure USING btree (due_at);

CREATE TABLE acting_record (
  person_id uuid NOT NULL,
  record_id uuid NOT NULL,
  guardian_id uuid NOT NULL,
  route text NOT NULL,
  acted_at timestamp with time zone NOT NULL,
  CONSTRAINT acting_record_pkey PRIMARY KEY (person_id, record_id),
  CONSTRAINT acting_record_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE admission (
  queue text NOT NULL,
  issued bigint NOT NULL,
  called bigint NOT NULL,
  called_at timestamp with time zone NOT NULL,
  CONSTRAINT admission_pkey PRIMARY KEY (queue)
);

CREATE TABLE appeal (
  person_id uuid NOT NULL,
  appeal_id uuid NOT NULL,
  number text NOT NULL,
  kind text NOT NULL,
  ground text NOT NULL,
  lane text NOT NULL,
  lane_note text,
  state text NOT NULL,
  division text NOT NULL,
  decision_id uuid NOT NULL,
  rule_id text,
  fact_id text,
  fact_source text,
  fact_kind text,
  statement_sealed bytea NOT NULL,
  departs_at timestamp with time zone,
  departure_sealed bytea,
  filed_by uuid,
  filed_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone NOT NULL,
  look_at timestamp with time zone,
  escalated_at timestamp with time zone,
  unconfirmed_since timestamp with time zone,
  second_look_at timestamp with time zone,
  closed_at timestamp with time zone,
  CONSTRAINT appeal_pkey PRIMARY KEY (person_id, appeal_id),
  CONSTRAINT appeal_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
  CONSTRAINT appeal_kind_check CHECK ((kind = ANY (ARRAY['appeal'::text, 'review'::text, 'release'::text]))),
  CONSTRAINT appeal_lane_check CHECK ((lane = ANY (ARRAY['usual'::text, 'urgent'::text]))),
  CONSTRAINT appeal_state_check CHECK ((state = ANY (ARRAY['open'::text, 'upheld'::text, 'rejected'::text])))
);
CREATE INDEX appeal_filed ON public.appeal USING btree (filed_at);
CREATE INDEX appeal_look ON public.appeal USING btree (look_at) WHERE (look_at IS NOT NULL);
CREATE INDEX appeal_open ON public.appeal USING btree (division, due_at) WHERE (state = 'open'::text);

CREATE TABLE appeal_answer (
  person_id uuid NOT NULL,
  appeal_id uuid NOT NULL,
  answer_id uuid NOT NULL,
  outcome text NOT NULL,
  answer text NOT NULL,
  text_sealed bytea NOT NULL,
  answered_by uuid NOT NULL,
  answered_by_person bytea NOT NULL,
  answered_at timestamp with time zone NOT NULL,
  CONSTRAINT appeal_answer_pkey PRIMARY KEY (person_id, appeal_id, answer_id),
  CONSTRAINT appeal_answer_person_id_appeal_id_fkey FOREIGN KEY (person_id, appeal_id) REFERENCES appeal(person_id, appeal_id),
  CONSTRAINT appeal_answer_outcome_check CHECK ((outcome = ANY (ARRAY['upheld'::text, 'rejected'::text])))
);

CREATE TABLE appeal_attachment (
  person_id uuid NOT NULL,
  appeal_id uuid NOT NULL,
  attachment_id uuid NOT NULL,
  media_type text NOT NULL,
  size integer NOT NULL,
  content_sealed bytea NOT NULL,
  received_at timestamp with time zone NOT NULL,
  CONSTRAINT appeal_attachment_pkey PRIMARY KEY (person_id, appeal_id, attachment_id),
  CONSTRAINT appeal_attachment_person_id_appeal_id_fkey FOREIGN KEY (person_id, appeal_id) REFERENCES appeal(person_id, appeal_id)
);

CREATE TABLE appeal_person (
  appeal_id uuid NOT NULL,
  person_id uuid NOT NULL,
  CONSTRAINT appeal_person_pkey PRIMARY KEY (appeal_id)
);

CREATE TABLE appeal_source (
  person_id uuid NOT NULL,
  appeal_id uuid NOT NULL,
  source text NOT NULL,
  peer text,
  division text NOT NULL,
  state text NOT NULL,
  finding text,
  text_sealed bytea,
  consent_sealed bytea,
  asked_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone NOT NULL,
  ask_at timestamp with time zone,
  answered_at timestamp with time zone,
  answered_by uuid,
  CONSTRAINT appeal_source_pkey PRIMARY KEY (person_id, appeal_id),
  CONSTRAINT appeal_source_person_id_appeal_id_fkey FOREIGN KEY (person_id, appeal_id) REFERENCES appeal(person_id, appeal_id),
  CONSTRAINT appeal_source_finding_check CHECK ((finding = ANY (ARRAY['error'::text, 'confirmed'::text, 'unknown'::text]))),
  CONSTRAINT appeal_source_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'answered'::text])))
);
CREATE INDEX appeal_source_ask ON public.appeal_source USING btree (ask_at) WHERE (ask_at IS NOT NULL);
CREATE INDEX appeal_source_waiting ON public.appeal_source USING btree (division, due_at) WHERE (state = 'asked'::text);

CREATE TABLE appeal_statement (
  person_id uuid NOT NULL,
  appeal_id uuid NOT NULL,
  statement_id uuid NOT NULL,
  stated_at timestamp with time zone NOT NULL,
  until timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT appeal_statement_pkey PRIMARY KEY (person_id, appeal_id, statement_id),
  CONSTRAINT appeal_statement_person_id_appeal_id_fkey FOREIGN KEY (person_id, appeal_id) REFERENCES appeal(person_id, appeal_id)
);

CREATE TABLE application_document (
  person_id uuid NOT NULL,
  conversion_id uuid NOT NULL,
  document_id uuid NOT NULL,
  media_type text NOT NULL,
  size integer NOT NULL,
  content_sealed bytea NOT NULL,
  received_at timestamp with time zone NOT NULL,
  CONSTRAINT application_document_pkey PRIMARY KEY (person_id, conversion_id, document_id),
  CONSTRAINT application_document_person_id_conversion_id_fkey FOREIGN KEY (person_id, conversion_id) REFERENCES conversion(person_id, conversion_id)
);
CREATE INDEX application_document_received ON public.application_document USING btree (received_at);

CREATE TABLE approval (
  approval_id uuid NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  subject_salt bytea NOT NULL,
  division text NOT NULL,
  ground text NOT NULL,
  document_number text NOT NULL,
  subject_count integer NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  payload_sealed bytea NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_by_person bytea NOT NULL,
  proposed_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  decided_by uuid,
  decided_at timestamp with time zone,
  CONSTRAINT approval_pkey PRIMARY KEY (approval_id),
  CONSTRAINT approval_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'rejected'::text, 'withdrawn'::text, 'expired'::text]))),
  CONSTRAINT approval_subject_count_check CHECK ((subject_count > 0))
);
CREATE INDEX approval_by_time ON public.approval USING btree (proposed_at);
CREATE INDEX approval_open ON public.approval USING btree (expires_at) WHERE (state = 'proposed'::text);

CREATE TABLE area_list (
  area_list_id uuid NOT NULL,
  division text NOT NULL,
  areas jsonb NOT NULL,
  state text NOT NULL,
  drafted_by uuid NOT NULL,
  drafted_at timestamp with time zone NOT NULL,
  preview jsonb,
  approval_id uuid,
  ground text,
  document_number text,
  ends_at timestamp with time zone,
  in_force_at timestamp with time zone,
  closed_at timestamp with time zone,
  CONSTRAINT area_list_pkey PRIMARY KEY (area_list_id),
  CONSTRAINT area_list_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'proposed'::text, 'in-force'::text, 'replaced'::text, 'withdrawn'::text])))
);
CREATE INDEX area_list_by_division ON public.area_list USING btree (division, state);

CREATE TABLE arrival (
  person_id uuid NOT NULL,
  arrival_id uuid NOT NULL,
  event_id uuid NOT NULL,
  consent_id uuid NOT NULL,
  division text NOT NULL,
  transport text NOT NULL,
  arrived_at timestamp with time zone NOT NULL,
  received_at timestamp with time zone NOT NULL,
  CONSTRAINT arrival_pkey PRIMARY KEY (person_id, arrival_id),
  CONSTRAINT arrival_person_id_event_id_key UNIQUE (person_id, event_id)
);

CREATE TABLE attempt_person (
  attempt_id uuid NOT NULL,
  person_id uuid NOT NULL,
  message_id uuid NOT NULL,
  CONSTRAINT attempt_person_pkey PRIMARY KEY (attempt_id)
);

CREATE TABLE attestation_request (
  person_id uuid NOT NULL,
  request_id uuid NOT NULL,
  peer text NOT NULL,
  purpose text NOT NULL,
  consent_grade text NOT NULL,
  match text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  commitment_id uuid,
  CONSTRAINT attestation_request_pkey PRIMARY KEY (person_id, request_id),
  CONSTRAINT attestation_request_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE authorization_code (
  code_hash bytea NOT NULL,
  person_id uuid NOT NULL,
  consent_id uuid NOT NULL,
  code_challenge text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  used_by_request uuid,
  CONSTRAINT authorization_code_pkey PRIMARY KEY (code_hash)
);

CREATE TABLE call_person (
  call_id uuid NOT NULL,
  person_id uuid NOT NULL,
  CONSTRAINT call_person_pkey PRIMARY KEY (call_id)
);

CREATE TABLE certificate_person (
  certificate_id uuid NOT NULL,
  kind text NOT NULL,
  person_id uuid NOT NULL,
  CONSTRAINT certificate_person_pkey PRIMARY KEY (certificate_id),
  CONSTRAINT certificate_person_kind_check CHECK ((kind = ANY (ARRAY['conversion'::text, 'correction'::text])))
);

CREATE TABLE channel_account (
  user_index bytea NOT NULL,
  account_id uuid NOT NULL,
  CONSTRAINT channel_account_pkey PRIMARY KEY (user_index)
);

CREATE TABLE channel_identity (
  account_id uuid NOT NULL,
  channel text NOT NULL,
  user_sealed bytea NOT NULL,
  user_index bytea NOT NULL,
  linked_at timestamp with time zone NOT NULL,
  CONSTRAINT channel_identity_pkey PRIMARY KEY (account_id, channel),
  CONSTRAINT channel_identity_channel_check CHECK ((channel = ANY (ARRAY['wechat'::text, 'alipay'::text])))
);

CREATE TABLE channel_subscription (
  account_id uuid NOT NULL,
  channel text NOT NULL,
  template text NOT NULL,
  remaining integer NOT NULL,
  CONSTRAINT channel_subscription_pkey PRIMARY KEY (account_id, channel, template),
  CONSTRAINT channel_subscription_remaining_check CHECK ((remaining >= 0))
);

CREATE TABLE checkpoint_device (
  venue_id uuid NOT NULL,
  device_id uuid NOT NULL,
  public_key bytea NOT NULL,
  enrolled_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  CONSTRAINT checkpoint_device_pkey PRIMARY KEY (venue_id, device_id),
  CONSTRAINT checkpoint_device_venue_id_fkey FOREIGN KEY (venue_id) REFERENCES venue(venue_id)
);

CREATE TABLE claim_notice (
  person_id uuid NOT NULL,
  noticed_on date NOT NULL,
  notice_id uuid NOT NULL,
  CONSTRAINT claim_notice_pkey PRIMARY KEY (person_id, noticed_on),
  CONSTRAINT claim_notice_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE clearance (
  person_id uuid NOT NULL,
  clearance_id uuid NOT NULL,
  fact_id uuid NOT NULL,
  source text NOT NULL,
  fact_kind text NOT NULL,
  division text NOT NULL,
  ground text NOT NULL,
  order_number text NOT NULL,
  cleared_by uuid NOT NULL,
  cleared_by_person bytea NOT NULL,
  cleared_at timestamp with time zone NOT NULL,
  until timestamp with time zone NOT NULL,
  review_by timestamp with time zone NOT NULL,
  state text NOT NULL,
  reviewed_by uuid,
  reviewed_at timestamp with time zone,
  CONSTRAINT clearance_pkey PRIMARY KEY (person_id, clearance_id),
  CONSTRAINT clearance_state_check CHECK ((state = ANY (ARRAY['to-review'::text, 'upheld'::text, 'ended'::text])))
);
CREATE INDEX clearance_by_officer ON public.clearance USING btree (cleared_by, cleared_at);
CREATE INDEX clearance_by_time ON public.clearance USING btree (cleared_at);
CREATE INDEX clearance_to_review ON public.clearance USING btree (review_by) WHERE (state = 'to-review'::text);

CREATE TABLE clearance_person (
  clearance_id uuid NOT NULL,
  person_id uuid NOT NULL,
  CONSTRAINT clearance_person_pkey PRIMARY KEY (clearance_id)
);

CREATE TABLE closure_receipt (
  certificate_id uuid NOT NULL,
  claims jsonb NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  CONSTRAINT closure_receipt_pkey PRIMARY KEY (certificate_id)
);

CREATE TABLE code (
  person_id uuid NOT NULL,
  code_id uuid NOT NULL,
  scope text NOT NULL,
  basis text NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  valid_to timestamp with time zone NOT NULL,
  commitment_id uuid NOT NULL,
  CONSTRAINT code_pkey PRIMARY KEY (person_id, code_id),
  CONSTRAINT code_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
  CONSTRAINT code_basis_check CHECK ((basis = ANY (ARRAY['declaration'::text, 'conversion'::text])))
);
CREATE INDEX code_ending ON public.code USING btree (valid_to, code_id);

CREATE TABLE collection_batch (
  venue_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  device_id uuid NOT NULL,
  received_at timestamp with time zone NOT NULL,
  CONSTRAINT collection_batch_pkey PRIMARY KEY (venue_id, batch_id)
);
CREATE INDEX collection_batch_by_age ON public.collection_batch USING btree (received_at);

CREATE TABLE collection_box (
  box text NOT NULL,
  venue_id uuid NOT NULL,
  counted integer NOT NULL,
  closed_at timestamp with time zone NOT NULL,
  CONSTRAINT collection_box_pkey PRIMARY KEY (box)
);
CREATE INDEX collection_box_by_age ON public.collection_box USING btree (closed_at);

CREATE TABLE collection_sample (
  tube text NOT NULL,
  sample_id uuid NOT NULL,
  document_index bytea NOT NULL,
  taken_at timestamp with time zone NOT NULL,
  moved_to text,
  moved_at timestamp with time zone,
  move_reason text,
  CONSTRAINT collection_sample_pkey PRIMARY KEY (tube, sample_id)
);
CREATE INDEX collection_sample_by_age ON public.collection_sample USING btree (taken_at);
CREATE INDEX collection_sample_of ON public.collection_sample USING btree (document_index);

CREATE TABLE collection_tube (
  tube text NOT NULL,
  venue_id uuid NOT NULL,
  device_id uuid NOT NULL,
  size integer NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  counted integer,
  box text,
  CONSTRAINT collection_tube_pkey PRIMARY KEY (tube)
);
CREATE INDEX collection_tube_box ON public.collection_tube USING btree (box) WHERE (box IS NOT NULL);
CREATE INDEX collection_tube_by_age ON public.collection_tube USING btree (opened_at);

CREATE TABLE colour_event (
  person_id uuid NOT NULL,
  peer text NOT NULL,
  sequence integer NOT NULL,
  event_id uuid NOT NULL,
  said_sealed bytea NOT NULL,
  happened_at timestamp with time zone NOT NULL,
  batch bigint,
  due_at timestamp with time zone,
  delivered_at timestamp with time zone,
  CONSTRAINT colour_event_pkey PRIMARY KEY (person_id, peer, sequence),
  CONSTRAINT colour_event_person_id_peer_fkey FOREIGN KEY (person_id, peer) REFERENCES colour_subscription(person_id, peer)
);
CREATE INDEX colour_event_due ON public.colour_event USING btree (peer, due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX colour_event_happened ON public.colour_event USING btree (happened_at);

CREATE TABLE colour_list (
  list_id uuid NOT NULL,
  kind text NOT NULL,
  division text NOT NULL,
  subject jsonb NOT NULL,
  ground text NOT NULL,
  document_number text NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  drafted_by uuid NOT NULL,
  drafted_at timestamp with time zone NOT NULL,
  entries integer NOT NULL,
  revision integer NOT NULL,
  preview jsonb,
  preview_hash bytea,
  preview_revision integer,
  approval_id uuid,
  approved_by uuid,
  in_force_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_by uuid,
  due_at timestamp with time zone,
  CONSTRAINT colour_list_pkey PRIMARY KEY (list_id),
  CONSTRAINT colour_list_kind_check CHECK ((kind = ANY (ARRAY['contacts'::text, 'areas'::text, 'venues'::text, 'posts'::text, 'isolations'::text, 'cases'::text, 'arrivals'::text]))),
  CONSTRAINT colour_list_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'proposed'::text, 'not-approved'::text, 'in-force'::text, 'withdrawn'::text, 'ended'::text])))
);
CREATE INDEX colour_list_by_time ON public.colour_list USING btree (drafted_at);
CREATE INDEX colour_list_due ON public.colour_list USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE TABLE colour_subscription (
  person_id uuid NOT NULL,
  peer text NOT NULL,
  subject bytea NOT NULL,
  fields text[] NOT NULL,
  said_hash bytea NOT NULL,
  sequence integer NOT NULL,
  started_at timestamp with time zone NOT NULL,
  until timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  consent_id uuid,
  CONSTRAINT colour_subscription_pkey PRIMARY KEY (person_id, peer),
  CONSTRAINT colour_subscription_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE colouring_stop (
  day date NOT NULL,
  staff_id uuid NOT NULL,
  what text NOT NULL,
  why text NOT NULL,
  division text NOT NULL,
  times integer NOT NULL,
  CONSTRAINT colouring_stop_pkey PRIMARY KEY (staff_id, day, what, why, division),
  CONSTRAINT colouring_stop_what_check CHECK ((what = ANY (ARRAY['list'::text, 'manual-colour'::text, 'results'::text])))
);

CREATE TABLE community_call (
  person_id uuid NOT NULL,
  call_id uuid NOT NULL,
  division text NOT NULL,
  state text NOT NULL,
  failed_calls smallint NOT NULL,
  call_after timestamp with time zone NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  CONSTRAINT community_call_pkey PRIMARY KEY (person_id, call_id),
  CONSTRAINT community_call_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
  CONSTRAINT community_call_state_check CHECK ((state = ANY (ARRAY['open'::text, 'reached'::text, 'needless'::text])))
);
CREATE UNIQUE INDEX community_call_one_open ON public.community_call USING btree (person_id) WHERE (state = 'open'::text);
CREATE INDEX community_call_open ON public.community_call USING btree (division, call_after) WHERE (state = 'open'::text);

CREATE TABLE community_call_try (
  person_id uuid NOT NULL,
  call_id uuid NOT NULL,
  try_id uuid NOT NULL,
  staff_id uuid NOT NULL,
  outcome text NOT NULL,
  called_at timestamp with time zone NOT NULL,
  CONSTRAINT community_call_try_pkey PRIMARY KEY (person_id, call_id, try_id),
  CONSTRAINT community_call_try_person_id_call_id_fkey FOREIGN KEY (person_id, call_id) REFERENCES community_call(person_id, call_id)
);

CREATE TABLE comparison (
  person_id uuid NOT NULL,
  declared_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone NOT NULL,
  CONSTRAINT comparison_pkey PRIMARY KEY (person_id),
  CONSTRAINT comparison_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);
CREATE INDEX comparison_due ON public.comparison USING btree (due_at);

CREATE TABLE consent (
  person_id uuid NOT NULL,
  consent_id uuid NOT NULL,
  audience text NOT NULL,
  purpose text NOT NULL,
  fields text[] NOT NULL,
  granted_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  withdrawn_at timestamp with time zone,
  renewable_until timestamp with time zone,
  CONSTRAINT consent_pkey PRIMARY KEY (person_id, consent_id),
  CONSTRAINT consent_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE consent_return (
  code_challenge text NOT NULL,
  authorization_code text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT consent_return_pkey PRIMARY KEY (code_challenge)
);
CREATE INDEX consent_return_expired ON public.consent_return USING btree (expires_at);

CREATE TABLE conversion (
  person_id uuid NOT NULL,
  conversion_id uuid NOT NULL,
  origin_division text NOT NULL,
  scope text NOT NULL,
  state text NOT NULL,
  cause text,
  consent jsonb,
  consent_grade text,
  request_id uuid NOT NULL,
  attempts integer NOT NULL,
  submitted_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone,
  attestation text,
  decision_id uuid,
  code_id uuid,
  consent_sealed bytea,
  path text NOT NULL,
  destination_division text,
  form_sealed bytea,
  consent_ends_at timestamp with time zone,
  group_id uuid,
  renews_conversion_id uuid,
  grade text,
  CONSTRAINT conversion_pkey PRIMARY KEY (person_id, conversion_id),
  CONSTRAINT conversion_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
  CONSTRAINT conversion_grade_check CHECK ((grade = ANY (ARRAY['attested'::text, 'shown'::text, 'relayed'::text, 'national'::text]))),
  CONSTRAINT conversion_path CHECK ((path = ANY (ARRAY['authorised'::text, 'linked'::text, 'picture'::text]))),
  CONSTRAINT conversion_state CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'verifying'::text, 'waiting-for-origin'::text, 'waiting-for-documents'::text, 'in-review'::text, 'deferred'::text, 'approved'::text, 'rejected'::text, 'withdrawn'::text, 'expired'::text])))
);
CREATE INDEX conversion_due ON public.conversion USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE UNIQUE INDEX conversion_one_draft ON public.conversion USING btree (person_id) WHERE (state = 'draft'::text);
CREATE UNIQUE INDEX conversion_one_open ON public.conversion USING btree (person_id) WHERE (state = ANY (ARRAY['submitted'::text, 'verifying'::text, 'waiting-for-origin'::text, 'waiting-for-documents'::text, 'in-review'::text, 'deferred'::text]));
CREATE INDEX conversion_queue ON public.conversion USING btree (submitted_at) WHERE (state = ANY (ARRAY['submitted'::text, 'verifying'::text]));

CREATE TABLE conversion_batch (
  batch_id uuid NOT NULL,
  origin_division text NOT NULL,
  decided integer NOT NULL,
  began_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone NOT NULL,
  CONSTRAINT conversion_batch_pkey PRIMARY KEY (batch_id)
);
CREATE INDEX conversion_batch_ended ON public.conversion_batch USING btree (ended_at);

CREATE TABLE conversion_certificate (
  person_id uuid NOT NULL,
  certificate_id uuid NOT NULL,
  conversion_id uuid NOT NULL,
  content_sealed bytea NOT NULL,
  commitment_id uuid NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  CONSTRAINT conversion_certificate_pkey PRIMARY KEY (person_id, certificate_id),
  CONSTRAINT conversion_certificate_person_id_conversion_id_key UNIQUE (person_id, conversion_id),
  CONSTRAINT conversion_certificate_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE conversion_event (
  person_id uuid NOT NULL,
  conversion_id uuid NOT NULL,
  event_id uuid NOT NULL,
  state text NOT NULL,
  cause text,
  happened_at timestamp with time zone NOT NULL,
  CONSTRAINT conversion_event_pkey PRIMARY KEY (person_id, conversion_id, event_id)
);

CREATE TABLE conversion_group (
  person_id uuid NOT NULL,
  group_id uuid NOT NULL,
  submitted_at timestamp with time zone NOT NULL,
  CONSTRAINT conversion_group_pkey PRIMARY KEY (person_id, group_id),
  CONSTRAINT conversion_group_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE conversion_group_member (
  person_id uuid NOT NULL,
  group_id uuid NOT NULL,
  position integer NOT NULL,
  member_id uuid,
  guardianship_id uuid,
  conversion_id uuid,
  problem text,
  CONSTRAINT conversion_group_member_pkey PRIMARY KEY (person_id, group_id, "position"),
  CONSTRAINT conversion_group_member_person_id_group_id_fkey FOREIGN KEY (person_id, group_id) REFERENCES conversion_group(person_id, group_id)
);

CREATE TABLE correction_certificate (
  person_id uuid NOT NULL,
  certificate_id uuid NOT NULL,
  appeal_id uuid NOT NULL,
  content_sealed bytea NOT NULL,
  commitment_id uuid NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  CONSTRAINT correction_certificate_pkey PRIMARY KEY (person_id, certificate_id),
  CONSTRAINT correction_certificate_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE current_code (
  person_id uuid NOT NULL,
  code_id uuid NOT NULL,
  CONSTRAINT current_code_pkey PRIMARY KEY (person_id),
  CONSTRAINT current_code_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE current_decision (
  person_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  purpose text NOT NULL,
  colour text NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone,
  stands_until timestamp with time zone,
  confirmed_at timestamp with time zone,
  ask_at timestamp with time zone,
  waits_for text[] NOT NULL DEFAULT '{}'::text[],
  CONSTRAINT current_decision_pkey PRIMARY KEY (person_id),
  CONSTRAINT current_decision_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);
CREATE INDEX current_decision_ask ON public.current_decision USING btree (ask_at) WHERE (ask_at IS NOT NULL);
CREATE INDEX current_decision_due ON public.current_decision USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX current_decision_waits ON public.current_decision USING gin (waits_for) WHERE (waits_for <> '{}'::text[]);

CREATE TABLE decision (
  person_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  purpose text NOT NULL,
  pack_id text NOT NULL,
  pack_version text NOT NULL,
  colour text NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  outcome jsonb NOT NULL,
  substance_hash bytea NOT NULL,
  fact_ids uuid[] NOT NULL,
  publication_id uuid,
  commitment_id uuid NOT NULL,
  outcome_hash bytea,
  inputs jsonb,
  CONSTRAINT decision_pkey PRIMARY KEY (person_id, decision_id),
  CONSTRAINT decision_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
  CONSTRAINT decision_colour_check CHECK ((colour = ANY (ARRAY['green'::text, 'yellow'::text, 'red'::text, 'pending'::text])))
);

CREATE TABLE declaration (
  person_id uuid NOT NULL,
  declaration_id uuid NOT NULL,
  kind text NOT NULL,
  pledge_version text NOT NULL,
  answers jsonb NOT NULL,
  declared_at timestamp with time zone NOT NULL,
  declared_by uuid,
  CONSTRAINT declaration_pkey PRIMARY KEY (person_id, declaration_id),
  CONSTRAINT declaration_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
  CONSTRAINT declaration_kind_check CHECK ((kind = ANY (ARRAY['health'::text, 'itinerary'::text, 'correction'::text, 'itinerary-correction'::text])))
);

CREATE TABLE device_venue (
  device_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  CONSTRAINT device_venue_pkey PRIMARY KEY (device_id)
);

CREATE TABLE document_person (
  document_index bytea NOT NULL,
  person_id uuid NOT NULL,
  CONSTRAINT document_person_pkey PRIMARY KEY (document_index)
);

CREATE TABLE door_check (
  venue_id uuid NOT NULL,
  check_id uuid NOT NULL,
  checked_at timestamp with time zone NOT NULL,
  device_id uuid NOT NULL,
  shift_id uuid,
  received_at timestamp with time zone NOT NULL,
  scan_id uuid,
  basis text NOT NULL,
  identity_outcome text,
  identity_way text,
  temperature text NOT NULL,
  verdict text NOT NULL,
  findings text[] NOT NULL,
  paper_sampled_at timestamp with time zone,
  paper_result text,
  paper_institution text,
  CONSTRAINT door_check_pkey PRIMARY KEY (venue_id, check_id, checked_at),
  CONSTRAINT door_check_basis_check CHECK ((basis = ANY (ARRAY['code'::text, 'paper-code'::text, 'document'::text, 'exemption'::text, 'manual'::text]))),
  CONSTRAINT door_check_identity_outcome_check CHECK ((identity_outcome = ANY (ARRAY['matches'::text, 'differs'::text, 'unreadable'::text]))),
  CONSTRAINT door_check_identity_way_check CHECK ((identity_way = ANY (ARRAY['reader'::text, 'typed'::text, 'by-eye'::text]))),
  CONSTRAINT door_check_paper_result_check CHECK ((paper_result = ANY (ARRAY['negative'::text, 'positive'::text]))),
  CONSTRAINT door_check_temperature_check CHECK ((temperature = ANY (ARRAY['ordinary'::text, 'fever'::text, 'not-taken'::text]))),
  CONSTRAINT door_check_verdict_check CHECK ((verdict = ANY (ARRAY['pass'::text, 'stop'::text, 'cannot-tell'::text])))
) PARTITION BY RANGE (checked_at);
CREATE INDEX door_check_received ON ONLY public.door_check USING btree (received_at);

CREATE TABLE enrolment_code (
  code_hash bytea NOT NULL,
  venue_id uuid NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT enrolment_code_pkey PRIMARY KEY (code_hash)
);

CREATE TABLE event_channel (
  peer text NOT NULL,
  last_batch bigint NOT NULL,
  taken_batch bigint NOT NULL,
  most integer NOT NULL,
  failures integer NOT NULL,
  next_at timestamp with time zone NOT NULL,
  paced_until timestamp with time zone NOT NULL,
  told_at timestamp with time zone,
  until timestamp with time zone NOT NULL,
  CONSTRAINT event_channel_pkey PRIMARY KEY (peer)
);

CREATE TABLE event_source (
  origin text NOT NULL,
  batch bigint NOT NULL,
  as_of timestamp with time zone,
  heard_at timestamp with time zone NOT NULL,
  contact text NOT NULL,
  CONSTRAINT event_source_pkey PRIMARY KEY (origin)
);

CREATE TABLE face_check (
  account_id uuid NOT NULL,
  face_id uuid NOT NULL,
  claim_index bytea NOT NULL,
  verify_id text,
  outcome text,
  answered_at timestamp with time zone,
  begun_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  channel text NOT NULL DEFAULT 'wechat'::text,
  given_back boolean NOT NULL DEFAULT false,
  used_at timestamp with time zone,
  CONSTRAINT face_check_pkey PRIMARY KEY (account_id, face_id)
);
CREATE INDEX face_check_expired ON public.face_check USING btree (expires_at);

CREATE TABLE fact (
  person_id uuid NOT NULL,
  fact_id uuid NOT NULL,
  kind text NOT NULL,
  source text NOT NULL,
  observed_at timestamp with time zone NOT NULL,
  received_at timestamp with time zone NOT NULL,
  valid_from timestamp with time zone,
  valid_to timestamp with time zone,
  data jsonb NOT NULL,
  superseded_by uuid,
  within text NOT NULL DEFAULT 'answer'::text,
  key text NOT NULL DEFAULT ''::text,
  CONSTRAINT fact_pkey PRIMARY KEY (person_id, fact_id),
  CONSTRAINT fact_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);
CREATE INDEX fact_current ON public.fact USING btree (person_id, source, kind) WHERE (superseded_by IS NULL);
CREATE UNIQUE INDEX fact_stated ON public.fact USING btree (person_id, source, within, key) WHERE ((superseded_by IS NULL) AND (within <> 'answer'::text));

CREATE TABLE failure_delay (
  subject bytea NOT NULL,
  failures integer NOT NULL,
  not_before bigint NOT NULL,
  CONSTRAINT failure_delay_pkey PRIMARY KEY (subject)
);

CREATE TABLE fallback_order (
  version integer NOT NULL,
  kid text NOT NULL,
  content_hash bytea NOT NULL,
  signed bytea NOT NULL,
  signed_at timestamp with time zone NOT NULL,
  CONSTRAINT fallback_order_pkey PRIMARY KEY (version, kid)
);

CREATE TABLE fallback_word (
  number integer NOT NULL,
  state text NOT NULL,
  said_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone NOT NULL,
  approval_id uuid NOT NULL,
  signed bytea,
  CONSTRAINT fallback_word_pkey PRIMARY KEY (number),
  CONSTRAINT fallback_word_state_check CHECK ((state = ANY (ARRAY['started'::text, 'ended'::text])))
);

CREATE TABLE foreign_origin_seen (
  venue_id uuid NOT NULL,
  division text NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  CONSTRAINT foreign_origin_seen_pkey PRIMARY KEY (venue_id, division)
);

CREATE TABLE foreign_status_list (
  uri text NOT NULL,
  division text NOT NULL,
  list_id uuid NOT NULL,
  token bytea NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  fetched_at timestamp with time zone NOT NULL,
  CONSTRAINT foreign_status_list_pkey PRIMARY KEY (uri),
  CONSTRAINT foreign_status_list_list_id_key UNIQUE (list_id)
);
CREATE INDEX foreign_status_list_by_division ON public.foreign_status_list USING btree (division);

CREATE TABLE forwarded_appeal (
  request_id uuid NOT NULL,
  peer text NOT NULL,
  person_id uuid NOT NULL,
  appeal_id uuid NOT NULL,
  received_at timestamp with time zone NOT NULL,
  CONSTRAINT forwarded_appeal_pkey PRIMARY KEY (request_id, peer)
);

CREATE TABLE guard_shift (
  venue_id uuid NOT NULL,
  shift_id uuid NOT NULL,
  device_id uuid NOT NULL,
  staff_id uuid NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT guard_shift_pkey PRIMARY KEY (venue_id, shift_id),
  CONSTRAINT guard_shift_venue_id_fkey FOREIGN KEY (venue_id) REFERENCES venue(venue_id)
);
CREATE INDEX guard_shift_opened ON public.guard_shift USING btree (opened_at);

CREATE TABLE guardian_consent (
  person_id uuid NOT NULL,
  conversion_id uuid NOT NULL,
  guardian_id uuid NOT NULL,
  pledge_version text NOT NULL,
  consented_at timestamp with time zone NOT NULL,
  CONSTRAINT guardian_consent_pkey PRIMARY KEY (person_id, conversion_id),
  CONSTRAINT guardian_consent_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE guardian_of (
  person_id uuid NOT NULL,
  guardianship_id uuid NOT NULL,
  guardian_id uuid NOT NULL,
  CONSTRAINT guardian_of_pkey PRIMARY KEY (person_id, guardianship_id),
  CONSTRAINT guardian_of_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE guardianship (
  person_id uuid NOT NULL,
  guardianship_id uuid NOT NULL,
  dependant_id uuid NOT NULL,
  relation text NOT NULL,
  ground text NOT NULL,
  since timestamp with time zone NOT NULL,
  due_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by text,
  CONSTRAINT guardianship_pkey PRIMARY KEY (person_id, guardianship_id),
  CONSTRAINT guardianship_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
  CONSTRAINT guardianship_ended_by_check CHECK ((ended_by = ANY (ARRAY['guardian'::text, 'dependant'::text, 'age'::text]))),
  CONSTRAINT guardianship_ground_check CHECK ((ground = ANY (ARRAY['household-register'::text, 'birth-certificate'::text, 'phone-code'::text]))),
  CONSTRAINT guardianship_relation_check CHECK ((relation = ANY (ARRAY['child'::text, 'adult'::text])))
);
CREATE INDEX guardianship_due ON public.guardianship USING btree (due_at) WHERE (ended_at IS NULL);

CREATE TABLE guardianship_request (
  person_id uuid NOT NULL,
  guardianship_id uuid NOT NULL,
  document_type text NOT NULL,
  document_sealed bytea NOT NULL,
  issuing_country text,
  name_sealed bytea NOT NULL,
  phone_sealed bytea NOT NULL,
  residence_division text,
  requested_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT guardianship_request_pkey PRIMARY KEY (person_id, guardianship_id),
  CONSTRAINT guardianship_request_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE guest_stay (
  person_id uuid NOT NULL,
  origin text,
  stay_id uuid,
  since timestamp with time zone,
  code_ends_at timestamp with time zone,
  leaves_at timestamp with time zone,
  due_at timestamp with time zone,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT guest_stay_pkey PRIMARY KEY (person_id),
  CONSTRAINT guest_stay_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);
CREATE INDEX guest_stay_due ON public.guest_stay USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX guest_stay_updated ON public.guest_stay USING btree (updated_at);

CREATE TABLE hearing (
  person_id uuid NOT NULL,
  hearing_id uuid NOT NULL,
  matter text NOT NULL,
  places text[] NOT NULL,
  state text NOT NULL,
  division text NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone NOT NULL,
  statement_sealed bytea,
  heard_at timestamp with time zone,
  outcome text,
  concluded_by uuid,
  closed_at timestamp with time zone,
  CONSTRAINT hearing_pkey PRIMARY KEY (person_id, hearing_id),
  CONSTRAINT hearing_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
  CONSTRAINT hearing_state_check CHECK ((state = ANY (ARRAY['waiting-for-you'::text, 'heard'::text, 'closed'::text])))
);
CREATE INDEX hearing_due ON public.hearing USING btree (due_at) WHERE (state = 'waiting-for-you'::text);
CREATE INDEX hearing_heard ON public.hearing USING btree (division, heard_at) WHERE (state = 'heard'::text);
CREATE UNIQUE INDEX hearing_one_open ON public.hearing USING btree (person_id, matter) WHERE (state <> 'closed'::text);

CREATE TABLE hearing_person (
  hearing_id uuid NOT NULL,
  person_id uuid NOT NULL,
  CONSTRAINT hearing_person_pkey PRIMARY KEY (hearing_id)
);

CREATE TABLE held_subject (
  subject bytea NOT NULL,
  person_id uuid NOT NULL,
  origin text NOT NULL,
  CONSTRAINT held_subject_pkey PRIMARY KEY (subject)
);

CREATE TABLE held_subscription (
  person_id uuid NOT NULL,
  origin text NOT NULL,
  subject bytea NOT NULL,
  conversion_id uuid NOT NULL,
  consent_grade text NOT NULL,
  sequence integer NOT NULL,
  started_at timestamp with time zone NOT NULL,
  until timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  said_sealed bytea,
  said_at timestamp with time zone,
  renewable_until timestamp with time zone,
  CONSTRAINT held_subscription_pkey PRIMARY KEY (person_id, origin),
  CONSTRAINT held_subscription_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE holder_device (
  person_id uuid NOT NULL,
  device_id uuid NOT NULL,
  added_at timestamp with time zone NOT NULL,
  last_seen_at timestamp with time zone NOT NULL,
  removed_at timestamp with time zone,
  added_by uuid,
  CONSTRAINT holder_device_pkey PRIMARY KEY (person_id, device_id),
  CONSTRAINT holder_device_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE kept_answer (
  caller_id uuid NOT NULL,
  key_hash bytea NOT NULL,
  request_hash bytea NOT NULL,
  answer_sealed bytea,
  kept_until timestamp with time zone NOT NULL,
  CONSTRAINT kept_answer_pkey PRIMARY KEY (caller_id, key_hash)
);
CREATE INDEX kept_answer_age ON public.kept_answer USING btree (kept_until);

CREATE TABLE limit_use (
  subject bytea NOT NULL,
  used_until bigint NOT NULL,
  CONSTRAINT limit_use_pkey PRIMARY KEY (subject)
);

CREATE TABLE list_entry (
  list_id uuid NOT NULL,
  subject_index bytea NOT NULL,
  entry_id uuid NOT NULL,
  person_id uuid,
  registered_in text,
  details_sealed bytea NOT NULL,
  state text NOT NULL,
  CONSTRAINT list_entry_pkey PRIMARY KEY (list_id, subject_index),
  CONSTRAINT list_entry_list_id_fkey FOREIGN KEY (list_id) REFERENCES colour_list(list_id),
  CONSTRAINT list_entry_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'applied'::text, 'held'::text, 'taken-back'::text])))
);
CREATE INDEX list_entry_of_state ON public.list_entry USING btree (list_id, state, entry_id);

CREATE TABLE list_preview_read (
  list_id uuid NOT NULL,
  staff_id uuid NOT NULL,
  preview_hash bytea NOT NULL,
  read_at timestamp with time zone NOT NULL,
  CONSTRAINT list_preview_read_pkey PRIMARY KEY (list_id, staff_id, preview_hash),
  CONSTRAINT list_preview_read_list_id_fkey FOREIGN KEY (list_id) REFERENCES colour_list(list_id)
);

CREATE TABLE listed_person (
  person_id uuid NOT NULL,
  list_id uuid NOT NULL,
  since timestamp with time zone NOT NULL,
  CONSTRAINT listed_person_pkey PRIMARY KEY (person_id, list_id),
  CONSTRAINT listed_person_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE listed_subject (
  subject_index bytea NOT NULL,
  list_id uuid NOT NULL,
  CONSTRAINT listed_subject_pkey PRIMARY KEY (subject_index, list_id)
);

CREATE TABLE log_checkpoint (
  size bigint NOT NULL,
  root bytea NOT NULL,
  note text NOT NULL,
  signed_at timestamp with time zone NOT NULL,
  CONSTRAINT log_checkpoint_pkey PRIMARY KEY (size)
);

CREATE TABLE log_commitment (
  commitment_id uuid NOT NULL,
  kind text NOT NULL,
  leaf bytea NOT NULL,
  salt bytea NOT NULL,
  made_at timestamp with time zone NOT NULL,
  batch_pending_id uuid,
  batch_position integer,
  CONSTRAINT log_commitment_pkey PRIMARY KEY (commitment_id)
);
CREATE INDEX log_commitment_batch ON public.log_commitment USING btree (batch_pending_id, batch_position);
CREATE INDEX log_commitment_waiting ON public.log_commitment USING btree (made_at) WHERE (batch_pending_id IS NULL);

CREATE TABLE log_entry (
  log_index bigint NOT NULL,
  entry bytea NOT NULL,
  leaf_hash bytea NOT NULL,
  pending_id uuid NOT NULL,
  CONSTRAINT log_entry_pkey PRIMARY KEY (log_index),
  CONSTRAINT log_entry_pending_id_key UNIQUE (pending_id)
);

CREATE TABLE log_node (
  level integer NOT NULL,
  node_index bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT log_node_pkey PRIMARY KEY (level, node_index)
);

CREATE TABLE log_pending (
  pending_id uuid NOT NULL,
  entry bytea NOT NULL,
  CONSTRAINT log_pending_pkey PRIMARY KEY (pending_id)
);

CREATE TABLE manual_colour (
  person_id uuid NOT NULL,
  manual_colour_id uuid NOT NULL,
  colour text NOT NULL,
  division text NOT NULL,
  ground text NOT NULL,
  document_number text NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  approval_id uuid,
  proposed_by uuid NOT NULL,
  proposed_at timestamp with time zone NOT NULL,
  approved_by uuid,
  since timestamp with time zone,
  closed_at timestamp with time zone,
  closed_by uuid,
  due_at timestamp with time zone,
  office text NOT NULL,
  CONSTRAINT manual_colour_pkey PRIMARY KEY (person_id, manual_colour_id),
  CONSTRAINT manual_colour_colour_check CHECK ((colour = ANY (ARRAY['yellow'::text, 'red'::text]))),
  CONSTRAINT manual_colour_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'in-force'::text, 'lifted'::text, 'ended'::text, 'not-approved'::text])))
);
CREATE INDEX manual_colour_by_proposer ON public.manual_colour USING btree (proposed_by, proposed_at);
CREATE INDEX manual_colour_by_time ON public.manual_colour USING btree (proposed_at);
CREATE INDEX manual_colour_due ON public.manual_colour USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE TABLE manual_colour_person (
  manual_colour_id uuid NOT NULL,
  person_id uuid NOT NULL,
  CONSTRAINT manual_colour_person_pkey PRIMARY KEY (manual_colour_id)
);

CREATE TABLE manual_registration (
  venue_id uuid NOT NULL,
  check_id uuid NOT NULL,
  registered_at timestamp with time zone NOT NULL,
  received_at timestamp with time zone NOT NULL,
  document_type text NOT NULL,
  document_index bytea NOT NULL,
  document_sealed bytea NOT NULL,
  issuing_country text,
  name_sealed bytea NOT NULL,
  phone_sealed bytea,
  CONSTRAINT manual_registration_pkey PRIMARY KEY (venue_id, check_id),
  CONSTRAINT manual_registration_venue_id_fkey FOREIGN KEY (venue_id) REFERENCES venue(venue_id)
);
CREATE INDEX manual_registration_document ON public.manual_registration USING btree (document_index);
CREATE INDEX manual_registration_received ON public.manual_registration USING btree (received_at);

CREATE TABLE message (
  person_id uuid NOT NULL,
  message_id uuid NOT NULL,
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  details jsonb NOT NULL,
  told_at timestamp with time zone NOT NULL,
  read_at timestamp with time zone,
  CONSTRAINT message_pkey PRIMARY KEY (person_id, message_id),
  CONSTRAINT message_person_id_kind_subject_id_key UNIQUE (person_id, kind, subject_id),
  CONSTRAINT message_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE message_attempt (
  person_id uuid NOT NULL,
  message_id uuid NOT NULL,
  attempt_id uuid NOT NULL,
  lane smallint NOT NULL,
  step smallint NOT NULL,
  recipient smallint NOT NULL,
  channel text,
  state text NOT NULL,
  failures smallint NOT NULL,
  reason text,
  due_at timestamp with time zone,
  started_at timestamp with time zone NOT NULL,
  settled_at timestamp with time zone,
  CONSTRAINT message_attempt_pkey PRIMARY KEY (person_id, message_id, attempt_id),
  CONSTRAINT message_attempt_person_id_message_id_fkey FOREIGN KEY (person_id, message_id) REFERENCES message(person_id, message_id),
  CONSTRAINT message_attempt_state_check CHECK ((state = ANY (ARRAY['due'::text, 'accepted'::text, 'delivered'::text, 'failed'::text, 'needless'::text])))
);
CREATE INDEX message_attempt_due ON public.message_attempt USING btree (lane, due_at) WHERE (due_at IS NOT NULL);

CREATE TABLE node_key (
  kid text NOT NULL,
  use text NOT NULL,
  suite text NOT NULL,
  public_key text NOT NULL,
  first_used_at timestamp with time zone NOT NULL,
  CONSTRAINT node_key_pkey PRIMARY KEY (kid)
);

CREATE TABLE offline_display (
  validity_day date NOT NULL,
  idx bigint NOT NULL,
  display_time bigint NOT NULL,
  venue_id uuid NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  CONSTRAINT offline_display_pkey PRIMARY KEY (validity_day, idx, display_time)
);

CREATE TABLE ordinal_counter (
  validity_day date NOT NULL,
  next_ordinal bigint NOT NULL,
  shard_bits smallint NOT NULL,
  with_paper boolean NOT NULL DEFAULT false,
  CONSTRAINT ordinal_counter_pkey PRIMARY KEY (validity_day),
  CONSTRAINT ordinal_counter_shard_bits_check CHECK (((shard_bits >= 0) AND (shard_bits <= 10)))
);

CREATE TABLE organisation (
  organisation_id uuid NOT NULL,
  kind text NOT NULL,
  division text NOT NULL,
  name text NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT organisation_pkey PRIMARY KEY (organisation_id),
  CONSTRAINT organisation_kind_check CHECK ((kind = ANY (ARRAY['employer'::text, 'school'::text])))
);

CREATE TABLE organisation_manager (
  staff_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  CONSTRAINT organisation_manager_pkey PRIMARY KEY (staff_id)
);

CREATE TABLE organisation_member (
  organisation_id uuid NOT NULL,
  membership_id uuid NOT NULL,
  person_id uuid NOT NULL,
  CONSTRAINT organisation_member_pkey PRIMARY KEY (organisation_id, membership_id)
);

CREATE TABLE outlook_look (
  person_id uuid NOT NULL,
  due_at timestamp with time zone NOT NULL,
  CONSTRAINT outlook_look_pkey PRIMARY KEY (person_id),
  CONSTRAINT outlook_look_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE own_data_export (
  person_id uuid NOT NULL,
  export_id uuid NOT NULL,
  exported_at timestamp with time zone NOT NULL,
  CONSTRAINT own_data_export_pkey PRIMARY KEY (person_id, export_id),
  CONSTRAINT own_data_export_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE paper_code (
  person_id uuid NOT NULL,
  paper_id uuid NOT NULL,
  code_id uuid NOT NULL,
  scope text NOT NULL,
  validity_day date NOT NULL,
  ordinal bigint NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  CONSTRAINT paper_code_pkey PRIMARY KEY (person_id, paper_id),
  CONSTRAINT paper_code_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE peer_breaker (
  peer text NOT NULL,
  failures integer NOT NULL,
  busy boolean NOT NULL,
  opened_at timestamp with time zone,
  retry_at timestamp with time zone,
  CONSTRAINT peer_breaker_pkey PRIMARY KEY (peer)
);

CREATE TABLE peer_nonce (
  nonce_hash bytea NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT peer_nonce_pkey PRIMARY KEY (nonce_hash)
);

CREATE TABLE pending_statement (
  document_index bytea NOT NULL,
  source text NOT NULL,
  within text NOT NULL,
  key text NOT NULL,
  division text,
  said_at timestamp with time zone NOT NULL,
  statement_sealed bytea NOT NULL,
  contents text[] NOT NULL,
  received_at timestamp with time zone NOT NULL,
  keep_until timestamp with time zone NOT NULL,
  upload_id uuid,
  CONSTRAINT pending_statement_pkey PRIMARY KEY (document_index, source, within, key)
);
CREATE INDEX pending_statement_held ON public.pending_statement USING btree (upload_id) WHERE (within = 'held'::text);
CREATE INDEX pending_statement_kept ON public.pending_statement USING btree (keep_until);

CREATE TABLE person (
  person_id uuid NOT NULL,
  document_type text NOT NULL,
  document_sealed bytea NOT NULL,
  name_sealed bytea NOT NULL,
  phone_sealed bytea,
  phone_index bytea,
  name_index bytea NOT NULL,
  residence_division text,
  verified_at timestamp with time zone NOT NULL,
  document_id uuid,
  issuing_country text,
  CONSTRAINT person_pkey PRIMARY KEY (person_id)
);

CREATE TABLE person_document (
  person_id uuid NOT NULL,
  document_id uuid NOT NULL,
  document_index bytea NOT NULL,
  document_type text NOT NULL,
  document_sealed bytea NOT NULL,
  issuing_country text,
  name_sealed bytea NOT NULL,
  name_index bytea NOT NULL,
  added_at timestamp with time zone NOT NULL,
  renewed_at timestamp with time zone,
  CONSTRAINT person_document_pkey PRIMARY KEY (person_id, document_id),
  CONSTRAINT person_document_person_id_document_index_key UNIQUE (person_id, document_index),
  CONSTRAINT person_document_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE person_lookup (
  staff_id uuid NOT NULL,
  lookup_id uuid NOT NULL,
  role text NOT NULL,
  division text NOT NULL,
  purpose text NOT NULL,
  reference text NOT NULL,
  found boolean NOT NULL,
  looked_up_at timestamp with time zone NOT NULL,
  CONSTRAINT person_lookup_pkey PRIMARY KEY (staff_id, lookup_id),
  CONSTRAINT person_lookup_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(staff_id)
);
CREATE INDEX person_lookup_by_age ON public.person_lookup USING btree (looked_up_at);
CREATE INDEX person_lookup_by_time ON public.person_lookup USING btree (staff_id, looked_up_at);

CREATE TABLE phone_account (
  phone_index bytea NOT NULL,
  account_id uuid NOT NULL,
  CONSTRAINT phone_account_pkey PRIMARY KEY (phone_index)
);

CREATE TABLE phone_code (
  phone_index bytea NOT NULL,
  code_hash bytea NOT NULL,
  sent_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  attempts integer NOT NULL,
  CONSTRAINT phone_code_pkey PRIMARY KEY (phone_index)
);

CREATE TABLE picture (
  person_id uuid NOT NULL,
  conversion_id uuid NOT NULL,
  picture_id uuid NOT NULL,
  state text NOT NULL,
  content_sealed bytea,
  received_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone,
  attempts integer NOT NULL,
  findings_sealed bytea,
  contradicts boolean,
  live_sealed bytea,
  live_until timestamp with time zone,
  accepted_at timestamp with time zone,
  CONSTRAINT picture_pkey PRIMARY KEY (person_id, conversion_id, picture_id),
  CONSTRAINT picture_person_id_conversion_id_fkey FOREIGN KEY (person_id, conversion_id) REFERENCES conversion(person_id, conversion_id),
  CONSTRAINT picture_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'read'::text, 'unreadable'::text])))
);
CREATE INDEX picture_due ON public.picture USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE TABLE picture_mark (
  mark bytea NOT NULL,
  person_id uuid NOT NULL,
  picture_id uuid NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  CONSTRAINT picture_mark_pkey PRIMARY KEY (mark, person_id)
);
CREATE INDEX picture_mark_picture ON public.picture_mark USING btree (picture_id);

CREATE TABLE place_sign (
  venue_id uuid NOT NULL,
  sign_id uuid NOT NULL,
  issued_by uuid NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  CONSTRAINT place_sign_pkey PRIMARY KEY (venue_id, sign_id),
  CONSTRAINT place_sign_venue_id_fkey FOREIGN KEY (venue_id) REFERENCES venue(venue_id)
);

CREATE TABLE policy_activation (
  activation_id uuid NOT NULL,
  release_id uuid NOT NULL,
  kind text NOT NULL,
  effective_at timestamp with time zone NOT NULL,
  approved_at timestamp with time zone NOT NULL,
  approval_id uuid,
  handed_over_at timestamp with time zone,
  CONSTRAINT policy_activation_pkey PRIMARY KEY (activation_id),
  CONSTRAINT policy_activation_release_id_fkey FOREIGN KEY (release_id) REFERENCES policy_release(release_id),
  CONSTRAINT policy_activation_kind_check CHECK ((kind = ANY (ARRAY['first'::text, 'release'::text, 'rollback'::text])))
);
CREATE INDEX policy_activation_effective ON public.policy_activation USING btree (effective_at, activation_id);

CREATE TABLE policy_pack (
  pack_id text NOT NULL,
  version text NOT NULL,
  purpose text NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  valid_to timestamp with time zone NOT NULL,
  content jsonb NOT NULL,
  content_hash bytea NOT NULL,
  loaded_at timestamp with time zone NOT NULL,
  drafted_by uuid,
  CONSTRAINT policy_pack_pkey PRIMARY KEY (pack_id, version)
);

CREATE TABLE policy_release (
  release_id uuid NOT NULL,
  division text NOT NULL,
  content jsonb NOT NULL,
  content_hash bytea NOT NULL,
  drafted_by uuid,
  drafted_at timestamp with time zone NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  approval_id uuid,
  CONSTRAINT policy_release_pkey PRIMARY KEY (release_id)
);

CREATE TABLE policy_simulation (
  simulation_id uuid NOT NULL,
  release_id uuid NOT NULL,
  content_hash bytea NOT NULL,
  activation_id uuid NOT NULL,
  judged_at timestamp with time zone NOT NULL,
  seed text NOT NULL,
  sample_size integer,
  people integer NOT NULL,
  looked_at integer NOT NULL,
  reached_id uuid,
  state text NOT NULL,
  counts jsonb NOT NULL,
  started_by uuid NOT NULL,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  CONSTRAINT policy_simulation_pkey PRIMARY KEY (simulation_id),
  CONSTRAINT policy_simulation_activation_id_fkey FOREIGN KEY (activation_id) REFERENCES policy_activation(activation_id),
  CONSTRAINT policy_simulation_release_id_fkey FOREIGN KEY (release_id) REFERENCES policy_release(release_id),
  CONSTRAINT policy_simulation_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'stopped'::text])))
);
CREATE INDEX policy_simulation_release ON public.policy_simulation USING btree (release_id, started_at);

CREATE TABLE positive_told (
  statement_index bytea NOT NULL,
  staff_id uuid,
  told_at timestamp with time zone NOT NULL,
  CONSTRAINT positive_told_pkey PRIMARY KEY (statement_index)
);
CREATE INDEX positive_told_by ON public.positive_told USING btree (staff_id, told_at);

CREATE TABLE pre_arrival (
  person_id uuid NOT NULL,
  pre_arrival_id uuid NOT NULL,
  origin_division text NOT NULL,
  destination text NOT NULL,
  travel_date date NOT NULL,
  transport text NOT NULL,
  state text NOT NULL,
  void_reason text,
  answer text NOT NULL,
  details_sealed bytea,
  origin_sealed bytea,
  origin_failure text,
  consent_sealed bytea,
  request_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  judged_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone,
  CONSTRAINT pre_arrival_pkey PRIMARY KEY (person_id, pre_arrival_id),
  CONSTRAINT pre_arrival_answer_check CHECK ((answer = ANY (ARRAY['to-verify'::text, 'may-come'::text, 'may-not-come'::text, 'to-confirm'::text, 'void'::text]))),
  CONSTRAINT pre_arrival_state_check CHECK ((state = ANY (ARRAY['open'::text, 'arrived'::text, 'void'::text]))),
  CONSTRAINT pre_arrival_void_reason_check CHECK ((void_reason = ANY (ARRAY['withdrawn'::text, 'replaced'::text, 'date-passed'::text])))
);
CREATE INDEX pre_arrival_due ON public.pre_arrival USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE TABLE recent_display (
  validity_day date NOT NULL,
  idx bigint NOT NULL,
  display_time bigint NOT NULL,
  venue_id uuid NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  CONSTRAINT recent_display_pkey PRIMARY KEY (validity_day, idx, display_time)
);
CREATE INDEX recent_display_age ON public.recent_display USING btree (seen_at);

CREATE TABLE recolouring (
  recolouring_id uuid NOT NULL,
  cause text NOT NULL,
  subject_id uuid,
  division text NOT NULL,
  people jsonb,
  started_at timestamp with time zone NOT NULL,
  found_at timestamp with time zone,
  finished_at timestamp with time zone,
  CONSTRAINT recolouring_pkey PRIMARY KEY (recolouring_id)
);
CREATE INDEX recolouring_open ON public.recolouring USING btree (started_at) WHERE (finished_at IS NULL);

CREATE TABLE recolouring_batch (
  recolouring_id uuid NOT NULL,
  number integer NOT NULL,
  person_ids uuid[] NOT NULL,
  size integer NOT NULL,
  failures smallint NOT NULL,
  due_at timestamp with time zone NOT NULL,
  done_at timestamp with time zone,
  decided integer,
  changed integer,
  CONSTRAINT recolouring_batch_pkey PRIMARY KEY (recolouring_id, number),
  CONSTRAINT recolouring_batch_recolouring_id_fkey FOREIGN KEY (recolouring_id) REFERENCES recolouring(recolouring_id)
);
CREATE INDEX recolouring_batch_open ON public.recolouring_batch USING btree (number, recolouring_id) WHERE (done_at IS NULL);

CREATE TABLE refused_event (
  peer text NOT NULL,
  event_id uuid NOT NULL,
  refused_at timestamp with time zone NOT NULL,
  CONSTRAINT refused_event_pkey PRIMARY KEY (event_id, peer)
);
CREATE INDEX refused_event_at ON public.refused_event USING btree (refused_at);

CREATE TABLE relocation (
  person_id uuid NOT NULL,
  request_id uuid NOT NULL,
  peer text NOT NULL,
  residence text NOT NULL,
  relocated_at timestamp with time zone NOT NULL,
  returned_at timestamp with time zone,
  CONSTRAINT relocation_pkey PRIMARY KEY (person_id, request_id),
  CONSTRAINT relocation_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);
CREATE UNIQUE INDEX relocation_standing ON public.relocation USING btree (person_id) WHERE (returned_at IS NULL);

CREATE TABLE reminder_progress (
  kind text NOT NULL,
  reached_at timestamp with time zone NOT NULL,
  reached_id uuid NOT NULL,
  CONSTRAINT reminder_progress_pkey PRIMARY KEY (kind)
);

CREATE TABLE review (
  person_id uuid NOT NULL,
  review_id uuid NOT NULL,
  conversion_id uuid NOT NULL,
  kind text NOT NULL,
  division text NOT NULL,
  findings_sealed bytea NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone NOT NULL,
  escalated_at timestamp with time zone,
  claimed_by uuid,
  claimed_until timestamp with time zone,
  decision text,
  ground text,
  note_sealed bytea,
  decided_by uuid,
  closed_at timestamp with time zone,
  CONSTRAINT review_pkey PRIMARY KEY (person_id, review_id),
  CONSTRAINT review_person_id_conversion_id_fkey FOREIGN KEY (person_id, conversion_id) REFERENCES conversion(person_id, conversion_id),
  CONSTRAINT review_decision_check CHECK ((decision = ANY (ARRAY['approve'::text, 'refuse'::text, 'more'::text]))),
  CONSTRAINT review_kind_check CHECK ((kind = ANY (ARRAY['itinerary'::text, 'picture'::text, 'second-look'::text])))
);
CREATE INDEX review_closed ON public.review USING btree (closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX review_due ON public.review USING btree (due_at) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX review_one_open ON public.review USING btree (person_id, conversion_id) WHERE (closed_at IS NULL);
CREATE INDEX review_open ON public.review USING btree (division, due_at) WHERE (closed_at IS NULL);

CREATE TABLE review_person (
  review_id uuid NOT NULL,
  person_id uuid NOT NULL,
  CONSTRAINT review_person_pkey PRIMARY KEY (review_id)
);

CREATE TABLE risk_publication (
  publication_id uuid NOT NULL,
  published_at timestamp with time zone NOT NULL,
  received_at timestamp with time zone NOT NULL,
  content_hash bytea NOT NULL,
  areas jsonb NOT NULL,
  own_areas integer NOT NULL DEFAULT 0,
  CONSTRAINT risk_publication_pkey PRIMARY KEY (publication_id)
);

CREATE TABLE roster_invitation (
  code_hash bytea NOT NULL,
  organisation_id uuid NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT roster_invitation_pkey PRIMARY KEY (code_hash)
);

CREATE TABLE roster_member (
  person_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  membership_id uuid NOT NULL,
  name_sealed bytea NOT NULL,
  joined_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone NOT NULL,
  left_at timestamp with time zone,
  looked_at timestamp with time zone,
  CONSTRAINT roster_member_pkey PRIMARY KEY (person_id, membership_id),
  CONSTRAINT roster_member_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);
CREATE UNIQUE INDEX roster_member_standing ON public.roster_member USING btree (person_id, organisation_id) WHERE (left_at IS NULL);

CREATE TABLE roster_return (
  person_id uuid NOT NULL,
  return_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  membership_id uuid NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  approved_at timestamp with time zone,
  approved_by uuid,
  CONSTRAINT roster_return_pkey PRIMARY KEY (person_id, return_id)
);
CREATE UNIQUE INDEX roster_return_open ON public.roster_return USING btree (person_id, membership_id) WHERE (approved_at IS NULL);

CREATE TABLE scan (
  venue_id uuid NOT NULL,
  scan_id uuid NOT NULL,
  scanned_at timestamp with time zone NOT NULL,
  device_id uuid NOT NULL,
  received_at timestamp with time zone NOT NULL,
  online boolean NOT NULL,
  issuer text,
  validity_day date,
  idx bigint,
  display_time bigint,
  verdict text NOT NULL,
  findings text[] NOT NULL,
  node_verdict text,
  CONSTRAINT scan_pkey PRIMARY KEY (venue_id, scan_id, scanned_at),
  CONSTRAINT scan_node_verdict_check CHECK ((node_verdict = ANY (ARRAY['pass'::text, 'stop'::text, 'cannot-tell'::text]))),
  CONSTRAINT scan_verdict_check CHECK ((verdict = ANY (ARRAY['pass'::text, 'stop'::text, 'cannot-tell'::text])))
) PARTITION BY RANGE (scanned_at);

CREATE TABLE scan_batch (
  venue_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  device_id uuid NOT NULL,
  received_at timestamp with time zone NOT NULL,
  size integer NOT NULL,
  CONSTRAINT scan_batch_pkey PRIMARY KEY (venue_id, batch_id)
);

CREATE TABLE scan_unverified (
  venue_id uuid NOT NULL,
  upload_id uuid NOT NULL,
  received_at timestamp with time zone NOT NULL,
  size integer NOT NULL,
  batch_sealed bytea NOT NULL,
  due_at timestamp with time zone NOT NULL,
  attempts integer NOT NULL,
  CONSTRAINT scan_unverified_pkey PRIMARY KEY (venue_id, upload_id)
);
CREATE INDEX scan_unverified_due ON public.scan_unverified USING btree (due_at);

CREATE TABLE session (
  token_hash bytea NOT NULL,
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT session_pkey PRIMARY KEY (token_hash),
  CONSTRAINT session_kind_check CHECK ((kind = ANY (ARRAY['account'::text, 'staff'::text, 'device'::text])))
);
CREATE INDEX session_by_subject ON public.session USING btree (subject_id);
CREATE INDEX session_of_staff ON public.session USING btree (subject_id) WHERE (kind = 'staff'::text);

CREATE TABLE sign_on (
  state_hash bytea NOT NULL,
  code_challenge text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT sign_on_pkey PRIMARY KEY (state_hash)
);
CREATE INDEX sign_on_expired ON public.sign_on USING btree (expires_at);

CREATE TABLE sojourn (
  person_id uuid NOT NULL,
  fact_id uuid NOT NULL,
  position smallint NOT NULL,
  prefix text NOT NULL,
  place text,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  CONSTRAINT sojourn_pkey PRIMARY KEY (person_id, fact_id, "position"),
  CONSTRAINT sojourn_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);
CREATE INDEX sojourn_by_place ON public.sojourn USING btree (place, ends_at, starts_at, person_id) WHERE (place IS NOT NULL);
CREATE INDEX sojourn_by_prefix ON public.sojourn USING btree (prefix, ends_at, starts_at, person_id);

CREATE TABLE source_report (
  person_id uuid NOT NULL,
  source text NOT NULL,
  report_id uuid NOT NULL,
  observed_at timestamp with time zone NOT NULL,
  received_at timestamp with time zone NOT NULL,
  period text NOT NULL,
  CONSTRAINT source_report_pkey PRIMARY KEY (person_id, source),
  CONSTRAINT source_report_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE source_state (
  source text NOT NULL,
  last_answer_at timestamp with time zone,
  last_failure_at timestamp with time zone,
  paused_until timestamp with time zone,
  complete_at timestamp with time zone,
  complete_report_id uuid,
  last_upload_at timestamp with time zone,
  CONSTRAINT source_state_pkey PRIMARY KEY (source)
);

CREATE TABLE staff (
  staff_id uuid NOT NULL,
  username text NOT NULL,
  password_hash text NOT NULL,
  role text NOT NULL,
  division text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  personnel_sealed bytea,
  personnel_index bytea,
  role_until timestamp with time zone,
  administrator_until timestamp with time zone,
  last_sign_in_at timestamp with time zone,
  password_changed_at timestamp with time zone,
  password_reset_at timestamp with time zone,
  one_time_password_until timestamp with time zone,
  disabled_at timestamp with time zone,
  CONSTRAINT staff_pkey PRIMARY KEY (staff_id),
  CONSTRAINT staff_username_key UNIQUE (username)
);
CREATE UNIQUE INDEX staff_personnel ON public.staff USING btree (personnel_index) WHERE (disabled_at IS NULL);

CREATE TABLE standing_consent (
  person_id uuid NOT NULL,
  consent_id uuid NOT NULL,
  origin_division text NOT NULL,
  scope text NOT NULL,
  granted_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  CONSTRAINT standing_consent_pkey PRIMARY KEY (person_id, consent_id)
);

CREATE TABLE standing_consent_phone (
  phone_index bytea NOT NULL,
  person_id uuid NOT NULL,
  consent_id uuid NOT NULL,
  CONSTRAINT standing_consent_phone_pkey PRIMARY KEY (phone_index)
);

CREATE TABLE status_mark (
  validity_day date NOT NULL,
  idx bigint NOT NULL,
  status smallint NOT NULL,
  marked_at timestamp with time zone NOT NULL,
  CONSTRAINT status_mark_pkey PRIMARY KEY (validity_day, idx),
  CONSTRAINT status_mark_status_check CHECK ((status = ANY (ARRAY[1, 3])))
);
CREATE INDEX status_mark_age ON public.status_mark USING btree (marked_at);

CREATE TABLE status_relay (
  division text NOT NULL,
  due_at timestamp with time zone NOT NULL,
  failures integer NOT NULL,
  CONSTRAINT status_relay_pkey PRIMARY KEY (division)
);

CREATE TABLE status_shard (
  validity_day date NOT NULL,
  shard integer NOT NULL,
  token bytea NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  marks integer NOT NULL DEFAULT 0,
  CONSTRAINT status_shard_pkey PRIMARY KEY (validity_day, shard)
);

CREATE TABLE strip_grant (
  person_id uuid NOT NULL,
  grant_id uuid NOT NULL,
  device_id uuid NOT NULL,
  code_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  validity_day date NOT NULL,
  ordinal bigint NOT NULL,
  holder_key bytea NOT NULL,
  key_maker text NOT NULL,
  granted_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  superseded_at timestamp with time zone,
  CONSTRAINT strip_grant_pkey PRIMARY KEY (person_id, grant_id),
  CONSTRAINT strip_grant_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);
CREATE INDEX strip_grant_outstanding ON public.strip_grant USING btree (person_id, expires_at) WHERE (superseded_at IS NULL);

CREATE TABLE strip_ordinal (
  validity_day date NOT NULL,
  ordinal bigint NOT NULL,
  person_id uuid NOT NULL,
  grant_id uuid NOT NULL,
  CONSTRAINT strip_ordinal_pkey PRIMARY KEY (validity_day, ordinal)
);

CREATE TABLE subject_question (
  document_index bytea NOT NULL,
  asked_on date NOT NULL,
  request_id uuid NOT NULL,
  CONSTRAINT subject_question_pkey PRIMARY KEY (document_index, asked_on, request_id)
);

CREATE TABLE teller (
  teller text NOT NULL,
  heard_at timestamp with time zone NOT NULL,
  CONSTRAINT teller_pkey PRIMARY KEY (teller)
);

CREATE TABLE transfer (
  person_id uuid NOT NULL,
  transfer_id uuid NOT NULL,
  origin text NOT NULL,
  residence text NOT NULL,
  division text NOT NULL,
  state text NOT NULL,
  cause text,
  consent_sealed bytea,
  details_sealed bytea NOT NULL,
  stay_since timestamp with time zone NOT NULL,
  attempts integer NOT NULL,
  applied_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone,
  escalated_at timestamp with time zone,
  decided_at timestamp with time zone,
  decided_by uuid,
  closed_at timestamp with time zone,
  CONSTRAINT transfer_pkey PRIMARY KEY (person_id, transfer_id),
  CONSTRAINT transfer_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);
CREATE INDEX transfer_desk ON public.transfer USING btree (division text_pattern_ops) WHERE (state = 'in-review'::text);
CREATE INDEX transfer_due ON public.transfer USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE UNIQUE INDEX transfer_open ON public.transfer USING btree (person_id) WHERE (closed_at IS NULL);

CREATE TABLE transfer_person (
  transfer_id uuid NOT NULL,
  person_id uuid NOT NULL,
  CONSTRAINT transfer_person_pkey PRIMARY KEY (transfer_id)
);

CREATE TABLE trip (
  person_id uuid NOT NULL,
  trip_id uuid NOT NULL,
  declared_at timestamp with time zone NOT NULL,
  withdrawn_at timestamp with time zone,
  declaration_sealed bytea NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  CONSTRAINT trip_pkey PRIMARY KEY (person_id, trip_id),
  CONSTRAINT trip_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);
CREATE INDEX trip_ends ON public.trip USING btree (ends_at);

CREATE TABLE trip_draft (
  document_index bytea NOT NULL,
  draft_id uuid NOT NULL,
  peer text NOT NULL,
  offer_sealed bytea NOT NULL,
  received_at timestamp with time zone NOT NULL,
  applied_at timestamp with time zone,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT trip_draft_pkey PRIMARY KEY (document_index, draft_id, peer)
);
CREATE INDEX trip_draft_expires ON public.trip_draft USING btree (expires_at);

CREATE TABLE trip_leg (
  person_id uuid NOT NULL,
  trip_id uuid NOT NULL,
  position integer NOT NULL,
  leg_id uuid NOT NULL,
  division text NOT NULL,
  arrive_at timestamp with time zone NOT NULL,
  leave_at timestamp with time zone NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  consent_id uuid,
  evidence_sealed bytea,
  attempts integer NOT NULL,
  due_at timestamp with time zone,
  handed_on_at timestamp with time zone,
  CONSTRAINT trip_leg_pkey PRIMARY KEY (person_id, trip_id, "position"),
  CONSTRAINT trip_leg_person_id_trip_id_fkey FOREIGN KEY (person_id, trip_id) REFERENCES trip(person_id, trip_id),
  CONSTRAINT trip_leg_kind_check CHECK ((kind = ANY (ARRAY['stay'::text, 'transit'::text])))
);
CREATE INDEX trip_leg_due ON public.trip_leg USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE TABLE trust_list (
  version integer NOT NULL,
  content bytea NOT NULL,
  received_at timestamp with time zone NOT NULL,
  CONSTRAINT trust_list_pkey PRIMARY KEY (version)
);

CREATE TABLE undertaking (
  person_id uuid NOT NULL,
  source text NOT NULL,
  teller text NOT NULL,
  until timestamp with time zone NOT NULL,
  CONSTRAINT undertaking_pkey PRIMARY KEY (person_id, source),
  CONSTRAINT undertaking_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE upload (
  upload_id uuid NOT NULL,
  kind text NOT NULL,
  division text NOT NULL,
  staff_id uuid NOT NULL,
  attempt_id uuid NOT NULL,
  state text NOT NULL,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  content_hash bytea,
  same_as uuid,
  format text,
  encoding text,
  rows integer NOT NULL,
  counts jsonb NOT NULL,
  list_id uuid,
  held_approval_id uuid,
  CONSTRAINT upload_pkey PRIMARY KEY (upload_id),
  CONSTRAINT upload_state_check CHECK ((state = ANY (ARRAY['receiving'::text, 'done'::text])))
);
CREATE INDEX upload_by_content ON public.upload USING btree (content_hash) WHERE (state = 'done'::text);
CREATE INDEX upload_by_time ON public.upload USING btree (started_at);

CREATE TABLE upload_fault (
  upload_id uuid NOT NULL,
  attempt_id uuid NOT NULL,
  row_number integer NOT NULL,
  position smallint NOT NULL,
  column_name text,
  fault text NOT NULL,
  CONSTRAINT upload_fault_pkey PRIMARY KEY (upload_id, attempt_id, row_number, "position"),
  CONSTRAINT upload_fault_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES upload(upload_id)
);

CREATE TABLE used_ticket (
  ticket_hash bytea NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT used_ticket_pkey PRIMARY KEY (ticket_hash)
);

CREATE TABLE venue (
  venue_id uuid NOT NULL,
  division text NOT NULL,
  place_type text NOT NULL,
  name text NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT venue_pkey PRIMARY KEY (venue_id)
);

CREATE TABLE visit (
  person_id uuid NOT NULL,
  visit_id uuid NOT NULL,
  place_sealed bytea NOT NULL,
  known_by text NOT NULL,
  visited_at timestamp with time zone NOT NULL,
  received_at timestamp with time zone NOT NULL,
  confirm_by timestamp with time zone,
  doubtful boolean NOT NULL DEFAULT false,
  contested_at timestamp with time zone,
  CONSTRAINT visit_pkey PRIMARY KEY (person_id, visit_id),
  CONSTRAINT visit_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
  CONSTRAINT visit_check CHECK (((known_by = 'waiting'::text) = (confirm_by IS NOT NULL))),
  CONSTRAINT visit_known_by_check CHECK ((known_by = ANY (ARRAY['waiting'::text, 'display'::text, 'guard'::text, 'gate'::text])))
);
CREATE INDEX visit_age ON public.visit USING btree (visited_at);
CREATE INDEX visit_unconfirmed ON public.visit USING btree (confirm_by) WHERE (confirm_by IS NOT NULL);

CREATE TABLE waiting_event (
  person_id uuid NOT NULL,
  origin text NOT NULL,
  sequence integer NOT NULL,
  event_id uuid NOT NULL,
  said_sealed bytea NOT NULL,
  due_at timestamp with time zone NOT NULL,
  CONSTRAINT waiting_event_pkey PRIMARY KEY (person_id, origin, sequence),
  CONSTRAINT waiting_event_person_id_origin_fkey FOREIGN KEY (person_id, origin) REFERENCES held_subscription(person_id, origin)
);
CREATE INDEX waiting_event_due ON public.waiting_event USING btree (due_at);
