-- What an act was asked for, as a print of its terms: so that its key with other terms is another act, as with transfers. Empty where
-- nothing is to be compared: lines from before, and acts that something else knows (a transfer's id). It may be emptied when words
-- are erased; the key then answers by who and what alone.
alter table journal add column terms text not null default '';
