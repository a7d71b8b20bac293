create table policy_pack (
  pack_id text not null,
  version text not null,
  purpose text not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  content jsonb not null,
  content_hash bytea not null,
  loaded_at timestamptz not null,
  primary key (pack_id, version)
);

-- Every decision keeps its inputs, so that it can be made again and must come out the same.
create table decision (
  person_id uuid not null references person (person_id),
  decision_id uuid not null,
  purpose text not null,
  pack_id text not null,
  pack_version text not null,
  colour text not null check (colour in ('green', 'yellow', 'red', 'pending')),
  decided_at timestamptz not null,
  outcome jsonb not null,
  outcome_hash bytea not null,
  fact_ids uuid[] not null,
  publication_id uuid,
  commitment_id uuid not null,
  primary key (person_id, decision_id)
);

create table current_decision (
  person_id uuid primary key references person (person_id),
  decision_id uuid not null,
  purpose text not null,
  colour text not null,
  decided_at timestamptz not null,
  due_at timestamptz
);

create index current_decision_due on current_decision (due_at) where due_at is not null;
