-- Links may confirm an e-mail address, and mails that carry a link lose their text when it is over.
-- SQLite cannot change a CHECK: the table is made anew.
create table new_links (
    token_hash {bytes} not null primary key,
    purpose text not null check (purpose in ('set-up', 'password', 'email')),
    person_id bigint not null default 0,
    -- The address that is confirmed.
    address text not null default '',
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);
insert into new_links (token_hash, purpose, person_id, created_at, expires_at, used_at)
select token_hash, purpose, person_id, created_at, expires_at, used_at
from links;
drop table links;
alter table new_links rename to links;
create index links_of_person on links (person_id);

alter table outbox add column expires_at bigint;
