-- How long somebody whose code was converted has been here, and until when she means to stay: what she is told ahead follows from it.
create table guest_stay (
  person_id uuid primary key references person (person_id),
  -- Null while she has stated her trip and is not here yet.
  origin text,
  stay_id uuid,
  since timestamptz,
  code_ends_at timestamptz,
  leaves_at timestamptz,
  -- When something is to be told next; null when nothing is.
  due_at timestamptz,
  updated_at timestamptz not null
);
create index guest_stay_due on guest_stay (due_at) where due_at is not null;
create index guest_stay_updated on guest_stay (updated_at);
