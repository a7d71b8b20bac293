-- Somebody who has gone to the app of her province to sign in, until she is back. Only who began it has the verifier of the challenge.
create table sign_on (
  state_hash bytea primary key,
  code_challenge text not null,
  expires_at timestamptz not null
);
create index sign_on_expired on sign_on (expires_at);
