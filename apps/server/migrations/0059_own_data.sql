-- What is a person's own: what was handed out to her, and the end of her account.
create table own_data_export (
  person_id uuid not null references person (person_id),
  export_id uuid not null,
  exported_at timestamptz not null,
  primary key (person_id, export_id)
);

create table account_closure (
  person_id uuid primary key references person (person_id),
  -- Also the number of the receipt.
  closure_id uuid not null,
  asked_at timestamptz not null,
  -- When it is carried out, or looked at again.
  due_at timestamptz not null,
  -- What keeps it for now: a measure that holds, or a decision of an office that has not been reviewed.
  waits_for text check (waits_for in ('measure', 'review')),
  -- From here on nobody takes it back: other provinces are being told.
  begun_at timestamptz
);
create index account_closure_due on account_closure (due_at);

-- What was destroyed, for whoever holds the number: nothing about whose it was.
create table closure_receipt (
  certificate_id uuid primary key,
  claims jsonb not null,
  issued_at timestamptz not null
);

-- What the staff of offices did is kept for its time under an id that is nobody's, once the person has closed her account.
alter table access_record drop constraint access_record_person_id_fkey;
alter table clearance drop constraint clearance_person_id_fkey;
alter table manual_colour drop constraint manual_colour_person_id_fkey;
