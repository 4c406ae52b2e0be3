-- When the host broke the glass of an exchange: until then that person reads there what who looks over its books reads. Why stands in the
-- journal, under the same key.
create table glass (
    exchange_id bigint not null references exchanges (exchange_id),
    act_id bigint not null,
    person_id bigint not null,
    broken_at bigint not null,
    ends_at bigint not null,
    primary key (exchange_id, act_id)
);
create index glass_broken on glass (exchange_id, person_id, ends_at);
