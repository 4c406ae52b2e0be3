-- How an exchange governs itself: its rules and the journal of what was decided and done.
-- A recorded change of an exchange's rules.
create table decisions (
    exchange_id bigint not null references exchanges (exchange_id),
    decision_id bigint not null,
    rules_version bigint not null,
    what text not null,
    was text not null,
    becomes text not null,
    why text not null,
    proposed_by bigint not null,
    decided_at bigint not null,
    primary key (exchange_id, decision_id)
);

-- Who did what, on whose behalf and why; written in the transaction of the act. Exchange 0 is the installation.
create table audit (
    exchange_id bigint not null,
    audit_id bigint not null,
    at bigint not null,
    person_id bigint not null,
    act text not null,
    object text not null,
    on_behalf_of bigint not null default 0,
    why text not null default '',
    primary key (exchange_id, audit_id)
);
