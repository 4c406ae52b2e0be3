-- Whoever filled in the form and has not shown yet that the address is theirs: of no concern to anybody but them, and gone after a day.
-- Where the address is known already the row is the same, and nobody was sent what would open it.
create table joinings (
    exchange_id bigint not null references exchanges (exchange_id),
    joining_id bigint not null,
    email text not null,
    name text not null,
    area text not null,
    language text not null,
    password_hash text not null,
    agreement_version bigint not null,
    token_hash {bytes} not null,
    code_hash {bytes} not null,
    tries bigint not null,
    created_at bigint not null,
    expires_at bigint not null,
    primary key (exchange_id, joining_id)
);
create unique index joinings_by_token on joinings (token_hash);
create index joinings_by_time on joinings (created_at);

-- Who asks to be a member: a person, in one exchange, under the agreement as it was then (0: everybody's). Kept whatever becomes of it.
create table applications (
    exchange_id bigint not null references exchanges (exchange_id),
    application_id bigint not null,
    person_id bigint not null references persons (person_id),
    name text not null,
    area text not null,
    agreement_version bigint not null,
    offers text not null,
    wants text not null,
    state text not null check (state in ('applied', 'admitted', 'declined', 'withdrawn')),
    applied_at bigint not null,
    decided_at bigint,
    decided_by bigint not null,
    reason text not null,
    primary key (exchange_id, application_id)
);
-- One at a time.
create unique index applications_open on applications (exchange_id, person_id) where state = 'applied';
create index applications_by_state on applications (exchange_id, state, applied_at);
create index applications_by_person on applications (person_id);

-- What who joins agrees to, in the exchange's own words; empty where it says again what everybody says. As of help.
create table agreement_texts (
    exchange_id bigint not null references exchanges (exchange_id),
    from_version bigint not null,
    from_at bigint not null,
    text text not null,
    primary key (exchange_id, from_version)
);
