-- What the others see of a member, as members change it themselves; and the words of acts that are about somebody, which can be erased.
alter table members add column phone text not null default '';
alter table members add column phone_shown bigint not null default 0 check (phone_shown in (0, 1));
-- The key of the form that changed it last: who saw an older one is told so, and the same form changes it once.
alter table members add column changed_by_form bigint not null default 0;

-- What the journal does not keep itself, since its lines are never changed: what a member's own words were and became.
create table act_words (
    exchange_id bigint not null references exchanges (exchange_id),
    act_id bigint not null,
    line bigint not null,
    was text not null,
    becomes text not null,
    primary key (exchange_id, act_id, line)
);
