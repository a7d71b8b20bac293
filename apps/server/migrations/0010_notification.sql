-- What people are told, how it reaches them, and who is called by the community where nothing did. No name, number or phone stands
-- here: the reasons of a colour stand with its decision, and a message is put into words when it is read or sent.

create table message (
  person_id uuid not null references person (person_id),
  message_id uuid not null,
  kind text not null,
  subject_id uuid not null,
  details jsonb not null,
  told_at timestamptz not null,
  read_at timestamptz,
  primary key (person_id, message_id),
  unique (person_id, kind, subject_id)
);

-- One row for each channel that a message was tried on. `due_at`: when it is sent, sent again, or given up for want of a receipt.
create table message_attempt (
  person_id uuid not null,
  message_id uuid not null,
  attempt_id uuid not null,
  lane smallint not null,
  step smallint not null,
  recipient smallint not null,
  channel text,
  state text not null check (state in ('due', 'accepted', 'delivered', 'failed', 'needless')),
  failures smallint not null,
  reason text,
  due_at timestamptz,
  started_at timestamptz not null,
  settled_at timestamptz,
  primary key (person_id, message_id, attempt_id),
  foreign key (person_id, message_id) references message (person_id, message_id)
);
create index message_attempt_due on message_attempt (lane, due_at) where due_at is not null;

-- A receipt names an attempt and nobody.
create table attempt_person (
  attempt_id uuid primary key,
  person_id uuid not null,
  message_id uuid not null
);

-- Whom the community calls. One open call for a person, whatever the number of messages that did not reach her.
create table community_call (
  person_id uuid not null references person (person_id),
  call_id uuid not null,
  division text not null,
  state text not null check (state in ('open', 'reached', 'needless')),
  failed_calls smallint not null,
  call_after timestamptz not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (person_id, call_id)
);
create unique index community_call_one_open on community_call (person_id) where state = 'open';
create index community_call_open on community_call (division, call_after) where state = 'open';

create table community_call_try (
  person_id uuid not null,
  call_id uuid not null,
  try_id uuid not null,
  staff_id uuid not null,
  outcome text not null,
  called_at timestamptz not null,
  primary key (person_id, call_id, try_id),
  foreign key (person_id, call_id) references community_call (person_id, call_id)
);

create table call_person (
  call_id uuid primary key,
  person_id uuid not null
);

-- Who an account is on a platform outside (WeChat openid, Alipay user id), sealed.
create table channel_identity (
  account_id uuid not null,
  channel text not null check (channel in ('wechat', 'alipay')),
  user_sealed bytea not null,
  user_index bytea not null,
  linked_at timestamptz not null,
  primary key (account_id, channel)
);

create table channel_account (
  user_index bytea primary key,
  account_id uuid not null
);

-- How many messages of a template an account still lets a platform bring.
create table channel_subscription (
  account_id uuid not null,
  channel text not null,
  template text not null,
  remaining integer not null check (remaining >= 0),
  primary key (account_id, channel, template)
);

-- How far the look-out for codes that run out has come.
create table reminder_progress (
  kind text primary key,
  reached_at timestamptz not null,
  reached_id uuid not null
);

-- For which coming change a person's colour has been looked ahead.
create table outlook_look (
  person_id uuid not null references person (person_id),
  due_at timestamptz not null,
  primary key (person_id)
);

create index code_ending on code (valid_to, code_id);
