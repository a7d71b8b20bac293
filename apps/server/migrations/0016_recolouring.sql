-- Who was where, when: the stays, homes and tickets of the facts that stand, for the question "who had a stay in this division, or in
-- anything inside it, during this time?". Written with the facts, gone when they are superseded.
create table sojourn (
  person_id uuid not null references person (person_id),
  fact_id uuid not null,
  position smallint not null,
  -- The digits that distinguish the division: whatever lies inside it begins with them. Empty where only the place is told.
  prefix text collate "C" not null,
  -- A building or venue below the street, where the fact names one.
  place text,
  -- Half-open; infinite where the fact leaves an end open.
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (person_id, fact_id, position)
);

create index sojourn_by_prefix on sojourn (prefix, ends_at, starts_at, person_id);
create index sojourn_by_place on sojourn (place, ends_at, starts_at, person_id) where place is not null;

-- What is stored already. A text that is no instant leaves its end open, as it does where facts are read.
create function pg_temp.edge(told text, open_end timestamptz, whole_day interval) returns timestamptz language plpgsql as $$
begin
  if told is null then return open_end; end if;
  if length(told) = 10 then return (told || 'T00:00:00+08:00')::timestamptz + whole_day; end if;
  return told::timestamptz;
exception when others then
  return open_end;
end $$;

insert into sojourn (person_id, fact_id, position, prefix, starts_at, ends_at)
select person_id, fact_id, position,
       case when length(division) = 6 then regexp_replace(division, '(00)+$', '') else division end,
       starts_at, greatest(ends_at, starts_at + interval '1 millisecond')
  from (
    select person_id, fact_id, position,
           left(stay ->> 'division', 6) || regexp_replace(substr(stay ->> 'division', 7), '(000)+$', '') as division,
           pg_temp.edge(stay ->> 'from', '-infinity', interval '0') as starts_at,
           pg_temp.edge(stay ->> 'to', 'infinity', interval '24 hours') as ends_at
      from (
        select person_id, fact_id, (number - 1)::smallint as position, stay
          from fact cross join jsonb_array_elements(data -> 'stays') with ordinality as stays (stay, number)
         where superseded_by is null and kind in ('itinerary-declaration', 'itinerary-card')
        union all
        select person_id, fact_id, 0::smallint, jsonb_build_object('division', data -> 'division')
          from fact where superseded_by is null and kind = 'residence') as told
     where stay ->> 'division' ~ '^\d{6}(\d{3}){0,2}$') as read;

drop function pg_temp.edge(text, timestamptz, interval);

-- A recolouring decides many people anew, for one cause. `people` says whom, until they have been found; names nobody.
create table recolouring (
  recolouring_id uuid primary key,
  cause text not null,
  -- Of the publication, release or list that it is about.
  subject_id uuid,
  -- Who may watch it.
  division text not null,
  people jsonb,
  started_at timestamptz not null,
  found_at timestamptz,
  finished_at timestamptz
);

create index recolouring_open on recolouring (started_at) where finished_at is null;

-- A batch is decided in one transaction, which also empties it: whoever is still named here has not been decided on.
create table recolouring_batch (
  recolouring_id uuid not null references recolouring (recolouring_id),
  number integer not null,
  person_ids uuid[] not null,
  size integer not null,
  failures smallint not null,
  due_at timestamptz not null,
  done_at timestamptz,
  decided integer,
  changed integer,
  primary key (recolouring_id, number)
);

-- A small recolouring does not wait for a large one: the first batches of all come before the second ones.
create index recolouring_batch_open on recolouring_batch (number, recolouring_id) where done_at is null;
