-- Offices have terms, are for an area where they are a coordinator's, and end when nobody attends to them: when whoever holds one was
-- here last, as far as it was looked at (0: not yet).
alter table roles add column until text not null default '';
alter table roles add column area text not null default '';
alter table roles add column attended_at bigint not null default 0;
