members-title = Members
members-search = Name or code
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
balances-sum = Sum of all accounts
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

members-sort-name = By name
members-sort-newest = Who joined last first
balances-search = Account or name
balances-sort-code = By account
balances-sort-name = By name
balances-sort-lowest = Lowest balance first
