-- How much of a limit somebody has used. The subject is a keyed index of the limit's name and of whom it is counted for (a phone, a
-- document, an address, an account): nobody reads out of it who tried to sign in. Microseconds since 1970.
create table limit_use (
  subject bytea primary key,
  used_until bigint not null
);

-- Failures in a row, each of which makes the next try wait longer.
create table failure_delay (
  subject bytea primary key,
  failures integer not null,
  not_before bigint not null
);

-- The evidence of a consent holds an authorization code with its verifier, or a strip with name and number: sealed from now on.
-- What an earlier version stored in the clear is sealed by the role migrate; SQL has no key.
alter table conversion add column consent_sealed bytea;
