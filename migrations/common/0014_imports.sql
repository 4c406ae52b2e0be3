-- Exchanges that are being imported, part after part; hidden until the last one. Each part moves its row here in the same transaction.
create table imports (
    exchange_id bigint not null primary key references exchanges (exchange_id),
    -- What tells its bundle from another.
    print text not null,
    -- Of which file how many rows are in; 'removing' while it is taken away again.
    file text not null,
    done bigint not null
);

-- The persons of such a bundle in its order, and whether they were made for it.
create table import_persons (
    exchange_id bigint not null references exchanges (exchange_id),
    place bigint not null,
    person_id bigint not null,
    made bigint not null check (made in (0, 1)),
    primary key (exchange_id, place)
);
create index import_persons_person on import_persons (person_id);
