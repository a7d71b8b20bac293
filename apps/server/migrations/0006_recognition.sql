create table conversion (
  person_id uuid not null references person (person_id),
  conversion_id uuid not null,
  origin_division text not null,
  scope text not null,
  state text not null,
  cause text,
  consent jsonb,
  consent_grade text not null,
  request_id uuid not null,
  attempts integer not null,
  submitted_at timestamptz not null,
  updated_at timestamptz not null,
  due_at timestamptz,
  attestation text,
  decision_id uuid,
  code_id uuid,
  primary key (person_id, conversion_id)
);

create index conversion_due on conversion (due_at) where due_at is not null;
create unique index conversion_one_open on conversion (person_id)
  where state in ('submitted', 'waiting-for-origin');

create table conversion_event (
  person_id uuid not null,
  conversion_id uuid not null,
  event_id uuid not null,
  state text not null,
  cause text,
  happened_at timestamptz not null,
  primary key (person_id, conversion_id, event_id)
);

create table trust_list (
  version integer primary key,
  content bytea not null,
  received_at timestamptz not null
);

create table peer_nonce (
  nonce_hash bytea primary key,
  expires_at timestamptz not null
);

-- Every question another province asked about a person, for the person to see.
create table attestation_request (
  person_id uuid not null references person (person_id),
  request_id uuid not null,
  peer text not null,
  purpose text not null,
  consent_grade text not null,
  match text not null,
  asked_at timestamptz not null,
  -- Where something was said of the person: what the log holds of it.
  commitment_id uuid,
  primary key (person_id, request_id)
);

-- Questions about a subject over all peers, whether or not the subject is known here. A question that comes again is one question.
create table subject_question (
  document_index bytea not null,
  asked_on date not null,
  request_id uuid not null,
  primary key (document_index, asked_on, request_id)
);
