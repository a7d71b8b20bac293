-- Somebody who has stayed long asks that her code is transferred to the community where she lives. At the destination:
create table transfer (
  person_id uuid not null references person (person_id),
  transfer_id uuid not null,
  origin text not null,
  -- Where she lives, as narrow as she says.
  residence text not null,
  -- Whose desk decides: the residence, and the province once it was not decided in time.
  division text not null,
  state text not null,
  cause text,
  -- The origin's side of it, and what she says of her address and employer.
  consent_sealed bytea,
  details_sealed bytea not null,
  stay_since timestamptz not null,
  attempts integer not null,
  applied_at timestamptz not null,
  -- When the desk has to have decided, or the origin is told (again); null once it is over.
  due_at timestamptz,
  escalated_at timestamptz,
  decided_at timestamptz,
  decided_by uuid,
  closed_at timestamptz,
  primary key (person_id, transfer_id)
);
-- One at a time.
create unique index transfer_open on transfer (person_id) where closed_at is null;
create index transfer_due on transfer (due_at) where due_at is not null;
create index transfer_desk on transfer (division text_pattern_ops) where state = 'in-review';

-- Whose it is, for the desk that knows its id.
create table transfer_person (
  transfer_id uuid primary key,
  person_id uuid not null
);

-- At the origin: where she went. Her history stays until its retention; nothing new is done for her while this stands.
create table relocation (
  person_id uuid not null references person (person_id),
  request_id uuid not null,
  peer text not null,
  residence text not null,
  relocated_at timestamptz not null,
  -- Her code was transferred back.
  returned_at timestamptz,
  primary key (person_id, request_id)
);
create unique index relocation_standing on relocation (person_id) where returned_at is null;

