-- Members who have not traded for long are asked once whether they are still there: when they were asked last, and when they last said
-- that they are (0: never).
alter table members add column asleep_asked_at bigint not null default 0;
alter table members add column here_at bigint not null default 0;
