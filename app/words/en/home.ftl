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
home-nothing-do = See what people here do
home-all = The whole statement
balances-favours = Entered by one officer in their own favour; look whether it is right
# $name (String) - for whom one acts
home-balance-of = { $name }’s balance
# $name (String) - for whom one acts
# $room (String) - amount with unit
# $limit (String) - amount with unit
home-room-of = { $name } can spend { $room } more before their limit of { $limit }.
# $name (String) - for whom one acts
home-room-open-of = { $name } can spend without a limit.
# $name (String) - for whom one acts
home-no-room-of = { $name } has reached their limit. What they earn brings them back.
# $name (String) - for whom one acts
# $room (String) - amount with unit
home-room-up-of = { $name } can receive { $room } before their upper limit.
# $name (String) - for whom one acts
home-nothing-of = Nothing has happened on { $name }’s account yet.
balances-unreached = Members to whom a mail could not be delivered
balances-asleep = Members who have not traded for long
home-given = You have given more than you took: your neighbours owe you a hand.
# $name (String) - for whom one acts
home-given-of = { $name } has given more than they took: their neighbours owe them a hand.
# $amount (String) - amount with unit
home-taken = You have received { $amount } more than you gave. That is fine; it is your turn to offer something.
# $name (String) - for whom one acts
# $amount (String) - amount with unit
home-taken-of = { $name } has received { $amount } more than they gave. That is fine; it is their turn to offer something.
home-even = You have given as much as you took.
# $name (String) - for whom one acts
home-even-of = { $name } has given as much as they took.
# $exchange (String) - name
home-welcome = Welcome to { $exchange }
# $code (String) - account
home-welcome-code = Your account is { $code }. Whoever wants to pay you needs your name or this code, so tell it to your neighbours.
home-first = Three things to do first
home-first-rules = Read the rules of this exchange
home-first-me = See how you sign in, and choose your language
# $days (Number) - how many
month-title = Your exchange in the last { $days } days
# $count (Number) - how many trades
# $worth (String) - amount with unit
month-trades = { $count ->
    [one] One trade was booked, worth { $worth }.
   *[other] { $count } trades were booked, worth { $worth } together.
  }
# $count (Number) - how many trades
month-trades-at-least = At least { $count } trades were booked.
month-no-trades = Nothing was traded.
# $count (Number) - how many trades
month-before = { $count ->
    [one] In the same time before, it was one.
   *[other] In the same time before, it was { $count }.
  }
# $count (Number) - how many members there are
# $traders (Number) - how many of them traded
month-members = { $count ->
    [one] { $traders } of one member took part.
   *[other] { $traders } of { $count } members took part.
  }
# $count (Number) - how many members
month-quiet = { $count ->
    [one] One has not traded for half a year: a call may help.
   *[other] { $count } have not traded for half a year: a call may help.
  }
month-nobody-joined = Nobody joined.
# $count (Number) - how many
# $names (String) - their names
month-joined = { $count ->
    [one] { $names } joined.
   *[other] { $names } joined.
  }
# $count (Number) - how many more joined
month-more = { $count ->
    [one] one more
   *[other] { $count } more
  }
# $last (String) - the last of several names
# $names (String) - those before, with commas
month-and = { $names } and { $last }
month-no-partners = Nobody traded with another exchange.
# $bought (String) - amount with unit
# $sold (String) - amount with unit
month-partners = From other exchanges your members bought for { $bought }, and they sold there for { $sold }.
young-title = The first ten trades
young-lede = An exchange lives once people have tried it. These five steps are ticked off as they come true.
young-rules = Look over the rules and decide what fits you
# $count (Number) - how many
young-members = Add your first { $count } members
# $count (Number) - how many
young-abouts = Let { $count } of them say what they do for others
young-first = Make the first trade, however small
# $count (Number) - how many
young-ten = Bring it to { $count } trades
# $all (Number) - how many it should be
# $done (Number) - how many it is
young-of = { $done } of { $all }
chart-trade-title = Trade by month
# $first (String) - a month
# $last (String) - a month
chart-trade-about = What was traded in each month from { $first } to { $last }. The last bar is a month that is not over.
# $count (Number) - how many trades
# $month (String) - a month
# $worth (String) - amount with unit
chart-trade-sentence = { $count } trades in this time; the most in { $month }, worth { $worth }. The last month is not over.
chart-trade-numbers = Month by month
chart-trade-caption = Trades in each month
chart-trade-count = Trades
chart-trade-worth = Worth
