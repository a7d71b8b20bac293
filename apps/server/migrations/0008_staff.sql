-- Staff accounts that can be changed and ended, what takes two people, and who looked at whom.

alter table staff
  add column personnel_sealed bytea,
  add column personnel_index bytea,
  add column role_until timestamptz,
  -- When the account was, or will be, an administrator's for the last time.
  add column administrator_until timestamptz,
  add column last_sign_in_at timestamptz,
  add column password_changed_at timestamptz,
  -- Set by somebody else, who may know it: it serves once.
  add column password_reset_at timestamptz,
  add column one_time_password_until timestamptz,
  add column disabled_at timestamptz;

-- A disabled account keeps its number, so that the person is known again under a new account.
create unique index staff_personnel on staff (personnel_index) where disabled_at is null;

-- A disabled account's sessions end at once. Only the few sessions of staff are in it.
create index session_of_staff on session (subject_id) where kind = 'staff';

create table approval (
  approval_id uuid primary key,
  kind text not null,
  -- Opaque to all but the feature that owns the kind; the log holds a salted hash of it.
  subject text not null,
  subject_salt bytea not null,
  division text not null,
  ground text not null,
  document_number text not null,
  subject_count integer not null check (subject_count > 0),
  ends_at timestamptz not null,
  payload_sealed bytea not null,
  proposed_by uuid not null,
  proposed_by_person bytea not null,
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null check (state in ('proposed', 'approved', 'rejected', 'withdrawn', 'expired')),
  decided_by uuid,
  decided_at timestamptz
);

create index approval_open on approval (expires_at) where state = 'proposed';
create index approval_by_time on approval (proposed_at);

-- Every access of staff to a person's data. Rows are only ever added.
create table access_record (
  person_id uuid not null references person (person_id),
  access_id uuid not null,
  staff_id uuid not null,
  role text not null,
  division text not null,
  purpose text not null,
  seen text[] not null,
  reference text not null,
  accessed_at timestamptz not null,
  commitment_id uuid not null,
  primary key (person_id, access_id)
);

create index access_record_by_staff on access_record (staff_id, accessed_at);
create index access_record_by_time on access_record (accessed_at);

-- Every look-up, also one that found nobody; it names no person.
create table person_lookup (
  staff_id uuid not null references staff (staff_id),
  lookup_id uuid not null,
  role text not null,
  division text not null,
  purpose text not null,
  reference text not null,
  found boolean not null,
  looked_up_at timestamptz not null,
  primary key (staff_id, lookup_id)
);

create index person_lookup_by_time on person_lookup (staff_id, looked_up_at);
