-- The belt lets go of another thing: words about somebody may be emptied. Who, what, when and how much never change.
drop trigger journal_no_update;
create trigger journal_no_update before update on journal
when new.why <> '' or new.sought <> '' or new.terms <> ''
    or (new.exchange_id, new.act_id, new.line, new.what, new.object, new.was, new.becomes, new.proposed_by, new.seconded_by,
        new.on_behalf_of, new.rules_version, new.entered_at, new.in_force_from, new.favour)
    <> (old.exchange_id, old.act_id, old.line, old.what, old.object, old.was, old.becomes, old.proposed_by, old.seconded_by,
        old.on_behalf_of, old.rules_version, old.entered_at, old.in_force_from, old.favour)
begin select raise(abort, 'the journal is appended'); end;

drop trigger account_limits_no_update;
create trigger account_limits_no_update before update on account_limits
when new.reason <> ''
    or (new.exchange_id, new.account_id, new.change_id, new.min_balance, new.max_balance, new.warn_min, new.warn_max, new.may_debit,
        new.may_credit, new.after_position, new.changed_by, new.changed_at, new.turn)
    <> (old.exchange_id, old.account_id, old.change_id, old.min_balance, old.max_balance, old.warn_min, old.warn_max, old.may_debit,
        old.may_credit, old.after_position, old.changed_by, old.changed_at, old.turn)
begin select raise(abort, 'limits are appended'); end;
