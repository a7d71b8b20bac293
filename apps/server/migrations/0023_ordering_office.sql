-- Whose order a colour by hand is: the office of who proposed it, which may stand above the county where the person lives.

alter table manual_colour add column office text;
update manual_colour set office = division;
alter table manual_colour alter column office set not null;
