-- More than rules and offices waits for a second officer: limits, what is left of leavers. Why what was confirmed does not come about,
-- as a word of ours; empty where it does, or where members objected.
alter table proposals add column fallen_because text not null default '';
