-- Who asks for an exchange: of no concern to the host before the link of the mail has shown that the address is theirs, and gone after
-- a day until then. Of the installation: it refers to no exchange.
create table asks (
    ask_id bigint not null primary key,
    community text not null,
    place text not null,
    purpose text not null,
    template text not null,
    name text not null,
    email text not null,
    language text not null,
    state text not null check (state in ('sent', 'asked', 'opened', 'declined')),
    token_hash {bytes} not null,
    sent_at bigint not null,
    expires_at bigint not null,
    asked_at bigint not null,
    decided_at bigint not null,
    decided_by bigint not null,
    reason text not null
);
create unique index asks_by_token on asks (token_hash);
create index asks_by_state on asks (state, asked_at);
