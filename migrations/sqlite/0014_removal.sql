-- The belt lets go of one thing: an exchange that was being imported, was never open, and is taken away again.
create trigger exchanges_status before update of status on exchanges
when new.status <> old.status and (new.status = 'importing' or (new.status = 'removing' and old.status <> 'importing'))
begin select raise(abort, 'only what is being imported is taken away'); end;

drop trigger transfers_no_delete;
create trigger transfers_no_delete before delete on transfers
when not exists (select 1 from exchanges e where e.exchange_id = old.exchange_id and e.status = 'removing')
begin select raise(abort, 'transfers are never deleted'); end;

drop trigger account_limits_no_delete;
create trigger account_limits_no_delete before delete on account_limits
when not exists (select 1 from exchanges e where e.exchange_id = old.exchange_id and e.status = 'removing')
begin select raise(abort, 'limits are appended'); end;

drop trigger rules_no_delete;
create trigger rules_no_delete before delete on rules
when not exists (select 1 from exchanges e where e.exchange_id = old.exchange_id and e.status = 'removing')
begin select raise(abort, 'rules are appended'); end;

drop trigger journal_no_delete;
create trigger journal_no_delete before delete on journal
when not exists (select 1 from exchanges e where e.exchange_id = old.exchange_id and e.status = 'removing')
begin select raise(abort, 'the journal is appended'); end;
