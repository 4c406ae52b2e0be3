//! Ways to manipulate the books, by name: the statement, and a part of what is said about it. In braces stand keys: of exchanges
//! (r, h, p), of transfers by their words, of accounts by their names.

/// Those that are found.
pub const FOUND: &[(&str, &str, &str)] = &[
    ("an amount", "update transfers set amount = amount + 1 where transfer_id = {bread}", "it says the balance after it is"),
    ("an amount of nothing", "update transfers set amount = 0 where transfer_id = {bread}", "its amount is not positive, or out of range"),
    ("an amount below nothing", "update transfers set amount = -800 where transfer_id = {bread}", "its amount is not positive, or out of range"),
    ("an amount beyond everything", "update transfers set amount = 9000000000000000000 where transfer_id = {bread}", "its amount is not positive, or out of range"),
    ("a payer's balance after", "update transfers set payer_after = payer_after + 1 where transfer_id = {bread}", "it says the balance after it is"),
    ("a payee's balance after", "update transfers set payee_after = payee_after - 1 where transfer_id = {roof}", "it says the balance after it is"),
    ("a payer", "update transfers set payer = {dan} where transfer_id = {bread}", "it was entered by somebody who does not act for the payer"),
    ("a payee", "update transfers set payee = {eve} where transfer_id = {bread}", "it says the balance after it is"),
    ("payer and payee exchanged", "update transfers set payer = payee, payee = payer where transfer_id = {bread}", "it was entered by somebody who does not act for the payer"),
    ("a payer who is the payee", "update transfers set payee = payer where transfer_id = {bread}", "payer and payee are one"),
    ("an account that is not there", "update transfers set payee = 5 where transfer_id = {bread}", "payer or payee is no account of this exchange"),
    ("an account of another exchange", "update transfers set payee = {omar} where transfer_id = {bread}", "payer or payee is no account of this exchange"),
    ("a position behind later ones", "update transfers set position = 900000000 where transfer_id = {bread}", "it says the balance after it is"),
    ("a position before earlier ones", "update transfers set position = 0 - position where transfer_id = {wood}", "it says the balance after it is"),
    ("the exchange of a transfer", "update transfers set exchange_id = {h} where transfer_id = {bread}", "it says the balance after it is"),
    ("an exchange that is not there", "update transfers set exchange_id = 5 where transfer_id = {bread}", "it says the balance after it is"),
    ("a lower limit in a row", "update transfers set payer_min = payer_min - 1 where transfer_id = {bread}", "s lowest, in force was"),
    ("a higher limit in a row", "update transfers set payee_max = payee_max + 1 where transfer_id = {bread}", "s highest, in force was"),
    ("the limit before the last change in a row", "update transfers set payer_min = -20000 where transfer_id = {wood}", "s lowest, in force was"),
    ("a warning that was none", "update transfers set payer_warned = 1 where transfer_id = {bread}", "its warnings are not those of the lines in force"),
    ("a warning taken away", "update transfers set payer_warned = 0 where transfer_id = {roof}", "its warnings are not those of the lines in force"),
    ("a payee's warning that was none", "update transfers set payee_warned = 1 where transfer_id = {bread}", "its warnings are not those of the lines in force"),
    ("a waiver without a reason", "update transfers set waived = 1 where transfer_id = {bread}", "it passes the limits without a reason"),
    ("a waiver taken away", "update transfers set waived = 0 where transfer_id = {bus}", "it breaks a limit without a waiver"),
    ("neither waived nor not", "update transfers set waived = 2 where transfer_id = {bread}", "something in it is neither yes nor no"),
    ("an intertrade that is waived", "update transfers set waived = 1 where transfer_id = {soup} and exchange_id = {r}", "it passes limits that two exchanges have agreed on"),
    ("an import that limits bound", "update transfers set waived = 0 where exchange_id = {p}", "it is imported, which no limit binds, and says that they did"),
    ("a day that is none", "update transfers set traded_on = '2026-02-30' where transfer_id = {bread}", "is no day"),
    ("a day in words", "update transfers set traded_on = 'Tuesday' where transfer_id = {bread}", "is no day"),
    ("a day written otherwise", "update transfers set traded_on = '20261124' where transfer_id = {bread}", "its day is not written as days are"),
    ("a day after the entry", "update transfers set traded_on = '2026-11-25' where transfer_id = {bread}", "it was traded on a day after it was entered"),
    ("an entry before its day", "update transfers set booked_at = booked_at - 86400000000 where transfer_id = {bread}", "it was traded on a day after it was entered"),
    ("an entry an hour later", "update transfers set booked_at = booked_at + 3600000000 where transfer_id = {bread}", "its time does not follow from the one before of the same account"),
    ("an entry an hour earlier", "update transfers set booked_at = booked_at - 3600000000 where transfer_id = {wood}", "its time does not follow from the one before of the same account"),
    ("a payer's order", "update transfers set payer_at = booked_at where transfer_id = {bread}", "its time does not follow from the one before of the same account"),
    ("a payee's order", "update transfers set payee_at = booked_at + 1 where transfer_id = {bread}", "its time does not follow from the one before of the same account"),
    ("an entry by nobody", "update transfers set entered_by = 0 where transfer_id = {bread}", "it was entered by nobody known"),
    ("an entry by somebody unknown", "update transfers set entered_by = 5 where transfer_id = {bread}", "it was entered by nobody known"),
    ("an entry by somebody else", "update transfers set entered_by = {person cleo} where transfer_id = {bread}", "it was entered by somebody who does not act for the payer"),
    ("an entry by another officer", "update transfers set entered_by = {person cleo} where transfer_id = {milk}", "the journal does not know that this person entered it for the committee"),
    ("an undoing by another officer", "update transfers set entered_by = {person dan} where transfer_id = {unwrong}", "the journal does not know that this person entered it for the committee"),
    ("an act for somebody put in", "update transfers set on_behalf = 1 where transfer_id = {bread}", "the journal does not know that this person entered it for the committee"),
    ("an act for somebody taken away", "update transfers set on_behalf = 0 where transfer_id = {bus}", "it was entered by somebody who does not act for the payer"),
    (
        "an act for somebody turned into their own",
        "update transfers set on_behalf = 0, entered_by = {person cleo} where transfer_id = {milk}",
        "the journal says that the committee did so, and the transfer does not",
    ),
    ("an undoing that nobody did for the committee", "update transfers set on_behalf = 0 where transfer_id = {unwrong}", "it was entered by somebody who does not act for the payer"),
    (
        "an undoing of the committee's as the payee's",
        "update transfers set on_behalf = 0, entered_by = {person ada} where transfer_id = {unwrong}",
        "it undoes and was not entered by the committee, and the journal says that it was",
    ),
    ("what was given back as the committee's", "update transfers set on_behalf = 1 where transfer_id = {unlent}", "the journal does not know that this person entered it for the committee"),
    ("what was given back by somebody else", "update transfers set entered_by = {person cleo} where transfer_id = {unlent}", "it was entered by somebody who does not act for the payer"),
    (
        "what was given back abroad as their committee's",
        "update transfers set on_behalf = 1 where transfer_id = {untart} and exchange_id = {h}",
        "the journal does not know that this person entered it for the committee",
    ),
    (
        "what was given back abroad as ours",
        "update transfers set on_behalf = 1 where transfer_id = {untart} and exchange_id = {r}",
        "it undoes, and was not for this committee to enter",
    ),
    (
        "an undoing of the partner's as ours",
        "update transfers set on_behalf = 1 where transfer_id = {unjam} and exchange_id = {r}",
        "it undoes, and was not for this committee to enter",
    ),
    (
        "an undoing of ours as the partner's",
        "update transfers set on_behalf = 0 where transfer_id = {unjam} and exchange_id = {h}",
        "it undoes and was not entered by the committee, and the journal says that it was",
    ),
    ("no rules", "update transfers set rules_version = 0 where transfer_id = {bread}", "it was booked under rules that the exchange has not had"),
    ("rules that are still to come", "update transfers set rules_version = 99 where transfer_id = {bread}", "it was booked under rules that the exchange has not had"),
    ("rules that were taken back", "update exchanges set rules_version = 1 where exchange_id = {r}", "it was booked under rules that the exchange has not had"),
    ("a kind that is none", "update transfers set kind = 'gift' where transfer_id = {bread}", "is no kind of transfer"),
    ("a payment as imported", "update transfers set kind = 'imported' where transfer_id = {bread}", "it is imported, which no limit binds, and says that they did"),
    ("a waived payment as imported", "update transfers set kind = 'imported' where transfer_id = {bus}", "it is imported and says why it passes the limits"),
    ("a payment as a levy", "update transfers set kind = 'levy' where transfer_id = {bread}", "the common account has no part in it"),
    ("a payment as netting", "update transfers set kind = 'netting' where transfer_id = {bread}", "it is not between two clearing accounts"),
    ("a payment as an intertrade", "update transfers set kind = 'intertrade' where transfer_id = {bread}", "it says no partner"),
    ("a payment as an undoing", "update transfers set kind = 'reversal' where transfer_id = {bread}", "what it undoes does not fit its kind"),
    ("an import as a payment", "update transfers set kind = 'payment' where exchange_id = {p}", "it passes the limits without a reason"),
    ("an intertrade as a payment", "update transfers set kind = 'payment' where transfer_id = {soup}", "an account of a partner does not fit its kind"),
    ("an intertrade as an undoing", "update transfers set kind = 'reversal' where transfer_id = {soup}", "what it undoes does not fit its kind"),
    ("an undoing as a payment", "update transfers set kind = 'payment' where transfer_id = {unwrong}", "what it undoes does not fit its kind"),
    ("an undoing of an intertrade as one", "update transfers set kind = 'intertrade' where transfer_id = {unjam}", "what it undoes does not fit its kind"),
    ("a leg's partner", "update transfers set partner_id = {p} where transfer_id = {soup} and exchange_id = {r}", "its other leg is missing"),
    ("a leg without a partner", "update transfers set partner_id = 0 where transfer_id = {soup} and exchange_id = {h}", "the partner of its other leg does not fit it"),
    ("a leg's code", "update transfers set partner_code = 'HILL0002' where transfer_id = {soup} and exchange_id = {r}", "the code of its other leg does not fit it"),
    ("a leg's rate", "update transfers set rate = '10:25' where transfer_id = {soup} and exchange_id = {r}", "the rate of its other leg does not fit it"),
    ("no rate", "update transfers set rate = '' where transfer_id = {soup}", "it has no rate"),
    (
        "the rate of both legs",
        "update transfers set rate = '11:20' where transfer_id = {soup} and exchange_id = {r};
         update transfers set rate = '20:11' where transfer_id = {soup} and exchange_id = {h}",
        "no agreement with the partner has had its rate",
    ),
    ("a leg's value", "update transfers set value = value + 1 where transfer_id = {soup} and exchange_id = {r}", "the value of its other leg does not fit it"),
    ("a leg's value turned round", "update transfers set value = 0 - value where transfer_id = {soup}", "its value does not fit its accounts"),
    ("a leg that is worth nothing", "update transfers set value = 0 where transfer_id = {soup}", "it is worth nothing to the partner"),
    (
        "the value of both legs, and of their clearing accounts",
        "update transfers set value = value + 7 where transfer_id = {soup} and exchange_id = {r};
         update transfers set value = value - 7 where transfer_id = {soup} and exchange_id = {h};
         update accounts set value = value + 7 where account_id = {clearing};
         update accounts set value = value - 7 where account_id = {mirror}",
        "the amounts of its legs, its rate and its value do not come to each other",
    ),
    (
        "a leg's amount, and all that follows",
        "update transfers set amount = amount + 1, payer_after = payer_after - 1, payee_after = payee_after + 1
         where transfer_id = {soup} and exchange_id = {h};
         update accounts set balance = balance - 1 where account_id = {mirror};
         update accounts set balance = balance + 1 where account_id = {omar}",
        "the amounts of its legs, its rate and its value do not come to each other",
    ),
    ("a leg of somebody else", "update transfers set entered_by = {person ben} where transfer_id = {soup} and exchange_id = {h}", "the person who entered it of its other leg does not fit it"),
    (
        "a leg without its other leg",
        "delete from transfer_words where transfer_id = {soup} and exchange_id = {h};
         delete from transfers where transfer_id = {soup} and exchange_id = {h}",
        "its other leg is missing",
    ),
    ("an undoing of nothing", "update transfers set reverses = null where transfer_id = {unwrong}", "what it undoes does not fit its kind"),
    ("an undoing of what is not there", "update transfers set reverses = {nowhere} where transfer_id = {unwrong}", "what it undoes is not there"),
    ("an undoing of something else", "update transfers set reverses = {bread} where transfer_id = {unwrong}", "it is not the opposite of what it undoes"),
    ("an undoing of an undoing", "update transfers set reverses = {unwrong} where transfer_id = {unjam} and exchange_id = {r}", "the undone transfer of its other leg does not fit it"),
    ("a payment that undoes", "update transfers set reverses = {bread} where transfer_id = {roof}", "what it undoes does not fit its kind"),
    ("a payment with a partner's code", "update transfers set partner_code = 'HILL0001' where transfer_id = {bread}", "it has a code, a rate or a value without a partner"),
    ("a payment with a rate", "update transfers set rate = '10:20' where transfer_id = {bread}", "it has a code, a rate or a value without a partner"),
    ("a payment with a value", "update transfers set value = 5 where transfer_id = {bread}", "it has a code, a rate or a value without a partner"),
    ("a payment with a partner", "update transfers set partner_id = {h} where transfer_id = {bread}", "an account of a partner does not fit its kind"),
    ("a transfer taken away", "delete from transfer_words where transfer_id = {bread}; delete from transfers where transfer_id = {bread}", "it says the balance after it is"),
    ("words", "update transfer_words set description = 'cake' where transfer_id = {bread}", "its words are not those that were booked"),
    ("a reason", "update transfer_words set waiver_reason = 'the chair' where transfer_id = {bus}", "its words are not those that were booked"),
    ("a partner's name", "update transfer_words set partner_name = 'Nia' where transfer_id = {soup} and exchange_id = {r}", "its words are not those that were booked"),
    ("a salt", "update transfer_words set salt = {nowhere} where transfer_id = {bread}", "its words are not those that were booked"),
    ("a hash of words", "update transfers set words_hash = {nothing} where transfer_id = {bread}", "its words are not those that were booked"),
    ("words taken away", "delete from transfer_words where transfer_id = {bread}", "its words are missing, and no erasure is recorded"),
    (
        "words of nothing",
        "insert into transfer_words (exchange_id, transfer_id, description, salt) values ({r}, {nowhere}, 'x', {nowhere})",
        "transfers, and words of",
    ),
    (
        "a waiver's reason taken away, with its hash",
        "update transfer_words set waiver_reason = '' where transfer_id = {bus};
         update transfers set words_hash = {hash of bus } where transfer_id = {bus}",
        "it passes the limits without a reason",
    ),
    (
        "a reason put in, with its hash",
        "update transfer_words set waiver_reason = 'no reason' where transfer_id = {bread};
         update transfers set words_hash = {hash of bread no reason} where transfer_id = {bread}",
        "it has a reason to pass limits that bound it",
    ),
    ("a lower limit in a record", "update account_limits set min_balance = -99999 where account_id = {ada} and turn = 0", "s lowest, in force was"),
    ("a higher limit in a record", "update account_limits set max_balance = 99999 where account_id = {ben} and turn = 0", "s highest, in force was"),
    ("a warn line in a record", "update account_limits set warn_min = -100 where account_id = {ada} and turn = 0", "its warnings are not those of the lines in force"),
    ("the last record", "update account_limits set max_balance = 99999 where account_id = {ada} and turn = 2", "s highest, in force was"),
    ("a first record taken away", "delete from account_limits where account_id = {ben} and turn = 0", "no limits of its accounts are recorded before it"),
    ("a record between taken away", "delete from account_limits where account_id = {ada} and turn = 1", "of its changes of limits number"),
    ("a last record taken away", "delete from account_limits where account_id = {ada} and turn = 2", "s lowest, in force was"),
    (
        "a record put in",
        "insert into account_limits select exchange_id, account_id, 7, -99999, max_balance, warn_min, warn_max, may_debit,
            may_credit, after_position, reason, changed_by, changed_at, 3
         from account_limits where account_id = {ada} and turn = 2",
        "s lowest, in force was",
    ),
    ("a record's place", "update account_limits set after_position = after_position + 1 where account_id = {ada} and turn = 1", "of its changes of limits number"),
    ("a record of later from the beginning", "update account_limits set after_position = 0 where account_id = {ada} and turn = 2", "of its changes of limits number"),
    ("a record's turn", "update account_limits set turn = 5 where account_id = {ada} and turn = 2", "of its changes of limits number"),
    (
        "records in another order",
        "update account_limits set turn = 9 where account_id = {ada} and turn = 1;
         update account_limits set turn = 1 where account_id = {ada} and turn = 2;
         update account_limits set turn = 2 where account_id = {ada} and turn = 9",
        "s lowest, in force was",
    ),
    ("a record by somebody unknown", "update account_limits set changed_by = 5 where account_id = {ada} and turn = 1", "was made by nobody known"),
    ("when an account was opened", "update accounts set opened_at = 5 where account_id = {ada}", "its first limits are not from when it was opened"),
    ("an account that might not pay", "update account_limits set may_debit = 0 where account_id = {ada} and turn = 0", "the payer might not pay, or the payee not be paid"),
    ("an account that might not be paid", "update account_limits set may_credit = 0 where account_id = {cleo} and turn = 0; update accounts set may_credit = 0 where account_id = {cleo}", "the payer might not pay, or the payee not be paid"),
    ("an account's lowest", "update accounts set min_balance = -99999 where account_id = {ben}", "its limits are not those of the last change that is recorded"),
    ("an account's highest", "update accounts set max_balance = 99999 where account_id = {ben}", "its limits are not those of the last change that is recorded"),
    ("an account's lower warn line", "update accounts set warn_min = -1 where account_id = {ben}", "its limits are not those of the last change that is recorded"),
    ("an account's higher warn line", "update accounts set warn_max = 1 where account_id = {ben}", "its limits are not those of the last change that is recorded"),
    ("whether an account may pay", "update accounts set may_debit = 0 where account_id = {ben}", "its limits are not those of the last change that is recorded"),
    ("whether an account may be paid", "update accounts set may_credit = 0 where account_id = {ben}", "its limits are not those of the last change that is recorded"),
    ("the limits of one that never traded", "update accounts set min_balance = -99999 where account_id = {common}", "its limits are not those of the last change that is recorded"),
    ("a balance", "update accounts set balance = balance + 1 where account_id = {ben}", ", its transfers make"),
    (
        "two balances",
        "update accounts set balance = balance + 1 where account_id = {ben};
         update accounts set balance = balance - 1 where account_id = {ada}",
        ", its transfers make",
    ),
    ("a clearing account's value", "update accounts set value = value + 1 where account_id = {clearing}", "its position is"),
    (
        "the value of both clearing accounts",
        "update accounts set value = value + 1 where account_id = {clearing};
         update accounts set value = value - 1 where account_id = {mirror}",
        "in value, its transfers make",
    ),
    ("a member's value", "update accounts set value = 1 where account_id = {eve}", "in value, its transfers make"),
    ("a last position", "update accounts set last_position = last_position + 1 where account_id = {ben}", "its last position or time is not that of its last transfer"),
    ("a last time", "update accounts set last_booked_at = last_booked_at + 1 where account_id = {ben}", "its last position or time is not that of its last transfer"),
    ("an account's kind", "update accounts set kind = 1 where account_id = {eve}", "members have it"),
    ("a clearing account's kind", "update accounts set kind = 0, partner_id = 0 where account_id = {clearing}", "its value does not fit its accounts"),
    ("a clearing account's partner", "update accounts set partner_id = {p} where account_id = {clearing}", "its clearing account stands for another partner"),
    ("a partner of a member's account", "update accounts set partner_id = {h} where account_id = {eve}", "it is of no kind, or stands for a partner without being a clearing account"),
    ("a clearing account's code", "update accounts set code = 'RIVR*PRTO' where account_id = {clearing}", "its code is not made of the two exchanges"),
    ("an exchange's code", "update exchanges set code = 'MEAD' where exchange_id = {r}", "its code is not made of the two exchanges"),
    (
        "an account taken away",
        "delete from account_limits where account_id = {nia}; delete from accounts where account_id = {nia}",
        "members, and accounts of",
    ),
    ("a member taken away", "delete from members where account_id = {eve}", "members have it"),
    ("how low an agreement goes", "update agreements set a_min = a_min - 1", "the limits of RIVR*HILL are not those that were agreed on"),
    ("how high an agreement goes", "update agreements set b_max = b_max + 1", "the limits of HILL*RIVR are not those that were agreed on"),
    ("an agreement's rate", "update agreements set a_units_per_hour = '11'", "no agreement with the partner has had its rate"),
    ("an agreement declined", "update agreements set state = 'declined'", "the journal says that it came into force"),
    ("an agreement ended", "update agreements set state = 'ended'", "the journal says that it came into force"),
    ("an agreement with somebody else", "update agreements set b_exchange_id = {p}", "no agreement with the partner has had its rate"),
    ("an agreement taken away", "delete from agreements", "no agreement with the partner has had its rate"),
    (
        "an agreement's limits passed by a record",
        "insert into account_limits select exchange_id, account_id, 7, -99999, 99999, -99999, 99999, 1, 1, last_position, 'x',
            0, 1, 1 from accounts where account_id = {clearing};
         update accounts set min_balance = -99999, max_balance = 99999, warn_min = -99999, warn_max = 99999
         where account_id = {clearing}",
        "the limits of RIVR*HILL are not those that were agreed on",
    ),
    ("the journal of an act for somebody", "delete from journal where what = 'pay for'", "the journal does not know that this person entered it for the committee"),
    ("the journal of what the exchange itself paid", "delete from journal where what = 'pay common'", "the journal does not know that this person entered it for the committee"),
    ("an act of the exchange itself as one for a member", "update journal set what = 'pay for' where what = 'pay common'", "the journal does not know that this person entered it for the committee"),
    ("an act for a member as one of the exchange itself", "update journal set what = 'pay common' where what = 'pay for'", "the journal does not know that this person entered it for the committee"),
    ("a mark of an act of the exchange itself", "update transfers set on_behalf = 0 where payer = {common}", "it was entered by somebody who does not act for the payer"),
    ("the journal of an undoing", "delete from journal where what = 'reverse' and exchange_id = {r}", "the journal does not know that this person entered it for the committee"),
    ("the journal of an agreement", "delete from journal where what = 'agreement' and exchange_id = {h}", "no agreement with the partner has had its rate"),
    ("another object of an act", "update journal set object = 'x' where what = 'pay for'", "the journal does not know that this person entered it for the committee"),
    ("who did an act", "update journal set proposed_by = {person ben} where what = 'pay for'", "the journal does not know that this person entered it for the committee"),
    ("a person taken away", "delete from persons where person_id = {person ada}", "was made by nobody known"),
    ("who acts for a member", "delete from operators where person_id = {person ada}", "it was entered by somebody who does not act for the payer"),
    ("why limits were changed", "update account_limits set reason = 'x' where account_id = {eve} and turn = 1", "what the journal tells"),
    ("when limits were changed", "update account_limits set changed_at = 5 where account_id = {eve} and turn = 1", "what the journal tells"),
    ("who changed limits", "update account_limits set changed_by = {person ben} where account_id = {eve} and turn = 1", "what the journal tells"),
];

/// Those that only SQLite lets be written: it keeps what it is given.
pub const SQLITE: &[(&str, &str, &str)] = &[
    ("a word for an amount", "update transfers set amount = 'eight' where transfer_id = {bread}", "cannot stand there"),
    ("half a part", "update transfers set amount = 800.5 where transfer_id = {bread}", "cannot stand there"),
    ("a number for a kind", "update transfers set kind = x'00ff' where transfer_id = {bread}", "cannot stand there"),
    ("a short id", "update transfers set transfer_id = x'00' where transfer_id = {bread}", "cannot stand there"),
    ("a word for a balance", "update accounts set balance = 'much' where account_id = {ben}", "cannot stand there"),
];

/// Those that no other row speaks against.
pub const SEALED: &[(&str, &str)] = &[
    (
        "an id, with its words'",
        "update transfers set transfer_id = {nowhere} where transfer_id = {bread};
         update transfer_words set transfer_id = {nowhere} where transfer_id = {bread}",
    ),
    (
        "words, with their hash",
        "update transfer_words set description = 'cake' where transfer_id = {bread};
         update transfers set words_hash = {hash of cake } where transfer_id = {bread}",
    ),
    ("an earlier day of trade", "update transfers set traded_on = '2026-11-20' where transfer_id = {bread}"),
    ("which of a household entered it", "update transfers set entered_by = {person dan} where transfer_id = {eggs}"),
    ("other rules that the exchange has had", "update transfers set rules_version = 2 where transfer_id = {bread}"),
    (
        "an entry some minutes earlier, before any other of its accounts",
        "update transfers set booked_at = booked_at - 60000000 where transfer_id = {bread}",
    ),
    ("why limits were first set", "update account_limits set reason = 'x' where account_id = {ada} and turn = 0"),
    (
        "a change of limits that no transfer has met, with the account",
        "update account_limits set max_balance = 99999 where account_id = {eve} and turn = 1;
         update accounts set max_balance = 99999 where account_id = {eve}",
    ),
    ("a member's code", "update accounts set code = 'RIVR0099' where account_id = {eve}"),
    (
        "the last transfer, cut off with both legs and all four accounts",
        "delete from transfer_words where transfer_id = {soup}; delete from transfers where transfer_id = {soup};
         update accounts set balance = balance + 500, last_position = (select max(position) from transfers t
            where t.exchange_id = {r} and {ada} in (t.payer, t.payee)) where account_id = {ada};
         update accounts set balance = 0, value = 0, last_position = (select max(position) from transfers t
            where t.exchange_id = {r} and {clearing} in (t.payer, t.payee)) where account_id = {clearing};
         update accounts set balance = balance - 1000, last_position = (select max(position) from transfers t
            where t.exchange_id = {h} and {omar} in (t.payer, t.payee)) where account_id = {omar};
         update accounts set balance = 0, value = 0, last_position = (select max(position) from transfers t
            where t.exchange_id = {h} and {mirror} in (t.payer, t.payee)) where account_id = {mirror}",
    ),
];
