-- The installation: persons, exchanges, sessions, agreements; small tables that refer to no exchange's rows.
create table persons (
    person_id bigint not null primary key,
    email text unique check (email = lower(email)),
    name text not null,
    language text not null,
    theme text not null default 'device',
    password_hash text not null default '',
    is_host bigint not null default 0 check (is_host in (0, 1)),
    created_at bigint not null
);

create table exchanges (
    exchange_id bigint not null primary key,
    slug text not null unique,
    code text not null unique check (length(code) = 4),
    name text not null,
    description text not null default '',
    area text not null default '',
    status text not null default 'open',
    unit_name text not null,
    unit_plural text not null,
    unit_symbol text not null,
    unit_decimals bigint not null check (unit_decimals between 0 and 4),
    unit_is_time bigint not null default 0 check (unit_is_time in (0, 1)),
    units_per_hour text not null,
    language text not null,
    time_zone text not null,
    hue bigint not null default 10 check (hue between 0 and 23),
    default_min bigint not null check (default_min between -1000000000000000 and 0),
    default_max bigint not null check (default_max between 0 and 1000000000000000),
    show_balances bigint not null default 0 check (show_balances in (0, 1)),
    rules_version bigint not null default 1,
    next_number bigint not null default 1,
    import_print text not null default '',
    created_at bigint not null
);

create table sessions (
    session_id text not null primary key,
    person_id bigint not null default 0,
    data text not null,
    device text not null default '',
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);
create index sessions_of_person on sessions (person_id);
create index sessions_expiry on sessions (expires_at);

-- The consent of two exchanges to trade. `a` proposed, `b` answered. Limits are in smallest parts of each side's own unit.
create table agreements (
    agreement_id bigint not null primary key,
    a_exchange_id bigint not null,
    b_exchange_id bigint not null,
    state text not null,
    a_units_per_hour text not null,
    b_units_per_hour text not null,
    a_min bigint not null,
    a_max bigint not null,
    b_min bigint not null,
    b_max bigint not null,
    note text not null default '',
    proposed_by bigint not null,
    proposed_at bigint not null,
    answered_by bigint not null default 0,
    answered_at bigint,
    check (a_exchange_id <> b_exchange_id)
);
create index agreements_a on agreements (a_exchange_id);
create index agreements_b on agreements (b_exchange_id);
