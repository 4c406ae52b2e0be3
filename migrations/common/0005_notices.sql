-- What reaches people and what happens later: links, counts of tries, mails, notices, jobs.
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
    html text not null,
    -- Where a POST stops mails of this kind; empty for those that cannot be stopped.
    stop_url text not null default '',
    created_at bigint not null,
    -- Nobody takes it before: while it is being sent, the end of the sender's lease.
    next_try_at bigint not null,
    -- Of a mail with a secret link: when the link is over, and the text with it.
    expires_at bigint,
    tries bigint not null default 0,
    sent_at bigint
);
create index outbox_waiting on outbox (next_try_at) where sent_at is null;

-- What members are told: a row for each event and member, written with what it tells of. The object is a transfer's id, say.
create table notices (
    exchange_id bigint not null,
    account_id bigint not null,
    kind text not null,
    object text not null,
    at bigint not null,
    read_at bigint,
    -- When its mails were put into the outbox, or there was nobody to write to.
    mailed_at bigint,
    primary key (exchange_id, account_id, kind, object)
);
create index notices_waiting on notices (at) where mailed_at is null;
create index notices_unread on notices (exchange_id, account_id) where read_at is null;

-- Which kinds of mail a person does not want.
create table notice_stops (
    person_id bigint not null,
    kind text not null,
    since bigint not null,
    primary key (person_id, kind)
);

-- The secret in the links that stop a kind of mail without signing in: one for each person, made for their first mail.
create table notice_keys (
    person_id bigint not null primary key,
    stop_key text not null unique
);

-- What happens later: claimed with a lease, due by the clock, tried again, once for each key. Exchange 0: the installation's own.
create table jobs (
    exchange_id bigint not null,
    job_key text not null,
    kind text not null,
    due_at bigint not null,
    tries bigint not null default 0,
    -- Who works on it, and until when nobody else may.
    holder text not null default '',
    leased_until bigint not null default 0,
    done_at bigint,
    primary key (exchange_id, job_key)
);
create index jobs_waiting on jobs (due_at) where done_at is null;
