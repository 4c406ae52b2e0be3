-- Who confirmed a proposal of an agreement for the exchange that made it; 0 for nobody. Neither they nor who proposed it answers it for the
-- other.
alter table agreements add column proposed_second bigint not null default 0;
