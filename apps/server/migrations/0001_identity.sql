-- People, accounts, sessions, consents, staff.
-- Sealed columns hold ciphertext; *_index columns hold keyed blind indexes. No document number, phone or name stands here in the clear.

create table person (
  person_id uuid primary key,
  document_type text not null,
  document_sealed bytea not null,
  name_sealed bytea not null,
  phone_sealed bytea not null,
  phone_index bytea not null,
  name_index bytea not null,
  residence_division text,
  verified_at timestamptz not null
);

-- One person for one document, whoever signs in.
create table document_person (
  document_index bytea primary key,
  person_id uuid not null
);

create table account (
  account_id uuid primary key,
  phone_sealed bytea not null,
  phone_index bytea not null,
  person_id uuid,
  created_at timestamptz not null
);

create table phone_account (
  phone_index bytea primary key,
  account_id uuid not null
);

create table phone_code (
  phone_index bytea primary key,
  code_hash bytea not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  attempts integer not null
);

create table session (
  token_hash bytea primary key,
  kind text not null check (kind in ('account', 'staff', 'device')),
  subject_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create table consent (
  person_id uuid not null references person (person_id),
  consent_id uuid not null,
  audience text not null,
  purpose text not null,
  fields text[] not null,
  granted_at timestamptz not null,
  expires_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (person_id, consent_id)
);

-- The authorization code of a consent is looked up by itself: it is all the asking province has.
create table authorization_code (
  code_hash bytea primary key,
  person_id uuid not null,
  consent_id uuid not null,
  code_challenge text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by_request uuid
);

create table staff (
  staff_id uuid primary key,
  username text not null unique,
  password_hash text not null,
  role text not null,
  division text not null,
  created_at timestamptz not null
);
