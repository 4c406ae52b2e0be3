-- Erasing whoever has left: their name, words and addresses go, and the books stay. What was erased is kept as keys, so that it is erased
-- again in books that are restored from before, and verification knows why words are missing.
create table erasures (
    exchange_id bigint not null,
    member_id bigint not null,
    -- The key of the act that erased them.
    erasure_id bigint not null,
    -- 0: by itself, as a rule of the exchange has it.
    erased_by bigint not null,
    erased_at bigint not null,
    primary key (exchange_id, member_id),
    foreign key (exchange_id, member_id) references members (exchange_id, member_id)
);
-- Since when nothing of them is kept but their code; 0 for who was not erased. Few of many members.
alter table members add column erased_at bigint not null default 0;
alter table persons add column erased_at bigint not null default 0;
-- By which of them words of a transfer went, in part or all; the salt goes with them. 0: as they were booked.
alter table transfer_words add column erasure_id bigint not null default 0;

-- Who acted for a member once: keys alone, by which verification knows that who entered a payment might.
create table former_operators (
    exchange_id bigint not null,
    member_id bigint not null,
    person_id bigint not null,
    until_at bigint not null,
    primary key (exchange_id, member_id, person_id),
    foreign key (exchange_id, member_id) references members (exchange_id, member_id)
);
create index former_operators_person on former_operators (person_id);
