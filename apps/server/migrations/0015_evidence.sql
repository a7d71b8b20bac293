-- A fact changes its id only when its content changes. That a source was asked again, and said the same, is kept apart.

create table source_report (
  person_id uuid not null references person (person_id),
  source text not null,
  report_id uuid not null,
  observed_at timestamptz not null,
  received_at timestamptz not null,
  -- How far back the report reaches: an ISO 8601 duration.
  period text not null,
  primary key (person_id, source)
);

insert into source_report (person_id, source, report_id, observed_at, received_at, period)
select distinct on (person_id, source)
       person_id, source, fact_id, observed_at, received_at, coalesce(data ->> 'window', 'P14D')
  from fact
 where kind = 'source-report' and superseded_by is null
 order by person_id, source, received_at desc, fact_id desc;

-- Decisions made before name these facts: they stay, and no longer count.
update fact set superseded_by = fact_id where kind = 'source-report' and superseded_by is null;

-- Where a fact belongs: to what its source answers about the person, or to an upload, a list, an order.
alter table fact add column within text not null default 'answer';
alter table fact add column key text not null default '';

create unique index fact_stated on fact (person_id, source, within, key)
 where superseded_by is null and within <> 'answer';

-- Sources that deliver complete lists: whoever is not in the list of this instant is not on record.
alter table source_state add column complete_at timestamptz;
alter table source_state add column complete_report_id uuid;

-- What was kept until now tells two decisions apart; the other is over the whole decision and proves its re-evaluation.
alter table decision rename column outcome_hash to substance_hash;
alter table decision add column outcome_hash bytea;
-- What the decision was made from, beside the facts; decisions made before this column was there have none.
alter table decision add column inputs jsonb;

-- What moves on while the decision stays the same.
alter table current_decision add column stands_until timestamptz;
alter table current_decision add column confirmed_at timestamptz;
alter table current_decision add column ask_at timestamptz;
alter table current_decision add column waits_for text[] not null default '{}';

update current_decision
   set stands_until = (decision.outcome ->> 'standsUntil')::timestamptz,
       confirmed_at = (decision.outcome ->> 'decidedAt')::timestamptz,
       ask_at = current_decision.due_at
  from decision
 where decision.person_id = current_decision.person_id and decision.decision_id = current_decision.decision_id;

create index current_decision_ask on current_decision (ask_at) where ask_at is not null;
create index current_decision_waits on current_decision using gin (waits_for) where waits_for <> '{}';
