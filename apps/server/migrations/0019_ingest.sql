-- Tables of facts that laboratories and health commissions upload.

create table upload (
  upload_id uuid primary key,
  kind text not null,
  division text not null,
  staff_id uuid not null,
  -- Drawn anew whenever the file is sent again under this id: only the latest sending goes on.
  attempt_id uuid not null,
  state text not null check (state in ('receiving', 'done')),
  started_at timestamptz not null,
  finished_at timestamptz,
  -- SHA-256 of the file, once it has arrived whole.
  content_hash bytea,
  -- The upload that brought the same file before; its receipt is the answer.
  same_as uuid,
  format text,
  encoding text,
  rows integer not null,
  counts jsonb not null
);

create index upload_by_content on upload (content_hash) where state = 'done';
create index upload_by_time on upload (started_at);

-- What was wrong with a row: its place, never what stood there.
create table upload_fault (
  upload_id uuid not null references upload (upload_id),
  attempt_id uuid not null,
  row_number integer not null,
  position smallint not null,
  column_name text,
  fault text not null,
  primary key (upload_id, attempt_id, row_number, position)
);

-- What was said of somebody who has not registered, until that is done or the time is over.
create table pending_statement (
  document_index bytea not null,
  source text not null,
  within text not null,
  key text not null,
  -- Where the person has to live for it to count; null: anywhere.
  division text,
  said_at timestamptz not null,
  statement_sealed bytea not null,
  -- Blind indexes of every content this place has had: one that was replaced does not come back with an old file.
  contents text[] not null,
  received_at timestamptz not null,
  keep_until timestamptz not null,
  primary key (document_index, source, within, key)
);

create index pending_statement_kept on pending_statement (keep_until);
alter table pending_statement alter column statement_sealed set storage external;

-- When the source last sent a file that had any good row.
alter table source_state add column last_upload_at timestamptz;
