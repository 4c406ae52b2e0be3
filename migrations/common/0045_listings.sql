-- What members offer and look for, the categories under which it is found, and what members told the committee of it.
create table categories (
    exchange_id bigint not null references exchanges (exchange_id),
    category_id bigint not null,
    -- The one that it belongs to; 0 for none.
    below bigint not null,
    place bigint not null,
    name text not null,
    primary key (exchange_id, category_id)
);
create table listings (
    exchange_id bigint not null,
    listing_id {bytes} not null check (length(listing_id) = 16),
    -- Names it where its id, which is no text, cannot stand.
    number bigint not null,
    member_id bigint not null,
    kind text not null,
    state text not null,
    title text not null,
    words text not null,
    -- 0 for none, also once its category is gone.
    category_id bigint not null,
    price_kind text not null,
    -- In smallest parts of the exchange's unit; 0 where two agree on it.
    price bigint not null check (price between 0 and 1000000000000000),
    area text not null,
    -- 1: the exchange, 2: its partners too, 3: everybody.
    reach bigint not null,
    -- By what it is found, as names are compared.
    sought text not null,
    -- Counts its changes.
    version bigint not null,
    made_by bigint not null,
    made_at bigint not null,
    -- 0 until it is on the market.
    listed_at bigint not null,
    -- Its last day; empty until it is on the market.
    until text not null,
    -- The last day of which its member was told.
    told_until text not null,
    -- With it the mail publishes it again; empty where no mail does.
    renew_key text not null,
    primary key (exchange_id, listing_id),
    foreign key (exchange_id, member_id) references members (exchange_id, member_id)
);
create index listings_on_the_market on listings (exchange_id, listed_at, listing_id) where state = 'live';
create index listings_of_member on listings (exchange_id, member_id);
create index listings_that_wait on listings (exchange_id) where state = 'waiting';
create unique index listings_by_number on listings (exchange_id, number);
create unique index listings_by_key on listings (exchange_id, renew_key) where renew_key <> '';
create table listing_reports (
    exchange_id bigint not null,
    listing_id {bytes} not null,
    person_id bigint not null,
    why text not null,
    told_at bigint not null,
    -- 0 until the committee has decided.
    closed_at bigint not null,
    primary key (exchange_id, listing_id, person_id),
    foreign key (exchange_id, listing_id) references listings (exchange_id, listing_id)
);
create index listing_reports_open on listing_reports (exchange_id, told_at) where closed_at = 0;
