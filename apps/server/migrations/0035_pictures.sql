-- Screenshots of another province's code, sent with an application: what was found in each, and the marks by which it is known again.

create table picture (
  person_id uuid not null,
  conversion_id uuid not null,
  picture_id uuid not null,
  state text not null check (state in ('waiting', 'read', 'unreadable')),
  -- As it came until it is read, then drawn anew as JPEG; null of one that could not be.
  content_sealed bytea,
  received_at timestamptz not null,
  -- When it is taken up (again); null once it is read.
  due_at timestamptz,
  attempts integer not null,
  findings_sealed bytea,
  contradicts boolean,
  -- What the origin signed in a code that was live when the picture came, and until when that stands.
  live_sealed bytea,
  live_until timestamptz,
  -- When a reviewer agreed with it.
  accepted_at timestamptz,
  primary key (person_id, conversion_id, picture_id),
  foreign key (person_id, conversion_id) references conversion (person_id, conversion_id)
);
alter table picture alter column content_sealed set storage external;
create index picture_due on picture (due_at) where due_at is not null;

-- Who has sent a picture that carries this code or looks like this; found by keyed hashes.
create table picture_mark (
  mark bytea not null,
  person_id uuid not null,
  picture_id uuid not null,
  seen_at timestamptz not null,
  primary key (mark, person_id)
);
create index picture_mark_picture on picture_mark (picture_id);
