-- What is joined, what stops by itself, what is given up, and what is forgotten: the notices and the outbox.
-- Notices of one member that tell of the same two: some minutes of them share a mail. Empty: each has a mail of its own.
alter table notices add column pair text not null default '';
create index notices_of_pair on notices (exchange_id, account_id, kind, pair, mailed_at) where pair <> '';
create index notices_read on notices (at) where read_at is not null;

-- The secret in the links that stop mails without signing in: one for each person and kind, so that it stops nothing else. Those of
-- notice_keys stand in mails that were sent before.
create table stop_links (
    person_id bigint not null,
    kind text not null,
    stop_key text not null unique,
    primary key (person_id, kind)
);

-- When it was given up: nobody can be reached there. Nothing of it is sent any more.
alter table outbox add column given_up_at bigint;
drop index outbox_waiting;
create index outbox_waiting on outbox (bulk, next_try_at, mail_id) where sent_at is null and given_up_at is null;
create index outbox_recipient on outbox (recipient, sent_at);
create index outbox_given_up on outbox (recipient, given_up_at) where given_up_at is not null;
create index outbox_over on outbox (sent_at) where sent_at is not null;
