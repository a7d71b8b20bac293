-- Strips and codes on paper of days that have passed, which earlier versions kept when their places were forgotten. From now on they go
-- with their places (features/code/forget.ts). Two days more than any list is served for.
delete from strip_grant where validity_day < current_date - 3;
delete from paper_code where validity_day < current_date - 3;
