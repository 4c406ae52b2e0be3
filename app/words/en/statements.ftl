# $month (String) - month and year
statement-title = Statement for { $month }
# $day (String) - the last day of a month
statement-on = Balance on { $day }
# $name (String) - whose account
# $code (String) - its code
# $exchange (String) - name of the exchange
# $day (String) - today
statement-printed = { $name }, { $code }, { $exchange }. Printed on { $day }.
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
statement-undone = undone
# $id (String) - reference of a transfer
statement-undone-short = undone by { $id }
# $id (String) - reference of a transfer
statement-reverses-short = reverses { $id }
statement-csv = For a spreadsheet (CSV)
year-title = Your balance over a year
# $name (String) - for whom one acts
year-title-of = { $name }’s balance over a year
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
