-- What waits to be given its place in the log. Written in the transaction of the thing that is logged.
create table log_pending (
  pending_id uuid primary key,
  entry bytea not null
);

create table log_entry (
  log_index bigint primary key,
  entry bytea not null,
  leaf_hash bytea not null,
  pending_id uuid not null unique
);

-- Hashes of complete subtrees: level 0 are leaves.
create table log_node (
  level integer not null,
  node_index bigint not null,
  hash bytea not null,
  primary key (level, node_index)
);

create table log_checkpoint (
  size bigint primary key,
  root bytea not null,
  note text not null,
  signed_at timestamptz not null
);

-- A personal entry is only a salted commitment; all commitments of a second share one entry in the log, their root.
create table log_commitment (
  commitment_id uuid primary key,
  kind text not null,
  leaf bytea not null,
  salt bytea not null,
  made_at timestamptz not null,
  batch_pending_id uuid,
  batch_position integer
);

create index log_commitment_waiting on log_commitment (made_at) where batch_pending_id is null;
create index log_commitment_batch on log_commitment (batch_pending_id, batch_position);

-- The node's public keys that the log knows.
create table node_key (
  kid text primary key,
  use text not null,
  suite text not null,
  public_key text not null,
  first_used_at timestamptz not null
);
