-- What verification goes by. Changes of an account's limits are numbered through, so that none can be missing; where the clock
-- went back, an entry keeps the moment at which it stands in that one account's order; acts are found by what they are about.
alter table account_limits add column turn bigint not null default 0;
alter table account_limits disable trigger account_limits_append_only;
update account_limits
set turn = (
    select count(*)
    from account_limits e
    where e.exchange_id = account_limits.exchange_id and e.account_id = account_limits.account_id
        and (e.after_position, e.changed_at, e.change_id)
            < (account_limits.after_position, account_limits.changed_at, account_limits.change_id)
);
alter table account_limits enable trigger account_limits_append_only;
create unique index account_limits_turn on account_limits (exchange_id, account_id, turn);
create index account_limits_place on account_limits (exchange_id, after_position, account_id, turn);

-- Null: at booked_at, as nearly always.
alter table transfers add column payer_at bigint;
alter table transfers add column payee_at bigint;

create index journal_object on journal (exchange_id, object);
