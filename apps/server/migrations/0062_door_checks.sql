-- A finished check at a door: how it went and what it rests on. It names nobody; the code that was shown stands in `scan`.
create table door_check (
  venue_id uuid not null,
  check_id uuid not null,
  checked_at timestamptz not null,
  device_id uuid not null,
  shift_id uuid,
  received_at timestamptz not null,
  scan_id uuid,
  basis text not null check (basis in ('code', 'paper-code', 'document', 'exemption', 'manual')),
  identity_outcome text check (identity_outcome in ('matches', 'differs', 'unreadable')),
  identity_way text check (identity_way in ('reader', 'typed', 'by-eye')),
  temperature text not null check (temperature in ('ordinary', 'fever', 'not-taken')),
  verdict text not null check (verdict in ('pass', 'stop', 'cannot-tell')),
  findings text[] not null,
  -- A test report on paper as the guard read it: no fact about anybody.
  paper_sampled_at timestamptz,
  paper_result text check (paper_result in ('negative', 'positive')),
  paper_institution text,
  primary key (venue_id, check_id, checked_at)
) partition by range (checked_at);

create table door_check_default partition of door_check default;
create index door_check_received on door_check (received_at);

-- A guard on duty at a device, by her own account: only then can she ask by document.
create table guard_shift (
  venue_id uuid not null references venue (venue_id),
  shift_id uuid not null,
  device_id uuid not null,
  staff_id uuid not null,
  opened_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  primary key (venue_id, shift_id)
);
create index guard_shift_opened on guard_shift (opened_at);

-- Who was let in on her name, document and phone, written down by hand.
create table manual_registration (
  venue_id uuid not null references venue (venue_id),
  check_id uuid not null,
  registered_at timestamptz not null,
  received_at timestamptz not null,
  document_type text not null,
  document_index bytea not null,
  document_sealed bytea not null,
  issuing_country text,
  name_sealed bytea not null,
  phone_sealed bytea,
  primary key (venue_id, check_id)
);
create index manual_registration_document on manual_registration (document_index);
create index manual_registration_received on manual_registration (received_at);
