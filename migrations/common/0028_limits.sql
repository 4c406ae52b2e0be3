-- What a member's limits follow from: the ramp of newcomers, growth, what the committee set by hand, and a freeze.
-- Since when they are past the ramp; 0 on it. Who is a member already is past it.
alter table members add column ramp_ended_at bigint not null default 1;
-- By how much the lowest balance has gone down with what was provided, in smallest parts; it never goes back by itself.
alter table members add column grown bigint not null default 0;
-- Since when, by hand and frozen; 0 for not. What was set by hand is kept beside the account, so that a freeze can be lifted.
alter table members add column hand_at bigint not null default 0;
alter table members add column hand_why text not null default '';
alter table members add column hand_min bigint not null default 0;
alter table members add column hand_max bigint not null default 0;
alter table members add column hand_warn_min bigint not null default 0;
alter table members add column hand_warn_max bigint not null default 0;
alter table members add column frozen_at bigint not null default 0;
alter table members add column frozen_why text not null default '';

-- Until now a rule was for newcomers and the rest was set by hand: whoever has other limits than the rule of today keeps them.
create table limits_of_today (
    exchange_id bigint not null,
    member_id bigint not null,
    account_id bigint not null,
    min_balance bigint not null,
    max_balance bigint not null,
    warn_min bigint not null,
    warn_max bigint not null,
    rule_min bigint not null,
    rule_max bigint not null,
    primary key (exchange_id, member_id)
);
insert into limits_of_today
select m.exchange_id, m.member_id, m.account_id,
    case when m.state = 'leaving' then m.stood_min else a.min_balance end,
    case when m.state = 'leaving' then m.stood_max else a.max_balance end,
    case when m.state = 'leaving' then m.stood_warn_min else a.warn_min end,
    case when m.state = 'leaving' then m.stood_warn_max else a.warn_max end,
    coalesce((
        select cast(r.value as bigint)
        from rules r
        where r.exchange_id = m.exchange_id and r.rule = 'default_min'
        order by r.from_version desc
        limit 1
    ), 0),
    coalesce((
        select cast(r.value as bigint)
        from rules r
        where r.exchange_id = m.exchange_id and r.rule = 'default_max'
        order by r.from_version desc
        limit 1
    ), 1000000000000000)
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.state not in ('left', 'deceased');
delete from limits_of_today
where min_balance = rule_min and max_balance = rule_max
    and warn_min = case when rule_min = -1000000000000000 then rule_min else rule_min - rule_min / 10 end
    and warn_max = case when rule_max = 1000000000000000 then rule_max else rule_max - rule_max / 10 end;
update members
set hand_at = coalesce((
        select max(l.changed_at)
        from account_limits l
        where l.exchange_id = members.exchange_id and l.account_id = members.account_id
    ), 1),
    hand_why = coalesce((
        select l.reason
        from account_limits l
        where l.exchange_id = members.exchange_id and l.account_id = members.account_id
        order by l.turn desc
        limit 1
    ), ''),
    hand_min = t.min_balance, hand_max = t.max_balance, hand_warn_min = t.warn_min, hand_warn_max = t.warn_max
from limits_of_today t
where t.exchange_id = members.exchange_id and t.member_id = members.member_id;
drop table limits_of_today;
