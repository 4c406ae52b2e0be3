-- Photos, each in a few sizes whose files are called by its hash. Who uses one stands with them; one that nobody uses goes after a while.
create table photos (
    exchange_id bigint not null references exchanges (exchange_id),
    photo_id bigint not null,
    -- Of its files and its key, so that no two photos share a file.
    hash text not null,
    -- Of the largest file, in pixels.
    width bigint not null check (width > 0),
    height bigint not null check (height > 0),
    made_by bigint not null,
    made_at bigint not null,
    -- Since when nobody may use it any more, and its files may be missing; 0 for as long as they may.
    gone_at bigint not null default 0,
    primary key (exchange_id, photo_id)
);
create unique index photos_by_hash on photos (exchange_id, hash);

-- Whose portrait one is. A row without a photo says by which form it was taken away.
create table portraits (
    exchange_id bigint not null,
    member_id bigint not null,
    photo_id bigint,
    -- The key of the form that changed it last.
    changed_by_form bigint not null,
    primary key (exchange_id, member_id),
    foreign key (exchange_id, member_id) references members (exchange_id, member_id),
    foreign key (exchange_id, photo_id) references photos (exchange_id, photo_id)
);
create index portraits_by_photo on portraits (exchange_id, photo_id);

-- What an exchange shows of itself, to everybody.
create table logos (
    exchange_id bigint not null primary key references exchanges (exchange_id),
    photo_id bigint,
    foreign key (exchange_id, photo_id) references photos (exchange_id, photo_id)
);
