-- The belt lets go of one thing: an exchange that was being imported, was never open, and is taken away again.
create function only_imports_are_removed() returns trigger language plpgsql as
$$ begin raise exception 'only what is being imported is taken away' using errcode = '23001'; end $$;

create trigger exchanges_status before update of status on exchanges
for each row
when (new.status <> old.status and (new.status = 'importing' or (new.status = 'removing' and old.status <> 'importing')))
execute function only_imports_are_removed();

create or replace function append_only() returns trigger language plpgsql as
$$ begin
    if tg_op = 'DELETE' and exists (
        select 1 from exchanges e where e.exchange_id = old.exchange_id and e.status = 'removing'
    ) then
        return old;
    end if;
    raise exception 'rows of % are never changed or deleted', tg_table_name using errcode = '23001';
end $$;
