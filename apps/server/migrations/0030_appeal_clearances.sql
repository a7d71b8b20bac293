-- What an upheld appeal clears is a clearance like any other, with its later review; an appeal itself states only what is contested.

alter table appeal
  drop column review_due_at,
  drop column reviewed_at,
  drop column reviewed_by,
  drop column review_finding,
  drop column review_sealed;

-- Nothing that counts is lost: what is cleared stands among the facts.
delete from appeal_statement where kind = 'clearance';
alter table appeal_statement drop column kind;
