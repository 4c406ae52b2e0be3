-- Whose name stands before the sender's address: the exchange's; empty for the installation's own mails.
alter table outbox add column from_name text not null default '';
