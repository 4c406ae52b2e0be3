-- What leaves first, what is joined, what stops, and what is forgotten: the outbox and the notices.
-- 1: a mail that waits for every mail about signing in, with its secret link or without.
alter table outbox add column bulk bigint not null default 0;
drop index outbox_waiting;
create index outbox_waiting on outbox (bulk, next_try_at, mail_id) where sent_at is null;
