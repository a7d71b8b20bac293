-- How many marks a signed list has: what it costs to sign it again.
alter table status_shard add column marks integer not null default 0;
