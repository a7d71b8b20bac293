-- A colour that changes at home is told to the provinces that hold a code converted from it.

-- At the origin: whom it tells, under which name, until when; and what it has last said, so that the same is not said twice.
create table colour_subscription (
  person_id uuid not null references person (person_id),
  peer text not null,
  subject bytea not null,
  fields text[] not null,
  said_hash bytea not null,
  sequence integer not null,
  started_at timestamptz not null,
  until timestamptz not null,
  ended_at timestamptz,
  primary key (person_id, peer)
);

-- Stored with the change itself; `batch`: the message that carries it, null while it waits for one; `due_at`: null once it is settled.
create table colour_event (
  person_id uuid not null,
  peer text not null,
  sequence integer not null,
  event_id uuid not null,
  said_sealed bytea not null,
  happened_at timestamptz not null,
  batch bigint,
  due_at timestamptz,
  delivered_at timestamptz,
  primary key (person_id, peer, sequence),
  foreign key (person_id, peer) references colour_subscription (person_id, peer)
);
create index colour_event_due on colour_event (peer, due_at) where due_at is not null;
create index colour_event_happened on colour_event (happened_at);

-- How far one peer has been told: batches go one after the other, none before the one before it is taken.
create table event_channel (
  peer text primary key,
  last_batch bigint not null,
  taken_batch bigint not null,
  most integer not null,
  failures integer not null,
  next_at timestamptz not null,
  paced_until timestamptz not null,
  told_at timestamptz,
  until timestamptz not null
);

-- At the destination: of whom an origin tells, and how far it has come with her.
create table held_subscription (
  person_id uuid not null references person (person_id),
  origin text not null,
  subject bytea not null,
  conversion_id uuid not null,
  consent_grade text not null,
  sequence integer not null,
  started_at timestamptz not null,
  until timestamptz not null,
  ended_at timestamptz,
  said_sealed bytea,
  said_at timestamptz,
  primary key (person_id, origin)
);

-- A peer knows a person by a name between the two only.
create table held_subject (
  subject bytea primary key,
  person_id uuid not null,
  origin text not null
);

-- Events that came before one that is missing. They wait for it, but not for long.
create table waiting_event (
  person_id uuid not null,
  origin text not null,
  sequence integer not null,
  event_id uuid not null,
  said_sealed bytea not null,
  due_at timestamptz not null,
  primary key (person_id, origin, sequence),
  foreign key (person_id, origin) references held_subscription (person_id, origin)
);
create index waiting_event_due on waiting_event (due_at);

-- How far one origin has told: `as_of` says that until then nothing has happened that is not here.
create table event_source (
  origin text primary key,
  batch bigint not null,
  as_of timestamptz,
  heard_at timestamptz not null,
  contact text not null
);

-- What came from a province that is not the source of that subscription.
create table refused_event (
  peer text not null,
  event_id uuid not null,
  refused_at timestamptz not null,
  primary key (event_id, peer)
);
create index refused_event_at on refused_event (refused_at);
