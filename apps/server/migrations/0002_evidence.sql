-- What was declared and what other systems said. Append-only: a correction supersedes, it does not overwrite.

create table declaration (
  person_id uuid not null references person (person_id),
  declaration_id uuid not null,
  kind text not null check (kind in ('health', 'itinerary', 'correction')),
  pledge_version text not null,
  answers jsonb not null,
  declared_at timestamptz not null,
  primary key (person_id, declaration_id)
);

create table fact (
  person_id uuid not null references person (person_id),
  fact_id uuid not null,
  kind text not null,
  source text not null,
  observed_at timestamptz not null,
  received_at timestamptz not null,
  valid_from timestamptz,
  valid_to timestamptz,
  data jsonb not null,
  superseded_by uuid,
  primary key (person_id, fact_id)
);

create index fact_current on fact (person_id, source, kind) where superseded_by is null;

create table source_state (
  source text primary key,
  last_answer_at timestamptz,
  last_failure_at timestamptz
);

-- Reference data that is about places, not people. A decision names the publication it used.
create table risk_publication (
  publication_id uuid primary key,
  published_at timestamptz not null,
  received_at timestamptz not null,
  content_hash bytea not null,
  areas jsonb not null
);
