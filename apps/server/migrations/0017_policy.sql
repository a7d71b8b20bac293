-- A pack is available once it is stored; a release puts packs in force.
-- Who wrote a pack that came in as a draft; null for one that came with the installation.
alter table policy_pack add column drafted_by uuid;

-- What takes effect together: packs by id, version and hash, entry policy, door rules, texts and notices.
create table policy_release (
  release_id uuid primary key,
  division text not null,
  content jsonb not null,
  content_hash bytea not null,
  drafted_by uuid,
  drafted_at timestamptz not null,
  changed_at timestamptz not null,
  -- The proposal that is before the second person, if there is one.
  approval_id uuid
);

-- From when on a release is in force: until the next activation. Rows are added, never changed; a rollback is one more row.
create table policy_activation (
  activation_id uuid primary key,
  release_id uuid not null references policy_release (release_id),
  kind text not null check (kind in ('first', 'release', 'rollback')),
  effective_at timestamptz not null,
  approved_at timestamptz not null,
  approval_id uuid,
  -- When everybody whom it may concern has been handed over to be decided on anew.
  handed_over_at timestamptz
);

create index policy_activation_effective on policy_activation (effective_at, activation_id);

-- A draft run over people before anybody approves it. Nothing about them is changed.
create table policy_simulation (
  simulation_id uuid primary key,
  release_id uuid not null references policy_release (release_id),
  -- The draft as it was, and what it was compared with: a change of either makes the simulation worthless.
  content_hash bytea not null,
  activation_id uuid not null references policy_activation (activation_id),
  judged_at timestamptz not null,
  seed text not null,
  -- People to be looked at; null for everybody.
  sample_size integer,
  people integer not null,
  looked_at integer not null,
  reached_id uuid,
  state text not null check (state in ('running', 'done', 'stopped')),
  counts jsonb not null,
  started_by uuid not null,
  started_at timestamptz not null,
  finished_at timestamptz
);

create index policy_simulation_release on policy_simulation (release_id, started_at);
