-- Positive results colour people on one sender's word. Beyond so many of a day they wait for a second person, sealed like what waits for
-- somebody to register; what has been let through is remembered by a blind index, so that the same file counts once.

alter table pending_statement add column upload_id uuid;
create index pending_statement_held on pending_statement (upload_id) where within = 'held';

alter table upload add column held_approval_id uuid;

create table positive_told (
  statement_index bytea not null,
  staff_id uuid,
  told_at timestamptz not null,
  primary key (statement_index)
);
create index positive_told_by on positive_told (staff_id, told_at);

alter table colouring_stop drop constraint colouring_stop_what_check;
alter table colouring_stop add constraint colouring_stop_what_check check (what in ('list', 'manual-colour', 'results'));
