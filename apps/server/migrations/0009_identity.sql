-- Several documents for one person, people without a phone, guardians.

-- A child, or somebody registered at a desk, may have no phone.
alter table person alter column phone_sealed drop not null;
alter table person alter column phone_index drop not null;

-- Type, number and name in `person` are those of the document that the code shows; document_id says which one that is.
alter table person add column document_id uuid;
alter table person add column issuing_country text;

create table person_document (
  person_id uuid not null references person (person_id),
  document_id uuid not null,
  document_index bytea not null,
  document_type text not null,
  document_sealed bytea not null,
  issuing_country text,
  name_sealed bytea not null,
  name_index bytea not null,
  added_at timestamptz not null,
  renewed_at timestamptz,
  primary key (person_id, document_id),
  unique (person_id, document_index)
);

-- Until now a person had exactly one document. Its id is the person's: an id made here would have to be random.
insert into person_document
  (person_id, document_id, document_index, document_type, document_sealed, name_sealed, name_index, added_at)
select p.person_id, p.person_id, d.document_index, p.document_type, p.document_sealed, p.name_sealed, p.name_index, p.verified_at
  from person p join document_person d on d.person_id = p.person_id;
update person set document_id = person_id;

-- When the owner of a document was told that another phone claimed it: once a day.
create table claim_notice (
  person_id uuid not null references person (person_id),
  noticed_on date not null,
  notice_id uuid not null,
  primary key (person_id, noticed_on)
);

-- Every session of an account ends when its phone changes.
create index session_by_subject on session (subject_id);

alter table account add column last_sign_in_at timestamptz;

-- Under the guardian: what she may do, and for whom. guardianship_id is the handle by which she names the dependant.
create table guardianship (
  person_id uuid not null references person (person_id),
  guardianship_id uuid not null,
  dependant_id uuid not null,
  relation text not null check (relation in ('child', 'adult')),
  ground text not null check (ground in ('household-register', 'birth-certificate', 'phone-code')),
  since timestamptz not null,
  due_at timestamptz,
  ended_at timestamptz,
  ended_by text check (ended_by in ('guardian', 'dependant', 'age')),
  primary key (person_id, guardianship_id)
);

create index guardianship_due on guardianship (due_at) where ended_at is null;

-- Under the dependant: by whom.
create table guardian_of (
  person_id uuid not null references person (person_id),
  guardianship_id uuid not null,
  guardian_id uuid not null,
  primary key (person_id, guardianship_id)
);

-- An adult who has not agreed yet. Nothing is known of her here until she does.
create table guardianship_request (
  person_id uuid not null references person (person_id),
  guardianship_id uuid not null,
  document_type text not null,
  document_sealed bytea not null,
  issuing_country text,
  name_sealed bytea not null,
  phone_sealed bytea not null,
  residence_division text,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (person_id, guardianship_id)
);

-- What a guardian did in the name of the person: written before it is done, so that nothing is done without it.
create table acting_record (
  person_id uuid not null references person (person_id),
  record_id uuid not null,
  guardian_id uuid not null,
  route text not null,
  acted_at timestamptz not null,
  primary key (person_id, record_id)
);

alter table declaration add column declared_by uuid;
alter table holder_device add column added_by uuid;
