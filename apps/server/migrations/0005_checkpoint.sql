create table venue (
  venue_id uuid primary key,
  division text not null,
  place_type text not null,
  name text not null,
  created_by uuid not null,
  created_at timestamptz not null
);

create table enrolment_code (
  code_hash bytea primary key,
  venue_id uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table checkpoint_device (
  venue_id uuid not null references venue (venue_id),
  device_id uuid not null,
  public_key bytea not null,
  enrolled_at timestamptz not null,
  revoked_at timestamptz,
  primary key (venue_id, device_id)
);

-- A session names a device only; its venue is found here.
create table device_venue (
  device_id uuid primary key,
  venue_id uuid not null
);

-- Scans carry no identity: the strip's index and day, the verdict, the findings.
create table scan (
  venue_id uuid not null,
  scan_id uuid not null,
  scanned_at timestamptz not null,
  device_id uuid not null,
  received_at timestamptz not null,
  online boolean not null,
  issuer text,
  validity_day date,
  idx bigint,
  display_time bigint,
  verdict text not null check (verdict in ('pass', 'stop', 'cannot-tell')),
  findings text[] not null,
  primary key (venue_id, scan_id, scanned_at)
) partition by range (scanned_at);

create table scan_default partition of scan default;

create table scan_batch (
  venue_id uuid not null,
  batch_id uuid not null,
  device_id uuid not null,
  received_at timestamptz not null,
  size integer not null,
  primary key (venue_id, batch_id)
);

-- Where a display was seen first, for two windows of its validity: the same one at another venue was passed on. Keyed on index and
-- display time, never on signature bytes, which anybody can change without making the signature invalid.
create table recent_display (
  validity_day date not null,
  idx bigint not null,
  display_time bigint not null,
  venue_id uuid not null,
  seen_at timestamptz not null,
  primary key (validity_day, idx, display_time)
);

create index recent_display_age on recent_display (seen_at);
