### Members from a spreadsheet.

sheet-title = Members from a spreadsheet
sheet-link = Several at once: members from a spreadsheet
sheet-lede = Paste the list of your members below, as your spreadsheet program saves it (CSV). First you see what would come of each line; nothing is written until you say so.
sheet-second = Here an admission takes two officers, and somebody has paid already: no new members are taken in from a sheet. Let them apply, or invite them.
sheet-how = How it works
sheet-how-columns = The first line says what stands in each column, in your own words: name, e-mail, place, account code, opening balance, lowest and highest balance, about, offers, wants, paid until. Only the name is needed. Commas, semicolons and tabs between the columns are all understood. At most 2,000 lines.
sheet-how-amounts = Balances are written as you would type them here, with a minus for whoever owes. They must come to zero, or you say which account of the exchange takes the rest. The limits do not stop an opening balance; that it passed them is recorded with it.
sheet-how-again = You can correct the sheet and bring it again until anybody has paid here. From then on a sheet brings new members only, at a balance of zero and with no more room than everybody has. The same sheet again changes nothing; a corrected one changes what differs. A line that is taken out of the sheet takes nobody out of the exchange, and an empty cell changes nothing, but for a balance: there it says zero.
sheet-how-mail = Whoever is new and has an e-mail address gets a mail with a link to set a password. Whoever has none gets no mail: make them a code on paper on their page.
sheet-how-not = Whatever else stands in the sheet is not taken. You see which columns are left out. Whoever is a member here already keeps what they have: take their line out.
sheet-sample = A sample to copy
sheet-sample-head = Name,E-mail,Where,Code,Opening balance,Lowest,Highest,Offers,Wants,Paid until
sheet-sample-one = Marta Sol,marta@example.org,Mill Lane,,12,50,100,"Bread, jam",Help in the garden,2026-12-31
sheet-sample-two = Old Tom,,Harbour,,-20,,,Mending nets,,
sheet-sample-three = The Green Grocer,shop@example.org,Harbour,,8,200,none,Vegetables,Deliveries,2026-12-31
sheet-field = The sheet
sheet-field-hint = Open the CSV file, copy all of it and paste it here, with the line that names the columns.
sheet-button-look = Look at it
sheet-button-again = Look at it again
sheet-button-take = Take them in
sheet-looked = What would come of it
sheet-new = New members
sheet-same = As the sheet says already
sheet-changed = Corrected
sheet-sum = Sum of the opening balances
# $code (String) - of the exchange's own account
sheet-remainder = What { $code } takes, so that all come to zero
# $count (Number) - how many
sheet-problems = { $count ->
    [one] { $count } thing to mend in the sheet
   *[other] { $count } things to mend in the sheet
  }
# $count (Number) - how many
sheet-warnings = { $count ->
    [one] { $count } thing to look at
   *[other] { $count } things to look at
  }
# $count (Number) - how many
sheet-corrected = { $count ->
    [one] { $count } line that corrects a member
   *[other] { $count } lines that correct members
  }
# $line (Number) - of the sheet
# $what (String) - what about it
sheet-at-line = Line { $line }: { $what }
# $line (Number) - of the sheet
# $column (String) - what it is called
# $what (String) - what about it
sheet-at = Line { $line }, { $column }: { $what }
# $count (Number) - how many more
sheet-more = And { $count } more.
sheet-nothing = Everything is as the sheet says. There is nothing to do.
sheet-common = Account that stands against the opening balances
sheet-common-hint = Each opening balance is booked between the member and this account of the exchange. What is missing to zero stays there, for all to see.
sheet-common-none = Choose an account
sheet-columns = The columns
sheet-columns-hint = We guessed them from the first line. Change what is wrong and look again.
sheet-column-none = Not in the sheet
sheet-first-rows = The first lines, as we read them
sheet-line = Line
# $columns (String) - as they are called in the sheet
sheet-left-out = Left out: { $columns }.
sheet-zero = What a limit of 0 says
sheet-zero-none = There is no limit, as CES writes it
sheet-zero-zero = The balance may not pass zero
sheet-name = Name
sheet-surname = Surname
sheet-email = E-mail
sheet-area = Where
sheet-code = Account code
sheet-opening = Opening balance
sheet-lowest = Lowest balance (may owe)
sheet-highest = Highest balance (may hold)
sheet-about = About them
sheet-offers = What they offer
sheet-wants = What they look for
sheet-paid = Paid until (in money)
sheet-error-day = Write the last day that is paid for as 2026-12-31 or 31.12.2026
# $text (String) - as it is in the sheet
sheet-offers-text = Offers: { $text }.
# $text (String) - as it is in the sheet
sheet-wants-text = Looks for: { $text }.
sheet-words = Opening balance, brought from where the books were kept before
sheet-limits = As in the sheet of members
sheet-error-empty = Paste the sheet here
sheet-error-long = The sheet is too long: bring it in parts
sheet-error-rows = There is no line below the one that names the columns
# $most (Number) - how many lines
sheet-error-many = There are more than { $most } lines: bring them in parts
# $line (Number) - of the sheet
sheet-error-open = On line { $line } a quotation mark is opened and never closed
# $line (Number) - of the sheet
sheet-error-quote = On line { $line } something follows a closing quotation mark
sheet-error-names = Say in which column the names are
sheet-error-name = The name is empty
# $found (Number) - cells of this line
# $wanted (Number) - cells of the first line
sheet-error-cells = There are { $found } cells where the first line names { $wanted } columns
# $example (String) - a code
sheet-error-letters = A code here is the exchange’s own letters and a number, such as { $example }
# $line (Number) - the other line
sheet-error-twice = It is on line { $line } already
# $line (Number) - the other line
sheet-error-namesake = The same name is on line { $line }, and neither has an e-mail or a code by which we could tell them apart
# $code (String) - an account's
sheet-error-code = { $code } belongs to somebody who did not come from a sheet. A code is never given to anybody else
# $code (String) - an account's
sheet-error-known = Somebody with this e-mail acts for { $code } here already
sheet-error-which = Several members of that name came from a sheet. Write the account code, so that we know who is meant
sheet-error-traded = There has been trade here since, so a sheet corrects nobody any more. Change it on the member’s own page
sheet-error-late = There has been trade here, so nobody new begins with a balance: leave it empty. What they bring with them is a payment, which both sides see
sheet-error-wider = There has been trade here, so nobody new begins with more room than everybody has. Give them more on their page, as the rules ask for it
sheet-error-own = You act for this member: another officer must change it
sheet-error-closed = This member leaves or has left, or the account is frozen: a sheet changes nothing of theirs
sheet-error-sum = The opening balances do not come to zero: say which account takes the rest, or mend them
# $room (Number) - how many more
# $new (Number) - how many there are in the sheet
sheet-error-room = { $room ->
    [0] The host allows no more members here, and the sheet has { $new } new ones
    [one] The host allows one more member here, and the sheet has { $new } new ones
   *[other] The host allows { $room } more members here, and the sheet has { $new } new ones
  }
sheet-error-mend = There are things to mend in the sheet
sheet-error-changed = Something has changed since the page was made, so nothing was written. This is how it stands now: look again
sheet-error-books = The books cannot hold these balances. Nothing of this part was written
# $code (String) - of the account that belongs to them
sheet-warning-here = { $code } has the same name. This would be somebody else
# $line (Number) - the other line
sheet-warning-twice = The same name is on line { $line }. These would be two people
sheet-warning-email = The member has another address here, which stays: only they can change it
act-sheet = Took in members from a spreadsheet
# $new (Number) - how many
# $changed (Number) - how many
journal-sheet = { $new } new, { $changed } corrected.
# $sum (String) - amount
# $rest (String) - amount
# $code (String) - of the exchange's own account
journal-sheet-rest = The sheet’s opening balances come to { $sum }; against them stands { $rest } on { $code }.
