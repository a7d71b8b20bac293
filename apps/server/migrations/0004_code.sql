create table code (
  person_id uuid not null references person (person_id),
  code_id uuid not null,
  scope text not null,
  basis text not null check (basis in ('declaration', 'conversion')),
  issued_at timestamptz not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  commitment_id uuid not null,
  primary key (person_id, code_id)
);

create table current_code (
  person_id uuid primary key references person (person_id),
  code_id uuid not null
);

create table holder_device (
  person_id uuid not null references person (person_id),
  device_id uuid not null,
  added_at timestamptz not null,
  last_seen_at timestamptz not null,
  removed_at timestamptz,
  primary key (person_id, device_id)
);

-- One row for a device and a validity day, however many strips are re-signed for it: the row names the place of the strip in a
-- secret permutation of the day's indices, so an index tells nothing about order of issue or neighbourhood.
create table strip_grant (
  person_id uuid not null references person (person_id),
  grant_id uuid not null,
  device_id uuid not null,
  code_id uuid not null,
  decision_id uuid not null,
  validity_day date not null,
  ordinal bigint not null,
  holder_key bytea not null,
  key_maker text not null,
  granted_at timestamptz not null,
  expires_at timestamptz not null,
  superseded_at timestamptz,
  primary key (person_id, grant_id)
);

create index strip_grant_outstanding on strip_grant (person_id, expires_at) where superseded_at is null;

-- From an index that a checkpoint read back to the person, for online answers.
create table strip_ordinal (
  validity_day date not null,
  ordinal bigint not null,
  person_id uuid not null,
  grant_id uuid not null,
  primary key (validity_day, ordinal)
);

create table ordinal_counter (
  validity_day date primary key,
  next_ordinal bigint not null
);

create table status_mark (
  validity_day date not null,
  idx bigint not null,
  status smallint not null check (status in (1, 3)),
  marked_at timestamptz not null,
  primary key (validity_day, idx)
);

create table status_shard (
  validity_day date not null,
  shard integer not null,
  token bytea not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (validity_day, shard)
);
