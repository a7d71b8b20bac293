-- Contesting a colour: appeals, requests for a human review and applications to turn green are one kind of case with a clock of its own.
-- What the person and the staff write is sealed. `look_at`: the next instant at which a tick has something to do for the case.

create table appeal (
  person_id uuid not null references person (person_id),
  appeal_id uuid not null,
  number text not null,
  kind text not null check (kind in ('appeal', 'review', 'release')),
  ground text not null,
  lane text not null check (lane in ('usual', 'urgent')),
  lane_note text,
  state text not null check (state in ('open', 'upheld', 'rejected')),
  division text not null,
  decision_id uuid not null,
  rule_id text,
  fact_id text,
  fact_source text,
  fact_kind text,
  statement_sealed bytea not null,
  departs_at timestamptz,
  departure_sealed bytea,
  filed_by uuid,
  filed_at timestamptz not null,
  due_at timestamptz not null,
  look_at timestamptz,
  escalated_at timestamptz,
  unconfirmed_since timestamptz,
  second_look_at timestamptz,
  closed_at timestamptz,
  review_due_at timestamptz,
  reviewed_at timestamptz,
  reviewed_by uuid,
  review_finding text check (review_finding in ('right', 'wrong')),
  review_sealed bytea,
  primary key (person_id, appeal_id)
);
create index appeal_look on appeal (look_at) where look_at is not null;
create index appeal_open on appeal (division, due_at) where state = 'open';
create index appeal_to_review on appeal (division, review_due_at) where review_due_at is not null and reviewed_at is null;
create index appeal_filed on appeal (filed_at);

-- An appeal is found by its id: staff and peers know nothing else.
create table appeal_person (
  appeal_id uuid primary key,
  person_id uuid not null
);

create table appeal_attachment (
  person_id uuid not null,
  appeal_id uuid not null,
  attachment_id uuid not null,
  media_type text not null,
  size integer not null,
  content_sealed bytea not null,
  received_at timestamptz not null,
  primary key (person_id, appeal_id, attachment_id),
  foreign key (person_id, appeal_id) references appeal (person_id, appeal_id)
);
-- Pictures and ciphertext do not get smaller.
alter table appeal_attachment alter column content_sealed set storage external;

-- Every answer in order; the second is that of the second look, by another person.
create table appeal_answer (
  person_id uuid not null,
  appeal_id uuid not null,
  answer_id uuid not null,
  outcome text not null check (outcome in ('upheld', 'rejected')),
  answer text not null,
  text_sealed bytea not null,
  answered_by uuid not null,
  answered_by_person bytea not null,
  answered_at timestamptz not null,
  primary key (person_id, appeal_id, answer_id),
  foreign key (person_id, appeal_id) references appeal (person_id, appeal_id)
);

-- The case in the queue of the source that said the contested record, or at the province of origin.
create table appeal_source (
  person_id uuid not null,
  appeal_id uuid not null,
  source text not null,
  peer text,
  division text not null,
  state text not null check (state in ('asked', 'answered')),
  finding text check (finding in ('error', 'confirmed', 'unknown')),
  text_sealed bytea,
  consent_sealed bytea,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  ask_at timestamptz,
  answered_at timestamptz,
  answered_by uuid,
  primary key (person_id, appeal_id),
  foreign key (person_id, appeal_id) references appeal (person_id, appeal_id)
);
create index appeal_source_waiting on appeal_source (division, due_at) where state = 'asked';
create index appeal_source_ask on appeal_source (ask_at) where ask_at is not null;

-- What one officer cleared and what counts as contested, so that either can be ended: the id is that of its statement.
create table appeal_statement (
  person_id uuid not null,
  appeal_id uuid not null,
  statement_id uuid not null,
  kind text not null check (kind in ('clearance', 'contest')),
  stated_at timestamptz not null,
  until timestamptz not null,
  ended_at timestamptz,
  primary key (person_id, appeal_id, statement_id),
  foreign key (person_id, appeal_id) references appeal (person_id, appeal_id)
);

create table correction_certificate (
  person_id uuid not null references person (person_id),
  certificate_id uuid not null,
  appeal_id uuid not null,
  content_sealed bytea not null,
  commitment_id uuid not null,
  issued_at timestamptz not null,
  primary key (person_id, certificate_id)
);

-- Which appeal a request of a peer has become, so that the same request is one appeal.
create table forwarded_appeal (
  request_id uuid not null,
  peer text not null,
  person_id uuid not null,
  appeal_id uuid not null,
  received_at timestamptz not null,
  primary key (request_id, peer)
);

-- A declaration and the data differ: the person is heard. One open hearing for a person and matter.
create table hearing (
  person_id uuid not null references person (person_id),
  hearing_id uuid not null,
  matter text not null,
  places text[] not null,
  state text not null check (state in ('waiting-for-you', 'heard', 'closed')),
  division text not null,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  statement_sealed bytea,
  heard_at timestamptz,
  outcome text,
  concluded_by uuid,
  closed_at timestamptz,
  primary key (person_id, hearing_id)
);
create unique index hearing_one_open on hearing (person_id, matter) where state <> 'closed';
create index hearing_due on hearing (due_at) where state = 'waiting-for-you';
create index hearing_heard on hearing (division, heard_at) where state = 'heard';

create table hearing_person (
  hearing_id uuid primary key,
  person_id uuid not null
);

-- Whose declaration is to be compared with the data, once the sources have been asked.
create table comparison (
  person_id uuid primary key references person (person_id),
  declared_at timestamptz not null,
  due_at timestamptz not null
);
create index comparison_due on comparison (due_at);

-- An itinerary that leaves out a place named earlier the same day is a correction too, and counts as one.
alter table declaration drop constraint declaration_kind_check;
alter table declaration add constraint declaration_kind_check
  check (kind in ('health', 'itinerary', 'correction', 'itinerary-correction'));
