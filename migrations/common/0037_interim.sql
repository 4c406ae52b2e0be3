-- Which interim chair each member asks for, where nobody who governs is left; forgotten once the host has published one.
create table chair_asks (
    exchange_id bigint not null,
    member_id bigint not null,
    person_id bigint not null,
    code text not null,
    by_auditor bigint not null check (by_auditor in (0, 1)),
    asked_at bigint not null,
    primary key (exchange_id, member_id),
    foreign key (exchange_id, member_id) references members (exchange_id, member_id)
);
-- When whoever holds an office was warned that it ends because nobody attends to it (0: never).
alter table roles add column warned_at bigint not null default 0;
