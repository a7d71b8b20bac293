-- Who was sampled into which tube, and which tubes lie in which box. A laboratory tells a result by the number of the tube alone.
create table collection_tube (
  tube text primary key,
  venue_id uuid not null,
  device_id uuid not null,
  size integer not null,
  opened_at timestamptz not null,
  -- When and with how many it was last closed.
  closed_at timestamptz,
  counted integer,
  box text
);
create index collection_tube_by_age on collection_tube (opened_at);
create index collection_tube_box on collection_tube (box) where box is not null;

-- Somebody in a tube. Who is moved leaves the trace here and has a row in the other tube.
create table collection_sample (
  tube text not null,
  sample_id uuid not null,
  document_index bytea not null,
  taken_at timestamptz not null,
  moved_to text,
  moved_at timestamptz,
  move_reason text,
  primary key (tube, sample_id)
);
create index collection_sample_by_age on collection_sample (taken_at);
create index collection_sample_of on collection_sample (document_index);

create table collection_box (
  box text primary key,
  venue_id uuid not null,
  counted integer not null,
  closed_at timestamptz not null
);
create index collection_box_by_age on collection_box (closed_at);

create table collection_batch (
  venue_id uuid not null,
  batch_id uuid not null,
  device_id uuid not null,
  received_at timestamptz not null,
  primary key (venue_id, batch_id)
);
create index collection_batch_by_age on collection_batch (received_at);
