-- That somebody was at a venue. The venue is sealed, so that nobody can list who was where; it is read for the person alone.
create table visit (
  person_id uuid not null references person (person_id),
  visit_id uuid not null,
  place_sealed bytea not null,
  known_by text not null check (known_by in ('waiting', 'display', 'guard', 'gate')),
  visited_at timestamptz not null,
  received_at timestamptz not null,
  -- Of a printed sign: until when a checkpoint of the place can confirm it; afterwards it vanishes.
  confirm_by timestamptz,
  doubtful boolean not null default false,
  contested_at timestamptz,
  primary key (person_id, visit_id),
  check ((known_by = 'waiting') = (confirm_by is not null))
);
create index visit_unconfirmed on visit (confirm_by) where confirm_by is not null;
create index visit_age on visit (visited_at);
