-- How an exchange governs itself: the journal of what was decided and done. Exchange 0 is the installation.
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
