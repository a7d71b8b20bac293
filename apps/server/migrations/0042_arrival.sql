-- Journeys that are registered ahead, and what stands ready for who agreed to be prompted on arrival.

create table pre_arrival (
  person_id uuid not null,
  pre_arrival_id uuid not null,
  origin_division text not null,
  destination text not null,
  travel_date date not null,
  transport text not null,
  state text not null check (state in ('open', 'arrived', 'void')),
  void_reason text check (void_reason in ('withdrawn', 'replaced', 'date-passed')),
  answer text not null check (answer in ('to-verify', 'may-come', 'may-not-come', 'to-confirm', 'void')),
  -- Reasons and what would change them.
  details_sealed bytea,
  -- What the origin said of her code, and the consent it was asked with; both go when the registration is closed.
  origin_sealed bytea,
  origin_failure text,
  consent_sealed bytea,
  request_id uuid not null,
  created_at timestamptz not null,
  judged_at timestamptz not null,
  due_at timestamptz,
  primary key (person_id, pre_arrival_id)
);

create index pre_arrival_due on pre_arrival (due_at) where due_at is not null;

-- She is to be prompted when she is seen to have arrived; until then nothing is looked at.
create table standing_consent (
  person_id uuid not null,
  consent_id uuid not null,
  origin_division text not null,
  scope text not null,
  granted_at timestamptz not null,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  primary key (person_id, consent_id)
);

-- The one thing an arrival is compared with: a phone that is not here leads nowhere.
create table standing_consent_phone (
  phone_index bytea primary key,
  person_id uuid not null,
  consent_id uuid not null
);

create table arrival (
  person_id uuid not null,
  arrival_id uuid not null,
  event_id uuid not null,
  consent_id uuid not null,
  division text not null,
  transport text not null,
  arrived_at timestamptz not null,
  received_at timestamptz not null,
  primary key (person_id, arrival_id),
  unique (person_id, event_id)
);
