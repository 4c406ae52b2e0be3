-- Members that a committee takes in from a spreadsheet. A sheet comes in parts; its row says whether it is all in, so that the same form goes
-- on where it was cut short and then does nothing more.
create table sheets (
    exchange_id bigint not null references exchanges (exchange_id),
    act_id bigint not null,
    begun_at bigint not null,
    ended_at bigint,
    primary key (exchange_id, act_id)
);

-- Who came from a sheet, and which opening balance was booked for them: a later sheet books the difference.
create table sheet_members (
    exchange_id bigint not null,
    member_id bigint not null,
    opening bigint not null,
    primary key (exchange_id, member_id),
    foreign key (exchange_id, member_id) references members (exchange_id, member_id)
);
