-- An exchange in which nothing can be entered, but all can be read: suspended for a while, or archived, and why. What was called
-- suspended before is closed to everybody.
alter table exchanges add column held_why text not null default '';
update exchanges set status = 'closed' where status = 'suspended';
-- How many members the host allows; 0 for any number.
alter table exchanges add column most_members bigint not null default 0;
