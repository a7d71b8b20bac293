-- The proof of a conversion, and by which id anybody who holds a certificate of this node asks whether it stands.

create table conversion_certificate (
  person_id uuid not null references person (person_id),
  certificate_id uuid not null,
  conversion_id uuid not null,
  content_sealed bytea not null,
  commitment_id uuid not null,
  issued_at timestamptz not null,
  primary key (person_id, certificate_id),
  unique (person_id, conversion_id)
);

create table certificate_person (
  certificate_id uuid not null,
  kind text not null check (kind in ('conversion', 'correction')),
  person_id uuid not null,
  primary key (certificate_id)
);
insert into certificate_person (certificate_id, kind, person_id)
  select certificate_id, 'correction', person_id from correction_certificate;
