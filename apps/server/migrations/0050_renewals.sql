-- An application that renews another: the code that it gave is prolonged by this one.

alter table conversion add column renews_conversion_id uuid;
