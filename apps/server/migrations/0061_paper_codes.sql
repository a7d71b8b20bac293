-- A code on paper, for somebody without a phone. Its place is in the list of the day on which it ends.
create table paper_code (
  person_id uuid not null references person (person_id),
  paper_id uuid not null,
  code_id uuid not null,
  scope text not null,
  validity_day date not null,
  ordinal bigint not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (person_id, paper_id)
);

-- Days in whose lists a code on paper has its place: it can be shown before, so they are signed and polled as soon as there is one.
alter table ordinal_counter add column with_paper boolean not null default false;
