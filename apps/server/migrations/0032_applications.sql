-- The whole state machine of an application: drafts, documents, review, expiry. One that was deferred before this version has no
-- consent any more and could not go on by itself: it has run out, and the person can apply again with what she declared.

alter table conversion
  add column path text,
  add column destination_division text,
  add column form_sealed bytea,
  alter column consent_grade drop not null;

insert into conversion_event (person_id, conversion_id, event_id, state, cause, happened_at)
  select person_id, conversion_id, conversion_id, 'expired', cause, updated_at from conversion where state = 'deferred';
update conversion
   set path = case when consent_grade = 'asserted' then 'linked' else 'authorised' end,
       state = case when state = 'deferred' then 'expired' else state end;

alter table conversion
  alter column path set not null,
  add constraint conversion_path check (path in ('authorised', 'linked', 'picture')),
  add constraint conversion_state check (state in ('draft', 'submitted', 'verifying', 'waiting-for-origin', 'waiting-for-documents',
    'in-review', 'deferred', 'approved', 'rejected', 'withdrawn', 'expired'));

drop index conversion_one_open;
create unique index conversion_one_open on conversion (person_id)
  where state in ('submitted', 'verifying', 'waiting-for-origin', 'waiting-for-documents', 'in-review', 'deferred');
create unique index conversion_one_draft on conversion (person_id) where state = 'draft';

-- An application is looked at by a person: its documents, what was found, and by when.
create table review (
  person_id uuid not null,
  review_id uuid not null,
  conversion_id uuid not null,
  kind text not null check (kind in ('itinerary', 'picture', 'second-look')),
  division text not null,
  findings_sealed bytea not null,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  escalated_at timestamptz,
  claimed_by uuid,
  claimed_until timestamptz,
  decision text check (decision in ('approve', 'refuse', 'more')),
  ground text,
  note_sealed bytea,
  decided_by uuid,
  closed_at timestamptz,
  primary key (person_id, review_id),
  foreign key (person_id, conversion_id) references conversion (person_id, conversion_id)
);
create unique index review_one_open on review (person_id, conversion_id) where closed_at is null;
create index review_open on review (division, due_at) where closed_at is null;
create index review_due on review (due_at) where closed_at is null;
create index review_closed on review (closed_at) where closed_at is not null;

-- A review is found by its id: staff know nothing else.
create table review_person (
  review_id uuid primary key,
  person_id uuid not null
);

create table application_document (
  person_id uuid not null,
  conversion_id uuid not null,
  document_id uuid not null,
  media_type text not null,
  size integer not null,
  content_sealed bytea not null,
  received_at timestamptz not null,
  primary key (person_id, conversion_id, document_id),
  foreign key (person_id, conversion_id) references conversion (person_id, conversion_id)
);
-- Pictures and ciphertext do not get smaller.
alter table application_document alter column content_sealed set storage external;
create index application_document_received on application_document (received_at);
