-- How many shards a validity day has is decided with its first strip and stands until the day is over: the permutation from ordinal
-- to index depends on it. Days that were begun before this was recorded have one shard.
alter table ordinal_counter add column shard_bits smallint not null default 0 check (shard_bits between 0 and 10);
alter table ordinal_counter alter column shard_bits drop default;

-- Which lists have to be signed again is asked once a second.
create index status_mark_age on status_mark (marked_at);

-- What the node found when it verified an uploaded scan; null until then, and for scans that it answered itself.
alter table scan add column node_verdict text check (node_verdict in ('pass', 'stop', 'cannot-tell'));

-- Batches of scans made without a network, with the texts of the codes, until they have been verified. Sealed: a code names somebody.
create table scan_unverified (
  venue_id uuid not null,
  upload_id uuid not null,
  received_at timestamptz not null,
  size integer not null,
  batch_sealed bytea not null,
  due_at timestamptz not null,
  attempts integer not null,
  primary key (venue_id, upload_id)
);

create index scan_unverified_due on scan_unverified (due_at);

-- Ciphertext does not get smaller.
alter table scan_unverified alter column batch_sealed set storage external;

-- As recent_display, for scans made without a network, which come days later.
create table offline_display (
  validity_day date not null,
  idx bigint not null,
  display_time bigint not null,
  venue_id uuid not null,
  seen_at timestamptz not null,
  primary key (validity_day, idx, display_time)
);
