-- A source may undertake to tell of every change about a person. While it keeps to that, its silence says that nothing has changed, and
-- its word is as fresh as when it was last heard of.

create table undertaking (
  person_id uuid not null references person (person_id),
  source text not null,
  teller text not null,
  until timestamptz not null,
  primary key (person_id, source)
);

-- Up to when each teller has told everything.
create table teller (
  teller text primary key,
  heard_at timestamptz not null
);
