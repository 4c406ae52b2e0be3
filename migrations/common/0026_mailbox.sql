-- Where mails go of somebody who signs in by no address: several persons may read the same one.
alter table persons add column mailbox text check (mailbox = lower(mailbox));
create index persons_mailbox on persons (mailbox) where mailbox is not null;
