-- Invitations of a committee: whoever joins with one is a member as soon as their address is confirmed. The code is kept as it is shown,
-- since it is printed again; it opens nothing but the form of joining, so often and so long.
create table invitations (
    exchange_id bigint not null references exchanges (exchange_id),
    invitation_id bigint not null,
    code text not null,
    label text not null,
    most bigint not null check (most > 0),
    used bigint not null check (used between 0 and most),
    made_by bigint not null,
    made_at bigint not null,
    expires_at bigint not null,
    ended_at bigint,
    primary key (exchange_id, invitation_id)
);
create unique index invitations_by_code on invitations (exchange_id, code);
create index invitations_by_time on invitations (exchange_id, made_at);
-- With which of them somebody joins; 0 for none.
alter table joinings add column invitation_id bigint not null default 0;
alter table applications add column invitation_id bigint not null default 0;

-- Members who vouch for somebody who wants to join: each person once.
create table vouches (
    exchange_id bigint not null,
    application_id bigint not null,
    person_id bigint not null references persons (person_id),
    at bigint not null,
    primary key (exchange_id, application_id, person_id),
    foreign key (exchange_id, application_id) references applications (exchange_id, application_id)
);
