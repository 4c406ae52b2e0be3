-- Members, who may act for them, who holds which office.
create table members (
    exchange_id bigint not null references exchanges (exchange_id),
    member_id bigint not null,
    account_id bigint not null,
    name text not null,
    -- For finding by name: lower case, without accents.
    sort_name text not null,
    kind text not null,
    state text not null,
    about text not null default '',
    area text not null default '',
    joined_at bigint not null,
    primary key (exchange_id, member_id),
    unique (exchange_id, account_id),
    foreign key (exchange_id, account_id) references accounts (exchange_id, account_id)
);
create index members_name on members (exchange_id, sort_name);

create table operators (
    exchange_id bigint not null,
    member_id bigint not null,
    person_id bigint not null,
    since bigint not null,
    primary key (exchange_id, member_id, person_id),
    foreign key (exchange_id, member_id) references members (exchange_id, member_id)
);
create index operators_person on operators (person_id);

create table roles (
    exchange_id bigint not null references exchanges (exchange_id),
    person_id bigint not null,
    role text not null,
    since bigint not null,
    primary key (exchange_id, person_id, role)
);
create index roles_person on roles (person_id);
