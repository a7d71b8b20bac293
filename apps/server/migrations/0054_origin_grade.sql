-- How what an application rests on was heard; null where nothing was, and of applications from before.
alter table conversion add column grade text
  check (grade in ('attested', 'shown', 'relayed', 'national'));
