-- Lists that colour people, colours set by hand, and clearances of wrong colours.

create table colour_list (
  list_id uuid primary key,
  kind text not null check (kind in ('contacts', 'areas', 'venues', 'posts')),
  division text not null,
  -- What the list says of everybody on it: degree and the places of the case, a venue, a post.
  subject jsonb not null,
  ground text not null,
  document_number text not null,
  ends_at timestamptz not null,
  state text not null check (state in ('draft', 'proposed', 'not-approved', 'in-force', 'withdrawn', 'ended')),
  drafted_by uuid not null,
  drafted_at timestamptz not null,
  -- How many are on it.
  entries integer not null,
  -- Rises with every change of who is on it: a preview is of one revision.
  revision integer not null,
  preview jsonb,
  preview_hash bytea,
  preview_revision integer,
  approval_id uuid,
  approved_by uuid,
  in_force_at timestamptz,
  closed_at timestamptz,
  closed_by uuid,
  -- When somebody has to look: at its end, and while it is being applied or taken back.
  due_at timestamptz
);

create index colour_list_by_time on colour_list (drafted_at);
create index colour_list_due on colour_list (due_at) where due_at is not null;

-- Whoever has not registered yet is kept by blind index alone, until the list ends.
create table list_entry (
  list_id uuid not null references colour_list (list_id),
  subject_index bytea not null,
  entry_id uuid not null,
  person_id uuid,
  -- The province of first registration in a resident number, six digits.
  registered_in text,
  -- Since when, and until when, it is so of the person: JSON.
  details_sealed bytea not null,
  state text not null check (state in ('waiting', 'applied', 'held', 'taken-back')),
  primary key (list_id, subject_index)
);

create index list_entry_of_state on list_entry (list_id, state, entry_id);

-- On which lists a document or a phone is: asked whenever somebody registers.
create table listed_subject (
  subject_index bytea not null,
  list_id uuid not null,
  primary key (subject_index, list_id)
);

-- The lists that count for a person now, as that person may read them.
create table listed_person (
  person_id uuid not null references person (person_id),
  list_id uuid not null,
  since timestamptz not null,
  primary key (person_id, list_id)
);

-- Who has read which preview: nobody approves what they have not seen.
create table list_preview_read (
  list_id uuid not null references colour_list (list_id),
  staff_id uuid not null,
  preview_hash bytea not null,
  read_at timestamptz not null,
  primary key (list_id, staff_id, preview_hash)
);

create table manual_colour (
  person_id uuid not null references person (person_id),
  manual_colour_id uuid not null,
  colour text not null check (colour in ('yellow', 'red')),
  division text not null,
  ground text not null,
  document_number text not null,
  ends_at timestamptz not null,
  state text not null check (state in ('proposed', 'in-force', 'lifted', 'ended', 'not-approved')),
  approval_id uuid,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  approved_by uuid,
  since timestamptz,
  closed_at timestamptz,
  closed_by uuid,
  due_at timestamptz,
  primary key (person_id, manual_colour_id)
);

create index manual_colour_by_proposer on manual_colour (proposed_by, proposed_at);
create index manual_colour_by_time on manual_colour (proposed_at);
create index manual_colour_due on manual_colour (due_at) where due_at is not null;

create table manual_colour_person (
  manual_colour_id uuid primary key,
  person_id uuid not null
);

create table clearance (
  person_id uuid not null references person (person_id),
  clearance_id uuid not null,
  fact_id uuid not null,
  source text not null,
  fact_kind text not null,
  division text not null,
  ground text not null,
  order_number text not null,
  cleared_by uuid not null,
  cleared_by_person bytea not null,
  cleared_at timestamptz not null,
  until timestamptz not null,
  review_by timestamptz not null,
  state text not null check (state in ('to-review', 'upheld', 'ended')),
  reviewed_by uuid,
  reviewed_at timestamptz,
  primary key (person_id, clearance_id)
);

create index clearance_to_review on clearance (review_by) where state = 'to-review';
create index clearance_by_officer on clearance (cleared_by, cleared_at);
create index clearance_by_time on clearance (cleared_at);

create table clearance_person (
  clearance_id uuid primary key,
  person_id uuid not null
);

-- What was not let through, counted by day: the first of a day stands in the log, all in the public statistics.
create table colouring_stop (
  day date not null,
  staff_id uuid not null,
  what text not null check (what in ('list', 'manual-colour')),
  why text not null,
  division text not null,
  times integer not null,
  primary key (staff_id, day, what, why, division)
);
