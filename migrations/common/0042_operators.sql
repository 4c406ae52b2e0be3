-- Whom a member asked to act for them too: by a link in a mail, good once, for a week.
create table operator_invites (
    exchange_id bigint not null,
    invite_id bigint not null,
    member_id bigint not null,
    email text not null,
    token_hash {bytes} not null,
    made_by bigint not null,
    made_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    -- The act that took it back; 0 where somebody said yes.
    ended_by_act bigint not null default 0,
    primary key (exchange_id, invite_id),
    foreign key (exchange_id, member_id) references members (exchange_id, member_id)
);
create unique index operator_invites_by_token on operator_invites (exchange_id, token_hash);
create index operator_invites_by_member on operator_invites (exchange_id, member_id);
