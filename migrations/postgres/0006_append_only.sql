-- The belt on PostgreSQL: transfers are never changed or deleted. And the sequence that positions are drawn from.
create sequence ledger_position as bigint;

create function append_only() returns trigger language plpgsql as
$$ begin raise exception 'rows of % are never changed or deleted', tg_table_name using errcode = '23001'; end $$;

create trigger transfers_append_only before update or delete on transfers
for each row execute function append_only();

create trigger account_limits_append_only before update or delete on account_limits
for each row execute function append_only();

create trigger rules_append_only before update or delete on rules
for each row execute function append_only();

create trigger journal_append_only before update or delete on journal
for each row execute function append_only();

alter table accounts set (fillfactor = 70);
