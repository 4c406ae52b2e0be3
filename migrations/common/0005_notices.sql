-- What reaches people and what happens later: links, counts of tries, mails.
-- A secret link: kept as its hash alone, used once.
create table links (
    token_hash {bytes} not null primary key,
    purpose text not null,
    person_id bigint not null default 0,
    -- The address that is confirmed.
    address text not null default '',
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);
create index links_of_person on links (person_id);

-- How often something was tried in a window of time; the key says what and by whom (hashed).
create table attempts (
    attempt_key text not null primary key,
    window_start bigint not null,
    count bigint not null
);

create table outbox (
    mail_id bigint not null primary key,
    recipient text not null,
    subject text not null,
    body text not null,
    created_at bigint not null,
    next_try_at bigint not null,
    -- Of a mail with a secret link: when the link is over, and the text with it.
    expires_at bigint,
    tries bigint not null default 0,
    sent_at bigint
);
create index outbox_waiting on outbox (next_try_at) where sent_at is null;
