-- Classes of member: each has limits that its members have instead of everybody's.
create table member_classes (
    exchange_id bigint not null references exchanges (exchange_id),
    class_id bigint not null,
    name text not null,
    -- As names are compared: no two are the same.
    sort_name text not null,
    min_balance bigint not null check (min_balance between -1000000000000000 and 0),
    max_balance bigint not null check (max_balance between 0 and 1000000000000000),
    warn_min bigint not null,
    warn_max bigint not null,
    reason text not null,
    primary key (exchange_id, class_id)
);
create unique index member_classes_name on member_classes (exchange_id, sort_name);
-- 0: none. Few members have one.
alter table members add column class_id bigint not null default 0;
create index members_class on members (exchange_id, class_id) where class_id <> 0;
