-- What a member is, since when and until which day; and of whoever leaves, what they and their limits were before, to be taken back.
alter table members add column state_since bigint not null default 0;
alter table members add column state_until text not null default '';
alter table members add column state_stood text not null default 'active';
alter table members add column stood_min bigint not null default 0;
alter table members add column stood_max bigint not null default 0;
alter table members add column stood_warn_min bigint not null default 0;
alter table members add column stood_warn_max bigint not null default 0;
-- What waits for a day: few of many members.
create index members_until on members (exchange_id, state) where state in ('holiday', 'leaving');
