-- Status lists of other provinces, as this node holds them for its checkpoints, and which provinces' codes are seen where.

create table foreign_status_list (
  uri text primary key,
  division text not null,
  -- Under which a device asks for it.
  list_id uuid not null unique,
  token bytea not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  fetched_at timestamptz not null
);

create index foreign_status_list_by_division on foreign_status_list (division);

-- When each peer is asked for its lists next.
create table status_relay (
  division text primary key,
  due_at timestamptz not null,
  failures integer not null
);

-- Whose codes a venue sees: their lists are what its devices hold for the time without a network.
create table foreign_origin_seen (
  venue_id uuid not null,
  division text not null,
  seen_at timestamptz not null,
  primary key (venue_id, division)
);
