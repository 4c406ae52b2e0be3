-- The books of an exchange: accounts and transfers. A transfer is one row, so it cannot be unbalanced; it carries its limits.
create table accounts (
    exchange_id bigint not null references exchanges (exchange_id),
    account_id bigint not null,
    -- 0 member, 1 common, 2 clearing: also the order in which accounts are locked.
    kind bigint not null check (kind in (0, 1, 2)),
    code text not null,
    name text not null default '',
    partner_id bigint not null default 0,
    balance bigint not null default 0 check (balance between -1000000000000000 and 1000000000000000),
    -- A clearing account's position in millionths of an hour of ordinary work.
    value bigint not null default 0,
    min_balance bigint not null check (min_balance between -1000000000000000 and 0),
    max_balance bigint not null check (max_balance between 0 and 1000000000000000),
    warn_min bigint not null check (warn_min between -1000000000000000 and 1000000000000000),
    warn_max bigint not null check (warn_max between -1000000000000000 and 1000000000000000),
    may_debit bigint not null default 1 check (may_debit in (0, 1)),
    may_credit bigint not null default 1 check (may_credit in (0, 1)),
    last_position bigint not null default 0,
    last_booked_at bigint not null default 0,
    opened_at bigint not null,
    primary key (exchange_id, account_id),
    unique (exchange_id, code)
);

create table transfers (
    exchange_id bigint not null,
    transfer_id {bytes} not null check (length(transfer_id) = 16),
    position bigint not null,
    -- app::ledger::Kind. No list of them here: SQLite would build the table anew for each new word.
    kind text not null,
    payer bigint not null,
    payee bigint not null,
    amount bigint not null check (amount between 1 and 1000000000000000),
    payer_after bigint not null,
    payee_after bigint not null,
    payer_min bigint not null,
    payee_max bigint not null,
    payer_warned bigint not null check (payer_warned in (0, 1)),
    payee_warned bigint not null check (payee_warned in (0, 1)),
    -- The limits did not bind it: for a reason that stands with its words, or because it was imported.
    waived bigint not null check (waived in (0, 1)),
    -- The day the trade happened, and the moment it was entered.
    traded_on text not null,
    booked_at bigint not null,
    -- 0: no person (an import whose person is unknown).
    entered_by bigint not null,
    on_behalf bigint not null check (on_behalf in (0, 1)),
    rules_version bigint not null,
    -- Of an intertrade: the partner, its member's code, the rate and the value in millionths of an hour.
    partner_id bigint not null,
    partner_code text not null,
    rate text not null,
    value bigint not null,
    reverses {bytes},
    words_hash {bytes} not null,
    primary key (exchange_id, transfer_id),
    unique (exchange_id, position),
    foreign key (exchange_id, payer) references accounts (exchange_id, account_id),
    foreign key (exchange_id, payee) references accounts (exchange_id, account_id),
    foreign key (exchange_id, reverses) references transfers (exchange_id, transfer_id),
    check (payer <> payee and (waived = 1 or (payer_after >= payer_min and payee_after <= payee_max)))
);
-- At most one opposite of each transfer; few transfers are one.
create unique index transfers_reverses on transfers (exchange_id, reverses) where reverses is not null;
create index transfers_payer on transfers (exchange_id, payer, position);
create index transfers_payee on transfers (exchange_id, payee, position);

-- What was said about a transfer; erasable, since the transfer keeps only the hash of salt and texts.
create table transfer_words (
    exchange_id bigint not null,
    transfer_id {bytes} not null,
    description text not null,
    waiver_reason text not null default '',
    partner_name text not null default '',
    salt {bytes} not null,
    primary key (exchange_id, transfer_id),
    foreign key (exchange_id, transfer_id) references transfers (exchange_id, transfer_id)
);

-- One account's side of each transfer, with the balance after it: positive when received, negative when paid.
create view entries as
select exchange_id, payer as account_id, payee as other_id, position, transfer_id, kind, -amount as amount,
    payer_after as balance_after, traded_on, booked_at, entered_by, on_behalf, waived, partner_id, partner_code, value, rate, reverses
from transfers
union all
select exchange_id, payee, payer, position, transfer_id, kind, amount,
    payee_after, traded_on, booked_at, entered_by, on_behalf, waived, partner_id, partner_code, value, rate, reverses
from transfers;

-- Every change of an account's limits, in order; the account row holds the ones in force.
create table account_limits (
    exchange_id bigint not null,
    account_id bigint not null,
    change_id bigint not null,
    min_balance bigint not null,
    max_balance bigint not null,
    warn_min bigint not null,
    warn_max bigint not null,
    may_debit bigint not null,
    may_credit bigint not null,
    after_position bigint not null,
    reason text not null,
    changed_by bigint not null,
    changed_at bigint not null,
    primary key (exchange_id, account_id, change_id),
    foreign key (exchange_id, account_id) references accounts (exchange_id, account_id)
);
