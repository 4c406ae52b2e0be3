-- The files of photos, in the file of a backup alone, so that one file holds everything; empty in books that are served.
create table photo_copies (
    exchange_id bigint not null references exchanges (exchange_id),
    hash text not null,
    width bigint not null,
    content {bytes} not null,
    primary key (exchange_id, hash, width)
);
