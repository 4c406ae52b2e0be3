# $period (String) - month and year, a year, the last twelve months
statement-title = Statement for { $period }
statement-twelve = the last twelve months
statement-twelve-tab = Twelve months
# $from (String) - a day
# $to (String) - a day
statement-from-to = { $from } to { $to }
statement-periods = Which period
statement-exchange = Exchange
statement-account = Account
statement-period = Period
statement-sum-received = Payments received
statement-sum-paid = Payments made
statement-search = Find entries with somebody: name or code
# $typed (String) - what was looked for
statement-found = Entries with “{ $typed }”
# $name (String) - whose account
# $typed (String) - what was looked for
statement-found-of = Entries of { $name } with “{ $typed }”
# $typed (String) - what was looked for
statement-found-none = There is no entry with “{ $typed }”. Try a part of the name, or the account code.
statement-whole = The whole statement
# $day (String) - the last day of a period
statement-on = Balance on { $day }
statement-printed = Printed on
# $unit (String) - plural name of the unit
statement-caption = Entries in the order they were booked, in { $unit }
statement-caption-time = Entries in the order they were booked, in hours and minutes
statement-caption-latest = The latest first
statement-opening = Opening balance
statement-closing = Closing balance
statement-day = Day
statement-who = Who and what for
statement-amount = Amount
statement-after = Balance
statement-none = Nothing was booked in this period.
statement-months = Other months
statement-parts = Other lines of this period
statement-brought = Brought forward
statement-carried = Carried forward
# $name (String) - whose account
# $period (String) - month and year, a year, the last twelve months
statement-title-of = Statement of { $name } for { $period }
# $clerk (String) - who entered it
statement-on-behalf = Entered by { $clerk } of the committee, on behalf of the payer
statement-waived = The committee let it pass the limits
statement-notes = Notes
statement-on-behalf-short = on behalf
statement-waived-short = waived
statement-undone = undone
# $id (String) - reference of a transfer
statement-undone-short = undone by { $id }
# $id (String) - reference of a transfer
statement-reverses-short = reverses { $id }
statement-csv = For a spreadsheet (CSV)
year-title = Your balance over a year
# $name (String) - for whom one acts
year-title-of = { $name }’s balance over a year
# $year (String) - a calendar year
year-title-in = Your balance in { $year }
# $name (String) - for whom one acts
# $year (String) - a calendar year
year-title-in-of = { $name }’s balance in { $year }
# $from (String) - month
# $to (String) - month
year-about = From { $from } to { $to }.
year-numbers = The balance month by month
year-caption = Balance at the end of each month
year-month = Month
# $then (String) - amount with unit
year-start = A year ago your balance was { $then }.
# $name (String) - for whom one acts
# $then (String) - amount with unit
year-start-of = A year ago { $name }’s balance was { $then }.
# $then (String) - amount with unit
year-opened = At the beginning of the year your balance was { $then }.
# $name (String) - for whom one acts
# $then (String) - amount with unit
year-opened-of = At the beginning of the year { $name }’s balance was { $then }.
# $given (String) - amount with unit
# $taken (String) - amount with unit
# $others (String) - how many neighbours
year-in = In that year you gave what is worth { $given } and received what is worth { $taken }, with { $others }.
# $name (String) - for whom one acts
# $given (String) - amount with unit
# $taken (String) - amount with unit
# $others (String) - how many neighbours
year-in-of = In that year { $name } gave what is worth { $given } and received what is worth { $taken }, with { $others }.
# $day (String) - a day
year-begins = The line begins on { $day }.
# $given (String) - amount with unit
# $taken (String) - amount with unit
# $others (String) - how many neighbours
year-since = Since then you gave what is worth { $given } and received what is worth { $taken }, with { $others }.
# $name (String) - for whom one acts
# $given (String) - amount with unit
# $taken (String) - amount with unit
# $others (String) - how many neighbours
year-since-of = Since then { $name } gave what is worth { $given } and received what is worth { $taken }, with { $others }.
# $count (Number) - with how many
year-neighbours = { $count ->
    [one] one neighbour
   *[other] { $count } neighbours
  }
