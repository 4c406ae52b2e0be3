-- Changes of rules that do not hold at once: they wait for a second officer, for their day, or for members who object.
create table proposals (
    exchange_id bigint not null references exchanges (exchange_id),
    -- The key of the act that proposed it.
    proposal_id bigint not null,
    -- The key of the act that brings it into force, once.
    act_id bigint not null,
    state text not null,
    why text not null,
    proposed_by bigint not null,
    proposed_at bigint not null,
    -- Whole days that it is announced, and whether members may object meanwhile.
    days bigint not null,
    open_to_objection bigint not null check (open_to_objection in (0, 1)),
    -- 0: nobody.
    seconded_by bigint not null default 0,
    -- 0 while it waits for a second officer.
    in_force_from bigint not null default 0,
    primary key (exchange_id, proposal_id)
);
create index proposals_waiting on proposals (exchange_id, proposed_at) where state in ('proposed', 'announced');

-- What would change: what each rule was and would become, as the record says it, and its value as it is kept.
create table proposal_lines (
    exchange_id bigint not null,
    proposal_id bigint not null,
    rule text not null,
    line bigint not null,
    was text not null,
    becomes text not null,
    value text not null,
    primary key (exchange_id, proposal_id, rule),
    foreign key (exchange_id, proposal_id) references proposals (exchange_id, proposal_id)
);

-- Which members object, and why; each once.
create table objections (
    exchange_id bigint not null,
    proposal_id bigint not null,
    member_id bigint not null,
    why text not null,
    objected_at bigint not null,
    primary key (exchange_id, proposal_id, member_id),
    foreign key (exchange_id, proposal_id) references proposals (exchange_id, proposal_id),
    foreign key (exchange_id, member_id) references members (exchange_id, member_id)
);
