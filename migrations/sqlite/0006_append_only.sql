-- The belt on SQLite: transfers are never changed or deleted. And the counter that positions are drawn from.
create table positions (name text not null primary key, last bigint not null);
insert into positions (name, last) values ('ledger', 0);

create trigger transfers_no_update before update on transfers
begin select raise(abort, 'transfers are never changed'); end;

create trigger transfers_no_delete before delete on transfers
begin select raise(abort, 'transfers are never deleted'); end;

create trigger account_limits_no_update before update on account_limits
begin select raise(abort, 'limits are appended'); end;

create trigger account_limits_no_delete before delete on account_limits
begin select raise(abort, 'limits are appended'); end;

create trigger rules_no_update before update on rules
begin select raise(abort, 'rules are appended'); end;

create trigger rules_no_delete before delete on rules
begin select raise(abort, 'rules are appended'); end;

create trigger journal_no_update before update on journal
begin select raise(abort, 'the journal is appended'); end;

create trigger journal_no_delete before delete on journal
begin select raise(abort, 'the journal is appended'); end;
