-- What members have paid in money for being one: until which day. Recorded, never moved in units.
create table subscriptions (
    exchange_id bigint not null,
    member_id bigint not null,
    -- The last day that is paid for; of whom nothing was entered, the day before it was first due.
    paid_until text not null,
    exempt bigint not null default 0 check (exempt in (0, 1)),
    -- 0: by nobody, since nothing was paid yet.
    entered_by bigint not null,
    entered_at bigint not null,
    -- How far they were reminded of that day, and when.
    told text not null default '' check (told in ('', 'before', 'after')),
    told_at bigint not null default 0,
    -- Since when they only receive; 0 if they do not.
    lapsed_at bigint not null default 0,
    primary key (exchange_id, member_id),
    foreign key (exchange_id, member_id) references members (exchange_id, member_id)
);
