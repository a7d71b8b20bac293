-- Look-ups are destroyed when they have been kept long enough, whoever made them.
create index person_lookup_by_age on person_lookup (looked_up_at);
