-- A trip through several provinces, stated once: where she goes, and the declaration that serves all of it.
create table trip (
  person_id uuid not null references person (person_id),
  trip_id uuid not null,
  declared_at timestamptz not null,
  withdrawn_at timestamptz,
  declaration_sealed bytea not null,
  -- After the last leg it is of no use to anybody.
  ends_at timestamptz not null,
  primary key (person_id, trip_id)
);
create index trip_ends on trip (ends_at);

create table trip_leg (
  person_id uuid not null,
  trip_id uuid not null,
  position integer not null,
  leg_id uuid not null,
  division text not null,
  arrive_at timestamptz not null,
  leave_at timestamptz not null,
  kind text not null check (kind in ('stay', 'transit')),
  state text not null,
  consent_id uuid,
  -- What opens the question that the province of this leg may ask.
  evidence_sealed bytea,
  attempts integer not null,
  -- When it is handed on, or taken back there, or tried again; null when nothing is to be said to that province.
  due_at timestamptz,
  handed_on_at timestamptz,
  primary key (person_id, trip_id, position),
  foreign key (person_id, trip_id) references trip (person_id, trip_id)
);
create index trip_leg_due on trip_leg (due_at) where due_at is not null;

-- What another province has handed on with the person's consent, before she is here. Found by her document once she signs in.
create table trip_draft (
  document_index bytea not null,
  draft_id uuid not null,
  peer text not null,
  offer_sealed bytea not null,
  received_at timestamptz not null,
  applied_at timestamptz,
  expires_at timestamptz not null,
  primary key (document_index, draft_id, peer)
);
create index trip_draft_expires on trip_draft (expires_at);

-- Of somebody she may not act for nothing is known.
alter table conversion_group_member alter column member_id drop not null;
