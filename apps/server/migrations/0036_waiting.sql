-- A peer that does not answer is asked by one application at a time until it answers again.
create table peer_breaker (
  peer text primary key,
  -- Failures in a row.
  failures integer not null,
  -- Why it counts as a failure: it was busy, or there was no answer.
  busy boolean not null,
  opened_at timestamptz,
  retry_at timestamptz
);

-- When what the person has agreed to ends; null for applications of before, for which it is reckoned from their beginning.
alter table conversion add column consent_ends_at timestamptz;
-- The family that applied together; its other applications stand with the other persons.
alter table conversion add column group_id uuid;

-- Applications nobody has decided on yet, in the order in which they came.
create index conversion_queue on conversion (submitted_at) where state in ('submitted', 'verifying');

-- What was taken one step on together, for some minutes: how fast this node is, from what it does.
create table conversion_batch (
  batch_id uuid primary key,
  origin_division text not null,
  decided integer not null,
  began_at timestamptz not null,
  ended_at timestamptz not null
);
create index conversion_batch_ended on conversion_batch (ended_at);

-- Places given to who comes while more apply than can be decided, and how far they have been called.
create table admission (
  queue text primary key,
  issued bigint not null,
  called bigint not null,
  called_at timestamptz not null
);

-- Tickets that have let an application in, until they run out by themselves.
create table used_ticket (
  ticket_hash bytea primary key,
  expires_at timestamptz not null
);

-- A family that applied in one submission, with who did it: what became of each stands with each.
create table conversion_group (
  person_id uuid not null references person (person_id),
  group_id uuid not null,
  submitted_at timestamptz not null,
  primary key (person_id, group_id)
);

create table conversion_group_member (
  person_id uuid not null,
  group_id uuid not null,
  position integer not null,
  member_id uuid not null,
  -- By which the applicant may act for the member; null for the applicant herself.
  guardianship_id uuid,
  conversion_id uuid,
  -- Why there is no application: a problem of the contract.
  problem text,
  primary key (person_id, group_id, position),
  foreign key (person_id, group_id) references conversion_group (person_id, group_id)
);

-- What a guardian agreed to for a child under fourteen (Personal Information Protection Law, article 31).
create table guardian_consent (
  person_id uuid not null references person (person_id),
  conversion_id uuid not null,
  guardian_id uuid not null,
  pledge_version text not null,
  consented_at timestamptz not null,
  primary key (person_id, conversion_id)
);
