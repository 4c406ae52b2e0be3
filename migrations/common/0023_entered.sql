-- What kind of member whoever applies would be: an officer may enter a household or a business that reads no mail.
alter table applications add column kind text not null default 'person';
