-- What counts while the node cannot be reached, as it was signed: a version, once for each key it was signed with.
create table fallback_order (
  version integer not null,
  kid text not null,
  content_hash bytea not null,
  signed bytea not null,
  signed_at timestamptz not null,
  primary key (version, kid)
);

-- What two people have said about it. Signed by the jobs role a moment later.
create table fallback_word (
  number integer primary key,
  state text not null check (state in ('started', 'ended')),
  said_at timestamptz not null,
  until_at timestamptz not null,
  approval_id uuid not null,
  signed bytea
);
