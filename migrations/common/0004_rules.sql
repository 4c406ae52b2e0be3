-- How an exchange governs itself: its rules, and the journal of what was decided and done. Exchange 0 is the installation.
-- A row for each change of a rule, with the version of the rules and the moment from which it holds. Which rules there are, and how
-- their values are read, says the catalogue (app/src/rules); what a rule was on a day is a query.
create table rules (
    exchange_id bigint not null references exchanges (exchange_id),
    rule text not null,
    from_version bigint not null,
    from_at bigint not null,
    value text not null,
    primary key (exchange_id, rule, from_version)
);

-- Every change of rules, limits, roles, agreements, and every act for somebody; written in the transaction of the act. An act has the
-- key that came with its form, so that a form acts once, and a line for each thing that it changed.
create table journal (
    exchange_id bigint not null,
    act_id bigint not null,
    line bigint not null,
    what text not null,
    object text not null,
    was text not null,
    becomes text not null,
    why text not null,
    proposed_by bigint not null,
    seconded_by bigint not null default 0,
    on_behalf_of bigint not null default 0,
    -- The version of the rules that this made; 0 for an act that changes no rule.
    rules_version bigint not null,
    entered_at bigint not null,
    in_force_from bigint not null,
    primary key (exchange_id, act_id, line)
);
create index journal_by_time on journal (exchange_id, entered_at);
