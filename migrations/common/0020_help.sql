-- What an exchange says in its own words of how it works there; empty where it says again what everybody says. A row for each decision,
-- with the version of the rules that it made: what the page said on a day is a query.
create table help_texts (
    exchange_id bigint not null references exchanges (exchange_id),
    from_version bigint not null,
    from_at bigint not null,
    text text not null,
    primary key (exchange_id, from_version)
);
