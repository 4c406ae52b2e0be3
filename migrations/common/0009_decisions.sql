-- Decisions are searched: what a line says, as texts are compared (app::text). Lines from before are found by their reason alone.
alter table journal add column sought text not null default '';
-- How much of an act was in the favour of whoever entered it, in smallest parts: what one officer enters so alone is bounded.
alter table journal add column favour bigint not null default 0;
create index journal_favours on journal (exchange_id, entered_at) where favour > 0;
-- What was done about one account or transfer.
create index journal_of_object on journal (exchange_id, object);
