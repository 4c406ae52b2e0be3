-- What members say of themselves and where they live, for the directory's search; what stands already is folded as far as both engines can.
alter table members add column sought text not null default '';
update members set sought = lower(about || ' ' || area);
