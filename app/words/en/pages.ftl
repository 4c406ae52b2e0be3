front-title = Communities that trade with one another
front-lede = In each of these exchanges, neighbours give one another interest-free credit. Every balance starts at zero; what one pays, another receives; and each community sets its own limits.
front-exchanges = Exchanges here
front-none = There is no exchange here yet. Whoever runs this installation makes the first one with the link that was printed when it started.
# $count (Number) - number of members
front-members = { $count ->
    [one] { $count } member
   *[other] { $count } members
  }
# $unit (String) - plural name of the unit
front-unit = Counts in { $unit }
front-unit-time = Counts in hours and minutes
front-yours = Your account here

public-about = About this exchange
public-join = How to join
public-join-how = Ask a member you know, or the committee. They can add you in a minute, with or without an e-mail address.

# $name (String) - who is greeted
home-title = Hello, { $name }
home-balance = Your balance
# $room (String) - amount with unit
# $limit (String) - amount with unit
home-room = You can spend { $room } more before your limit of { $limit }.
home-room-open = You can spend without a limit.
home-no-room = You have reached your limit. What you earn brings you back.
# $room (String) - amount with unit
home-room-up = You can receive { $room } before your upper limit.
home-last = Last entries
home-nothing = Nothing has happened on your account yet. Pay somebody, or tell people what you can do.
home-all = The whole statement

# $month (String) - month and year
statement-title = Statement for { $month }
# $unit (String) - plural name of the unit
statement-caption = Entries in the order they were booked, in { $unit }
statement-caption-time = Entries in the order they were booked, in hours and minutes
statement-opening = Opening balance
statement-closing = Closing balance
statement-day = Day
statement-who = Who and what for
statement-amount = Amount
statement-after = Balance
statement-none = Nothing was booked in this month.
statement-months = Other months
statement-parts = Other lines of this month
statement-brought = Brought forward
statement-carried = Carried forward
# $name (String) - whose account
# $month (String) - month and year
statement-title-of = Statement of { $name } for { $month }
# $clerk (String) - who entered it
statement-on-behalf = Entered by { $clerk } of the committee, on behalf of the payer
statement-waived = The committee let it pass the limits
statement-notes = Notes
statement-on-behalf-short = on behalf
statement-waived-short = waived
# $id (String) - reference of a transfer
statement-reverses-short = reverses { $id }
statement-csv = For a spreadsheet (CSV)

members-title = Members
members-search = Name or code
members-find = Find
# $typed (String) - what was looked for
members-none = Nobody here is called “{ $typed }”.
members-all = Show everybody
# $count (Number) - how many
members-count = { $count ->
    [one] { $count } member
   *[other] { $count } members
  }
member-code = Account
member-area = Where
member-since = Member since
member-trades = Trades
member-balance = Balance
member-about = About
# $name (String) - the member
member-pay = Pay { $name }

balances-title = Balances
balances-work = What waits for the committee
balances-all = All accounts
balances-lede = Every account of the exchange. What some owe is what others have provided, so the sum is always zero.
# $unit (String) - plural name of the unit
balances-caption = Amounts in { $unit }
balances-caption-time = Amounts in hours and minutes
balances-account = Account
balances-name = Name
balances-state = State
balances-last = Last trade
balances-balance = Balance
balances-limits = Limits
balances-lowest = Lowest allowed
balances-highest = Highest allowed
balances-sum = Sum
balances-beyond = Accounts beyond a limit
balances-close = Accounts close to a limit
balances-never = Members who have not traded yet
balances-proposals = Proposals of partner exchanges to answer
balances-is-beyond = Beyond the limit
balances-is-close = Close to the limit
balances-no-trade = none yet
balances-none = No account is like that now.
state-applied = waits to be admitted
state-active = active
state-suspended = suspended
state-left = has left
holder-exchange = the exchange’s own
holder-partner = partner exchange
