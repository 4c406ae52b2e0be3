-- Decisions are searched: what a line says, as texts are compared (app::text). Lines from before are found by their reason alone.
alter table journal add column sought text not null default '';
