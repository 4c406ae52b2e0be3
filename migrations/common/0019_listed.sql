-- How the exchanges of an installation are listed: their order by name, and their names and places as they are looked for. Filled by the
-- program, which alone can fold and collate; what has none yet gets it when the program starts.
alter table exchanges add column sort_key text not null default '';
alter table exchanges add column sought text not null default '';
alter table exchanges add column place text not null default '';
create index exchanges_by_name on exchanges (sort_key, exchange_id);
