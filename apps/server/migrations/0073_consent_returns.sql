-- What a browser was sent back with from another province, for the mini-program that has the verifier of the challenge.
create table consent_return (
  code_challenge text primary key,
  authorization_code text not null,
  expires_at timestamptz not null
);
create index consent_return_expired on consent_return (expires_at);
