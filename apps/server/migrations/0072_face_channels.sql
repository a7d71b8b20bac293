-- A face check may be any platform's. It is counted before the platform is asked, which only then names it; given back where the platform
-- did not answer, and good for one real-name check. The defaults are for a process of the version before, which knows WeChat alone.
alter table face_check add column channel text not null default 'wechat';
alter table face_check add column given_back boolean not null default false;
alter table face_check add column used_at timestamptz;
alter table face_check alter column verify_id drop not null;
