-- A code on paper for somebody who reads no mail: the last that the committee made for a person in an exchange, kept as its hash, good once.
create table paper_codes (
    exchange_id bigint not null references exchanges (exchange_id),
    person_id bigint not null references persons (person_id),
    code_hash {bytes} not null,
    tries bigint not null,
    made_at bigint not null,
    expires_at bigint not null,
    primary key (exchange_id, person_id)
);
create index paper_codes_by_time on paper_codes (expires_at);
-- Who signs in with the code of an account says of no exchange.
create index accounts_by_code on accounts (code);
