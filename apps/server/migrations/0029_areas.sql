-- Files of contacts and of risk areas, and the areas a health commission has announced itself.

-- The draft that a file of people was sent for.
alter table upload add column list_id uuid;

-- Areas as one file names them: all of its division, or of those announced there.
create table area_list (
  area_list_id uuid primary key,
  division text not null,
  areas jsonb not null,
  state text not null check (state in ('draft', 'proposed', 'in-force', 'replaced', 'withdrawn')),
  drafted_by uuid not null,
  drafted_at timestamptz not null,
  preview jsonb,
  approval_id uuid,
  ground text,
  document_number text,
  ends_at timestamptz,
  in_force_at timestamptz,
  closed_at timestamptz
);

create index area_list_by_division on area_list (division, state);

-- How many at the end of the list the province announced itself; the others are the national platform's.
alter table risk_publication add column own_areas integer not null default 0;
