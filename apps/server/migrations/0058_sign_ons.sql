-- Somebody who has gone to the app of her province to sign in, until she is back. Only who began it has the verifier of the challenge.
create table sign_on (
  state_hash bytea primary key,
  code_challenge text not null,
  expires_at timestamptz not null
);
create index sign_on_expired on sign_on (expires_at);

-- A face step of a real-name check: the platform's id of it, what it said and when. The picture never comes here.
create table face_check (
  account_id uuid not null,
  face_id uuid not null,
  -- Of the document and the name on it that it was begun for.
  claim_index bytea not null,
  verify_id text not null,
  outcome text,
  answered_at timestamptz,
  begun_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (account_id, face_id)
);
create index face_check_expired on face_check (expires_at);
