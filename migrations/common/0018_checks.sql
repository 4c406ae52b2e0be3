-- What the committee made sure of about whoever wants to join, and joined: who ticked it and when, until which day it holds (empty: for
-- good). Kept by person, so that it stands before they are a member and after.
create table admission_checks (
    exchange_id bigint not null references exchanges (exchange_id),
    person_id bigint not null references persons (person_id),
    item text not null,
    ticked_by bigint not null,
    ticked_at bigint not null,
    valid_until text not null default '',
    primary key (exchange_id, person_id, item)
);
