statistics-title = How the exchange is doing
statistics-menu = Statistics
statistics-lede = Counted is what members trade with each other and with members of other exchanges, in the month in which it happened. What was undone, levies, and what goes to or from the exchange’s own accounts are no trade.
statistics-none = Nothing has been booked yet. Once people trade, you will read here how lively the exchange is.
statistics-nothing = Nothing was traded in this time.
statistics-to = Up to
statistics-months = How many months
# $months (Number) - how many
statistics-so-many = { $months ->
    [one] One month
   *[other] { $months } months
  }
statistics-show = Show
statistics-open = The last month is not over.
# $first (String) - a month
# $last (String) - a month
statistics-bars = A bar for each month from { $first } to { $last }.
statistics-trade-title = What was traded
# $count (Number) - how many trades
# $worth (String) - amount with unit
# $month (String) - the month with the most
statistics-trade-sentence = { $count ->
    [one] One trade, worth { $worth }, in { $month }.
   *[other] { $count } trades, worth { $worth } together; the most in { $month }.
  }
# $bought (String) - amount with unit
# $sold (String) - amount with unit
statistics-abroad = Of that, members bought from other exchanges for { $bought } and sold there for { $sold }.
statistics-trade-about = What members did for each other. It goes up and down with the seasons; if it falls three months in a row, ask members what they looked for and did not find, and hold a market day.
statistics-members-title = Who took part
# $members (Number) - how many members there are
# $traded (Number) - how many of them traded
statistics-members-sentence = { $members ->
    [one] { $traded } of one member traded in this time.
   *[other] { $traded } of { $members } members traded in this time.
  }
# $count (Number) - how many members
statistics-without = { $count ->
    [one] One did not.
   *[other] { $count } did not.
  }
# $count (Number) - how many members
statistics-new = { $count ->
    [one] Of these, one joined in this time.
   *[other] Of these, { $count } joined in this time.
  }
statistics-members-caption = Members who traded in each month
statistics-traders = Members who traded
statistics-members = Members
statistics-members-about = Members who gave or received at least once. It is well when more than half of them trade within a year; call those who do not, and bring newcomers together with a neighbour who needs what they offer.
statistics-credit-title = What members have to their credit
# $first (String) - a month
# $last (String) - a month
statistics-line = A line from { $first } to { $last }.
# $credit (String) - amount with unit
statistics-credit-sentence = Members above zero have { $credit } to their credit.
# $days (Number) - how many
statistics-pace = { $days ->
    [one] As much is traded in one day.
   *[other] As much is traded in { $days } days.
  }
statistics-no-pace = Nothing was traded in this time, so it waits.
statistics-credit = Credit
statistics-credit-caption = Credit at the end of each month
statistics-credit-about = It is what some gave and have not yet taken back, and others owe as much. It is well when as much is traded within half a year; when it takes more than a year, those who have credit do not find what they want, so look for new offers.
statistics-spread-title = How balances are spread
# $first (String) - amount with unit
# $last (String) - amount with unit
statistics-histogram = How many members stand where, from { $first } to { $last }.
# $below (Number) - how many members
# $above (Number) - how many members
# $even (Number) - how many members
statistics-spread-sentence = Below zero are { $below } members, above it { $above }, at zero { $even }.
# $count (Number) - how many members
statistics-half = { $count ->
    [one] Half of all credit is with one member.
   *[other] Half of all credit is with { $count } members.
  }
# $from (String) - amount with unit
# $to (String) - amount with unit
statistics-from-to = { $from } up to { $to }
statistics-spread-numbers = How many stand where
statistics-spread-caption = Members by balance, each step up to where the next begins
statistics-spread-about = Nobody can be above zero unless somebody is below it, so both are fine. It is well when most stand near zero; with those who stand far out talk in time, about what they could offer or what they need.
statistics-stuck-title = Credit that does not move
# $count (Number) - how many members
# $stuck (String) - amount with unit
# $percent (Number) - hundredths of all credit
statistics-stuck-sentence = { $count ->
    [one] One member has more credit than they spent in this time, by { $stuck }: { $percent } % of all credit.
   *[other] { $count } members have more credit than they spent in this time, by { $stuck } together: { $percent } % of all credit.
  }
statistics-not-stuck = Every member above zero spent as much in this time as they have to their credit.
statistics-stuck-about = Whoever has more than they spend keeps others from earning it. Up to a third of all credit is usual; ask them what they would like, or whether they would give some of it to the exchange’s own account.
# $amount (String) - amount with unit
statistics-shift-sentence = Today all members together stand at { $amount }.
statistics-shift-why = Where the rest is
statistics-shift-about = Together members would stand at zero if nothing had gone to the exchange’s own accounts or to other exchanges. A small figure is usual; if it grows from year to year, decide what is to become of it.
statistics-bought = Bought from other exchanges
statistics-sold = Sold to other exchanges
statistics-more = All figures of the exchange
