-- The answers to requests that a caller may send again under the same key, sealed, and kept for a day.
create table kept_answer (
  caller_id uuid not null,
  key_hash bytea not null,
  request_hash bytea not null,
  answer_sealed bytea,
  kept_until timestamptz not null,
  primary key (caller_id, key_hash)
);

create index kept_answer_age on kept_answer (kept_until);

-- Until when a source that keeps failing is not asked.
alter table source_state add column paused_until timestamptz;
