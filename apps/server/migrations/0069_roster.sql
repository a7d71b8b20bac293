-- An employer or a school that knows of its own people whether they may come in today.
create table organisation (
  organisation_id uuid primary key,
  kind text not null check (kind in ('employer', 'school')),
  division text not null,
  name text not null,
  created_by uuid not null,
  created_at timestamptz not null
);

-- Who acts for it: staff with the role `roster`, each for one organisation.
create table organisation_manager (
  staff_id uuid primary key,
  organisation_id uuid not null
);

-- The code on its notice: whoever has it may join until then. One at a time.
create table roster_invitation (
  code_hash bytea primary key,
  organisation_id uuid not null,
  expires_at timestamptz not null
);

-- What a person has agreed to: under which name, and until when.
create table roster_member (
  person_id uuid not null references person (person_id),
  organisation_id uuid not null,
  membership_id uuid not null,
  name_sealed bytea not null,
  joined_at timestamptz not null,
  until_at timestamptz not null,
  left_at timestamptz,
  -- When the organisation last looked.
  looked_at timestamptz,
  primary key (person_id, membership_id)
);
create unique index roster_member_standing on roster_member (person_id, organisation_id) where left_at is null;

-- Whom an organisation's list has on it.
create table organisation_member (
  organisation_id uuid not null,
  membership_id uuid not null,
  person_id uuid not null,
  primary key (organisation_id, membership_id)
);

-- Back to work and to school (复工、复学). What an organisation has approved outlasts who it was about, as the law has it for what staff did.
create table roster_return (
  person_id uuid not null,
  return_id uuid not null,
  organisation_id uuid not null,
  membership_id uuid not null,
  asked_at timestamptz not null,
  approved_at timestamptz,
  approved_by uuid,
  primary key (person_id, return_id)
);
create unique index roster_return_open on roster_return (person_id, membership_id) where approved_at is null;
