-- Isolation orders, case states and tags of arrivals colour people on an office's word: they are lists like the others.

alter table colour_list drop constraint colour_list_kind_check;
alter table colour_list add constraint colour_list_kind_check
  check (kind in ('contacts', 'areas', 'venues', 'posts', 'isolations', 'cases', 'arrivals'));
