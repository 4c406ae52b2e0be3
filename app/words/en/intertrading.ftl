# $ours (String) - our units for an hour
# $exchange (String) - our exchange
# $partner (String) - the partner exchange
# $theirs (String) - their units for an hour
trade-rate = An hour of ordinary work is { $ours } in { $exchange } and { $theirs } in { $partner }.
# $day (String) - since when
trade-since = Since { $day }.
# $ours (String) - an hour of work, in our unit
# $theirs (String) - the same in theirs
trade-example = { $ours } here = { $theirs } there.
# $exchange (String) - which exchange
# $hours (String) - what an hour of work is there
trade-odd-rate = { $exchange } counts hours, and yet one hour of work is { $hours } there. Is that meant? If not, go back and set the rate to 1, or ask them to.
trade-rate-label = Rate
trade-you-pay = You pay
trade-they-get = They get
trade-they-paid = They paid
# $unit (String) - their unit, plural
trade-they-get-field = Enter what they get, in { $unit }, instead
# $unit (String) - their unit, plural
trade-they-get-amount = How much do they get, in { $unit }?
# $unit (String) - our unit, plural
trade-you-pay-field = Enter what you pay, in { $unit }, instead
trade-room-own = Room before your own limit
# $partner (String) - the partner exchange
trade-room-ours = Room before our limit with { $partner }
# $partner (String) - the partner exchange
trade-room-theirs = Room before the limit of { $partner } with us
trade-tightest = Tightest limit
# $room (String) - what remains, with unit
trade-tightest-own = Your own: { $room }
# $partner (String) - the partner exchange
# $room (String) - what remains, with unit
trade-tightest-ours = Ours with { $partner }: { $room }
# $partner (String) - the partner exchange
# $room (String) - what remains, with unit
trade-tightest-theirs = That of { $partner } with us: { $room }
# $partner (String) - the partner exchange
trade-near = Trade with { $partner } in this direction has used seven tenths of what was agreed.
# $partner (String) - the partner exchange
trade-very-near = Trade with { $partner } in this direction has used nine tenths of what was agreed. It will soon pause.
trade-stale = Something changed since you last looked: the rate, the rules or the amounts. Nothing was booked. Check again.
# $gets (String) - what they get, with unit
# $name (String) - who is paid
# $pays (String) - what leaves the payer, with unit
trade-button = Pay { $pays }, so that { $name } gets { $gets }
trade-unseen = Nothing is booked yet. Look at both amounts and the rate, then pay.
trade-too-small = That is so little that nothing would be left on the other side
trade-too-large = That is more than the books of the other exchange can hold
# $exchange (String) - our exchange
# $partner (String) - the partner exchange
# $room (String) - what can be paid, with unit
trade-refused-ours = The limit of { $exchange } for trade with { $partner } leaves room for { $room } at most. Ask our committee
# $partner (String) - the partner exchange
# $room (String) - what can be paid, with unit
trade-refused-theirs = The limit of { $partner } for trade with us leaves room for { $room } at most. Ask our committee to speak with theirs
trade-refused-payee = The payee’s own limit stands in the way. Ask them
# $amount (String) - in our unit
# $here (String) - our member
# $partner (String) - the partner exchange
# $there (String) - their member
trade-receipt-paid = { $here } paid { $amount } to { $there } in { $partner }.
# $amount (String) - in our unit
# $here (String) - our member
# $partner (String) - the partner exchange
# $there (String) - their member
trade-receipt-received = { $there } in { $partner } paid { $here } { $amount }.
trade-value = Value in ordinary work
trade-partners-title = Partner exchanges
trade-no-partners = No agreement with another exchange yet.
trade-state-by-us = Proposed by us; their committee has not answered.
trade-state-by-them = Proposed by them; it waits for our committee.
trade-state-in-force = In force.
# $amount (String) - our clearing balance without sign
# $partner (String) - the partner exchange
trade-bought-more = Our members have bought { $amount } more from { $partner } than they sold there.
# $amount (String) - our clearing balance without sign
# $partner (String) - the partner exchange
trade-sold-more = Our members have sold { $amount } more to { $partner } than they bought there.
# $partner (String) - the partner exchange
trade-even = Trade with { $partner } is even.
# $value (String) - hours
trade-bought-hours = That is { $value } of ordinary work, which our members owe theirs.
# $value (String) - hours, `4.00 h`
trade-sold-hours = That is { $value } of ordinary work, which their members owe ours.
trade-propose-title = Propose an agreement
trade-propose-how = Their committee has to accept it. Each exchange sets the limits of its own account for the other.
# $partner (String) - the partner's name
trade-with = Agreement with { $partner }
trade-second = Another officer of ours has to confirm it first; the partner hears of it then.
trade-waiting = Somebody of our committee has accepted it. It waits for another officer to confirm it.
trade-waiting-link = See where it stands
trade-waiting-title = To be confirmed before the partner hears of it
trade-partner = With which exchange?
trade-partner-unknown = Choose an exchange of this list
trade-partner-busy = There is an agreement or a proposal with them already
# $unit (String) - our unit, plural
trade-rate-field = How many { $unit } are an hour of ordinary work?
trade-rate-hint = A number with at most six decimals
trade-down = How far may our account for them go down?
trade-down-hint = How much more our members may sell there than they buy
trade-up = How far may our account for them go up?
trade-up-hint = How much more our members may buy there than they sell
trade-reach-nothing = Leave room in one direction at least
trade-note = A word to their committee
trade-propose-button = Propose
trade-own-proposal = You proposed this yourself, for the other exchange. Somebody else of our committee has to answer it.
trade-answer-bad = Choose an answer
trade-accept = Accept
trade-decline = Decline
trade-withdraw = Withdraw the proposal
trade-end-title = End the agreement
# $partner (String) - the partner exchange
trade-end-lede = From then on nobody here can pay anybody in { $partner }, nor they us. What was paid stays as it is, and where the two stand with each other stays in both books.
trade-end-told = Members of both exchanges read it among the decisions, with the reason.
trade-end-button = End the agreement
# $unit (String) - the unit, several
trade-months = Trade by month, in { $unit }; the difference is what was bought less what was sold
trade-months-time = Trade by month, in hours and minutes; the difference is what was bought less what was sold
trade-month = Month
trade-bought = Bought
trade-sold = Sold
trade-balance = Difference
# $exchange (String) - our exchange
# $partner (String) - the partner exchange
trade-refused-ours-unseen = The limit of { $exchange } for trade with { $partner } leaves less room than that. Ask our committee
# $partner (String) - the partner exchange
trade-refused-theirs-unseen = The limit of { $partner } for trade with us leaves less room than that. Ask our committee to speak with theirs
# $name (String) - for whom one acts
trade-you-pay-of = { $name } pays
# $name (String) - for whom one acts
# $unit (String) - our unit, plural
trade-you-pay-field-of = Enter what { $name } pays, in { $unit }, instead
# $name (String) - for whom one acts
trade-room-own-of = Room before { $name }’s own limit
# $name (String) - for whom one acts
# $room (String) - what remains, with unit
trade-tightest-own-of = { $name }’s own: { $room }
# $partner (String) - the partner exchange
trade-year-title = A year of trade with { $partner }
# $first (String) - a month
# $last (String) - a month
trade-year-about = Where our account for them stood from { $first } to { $last }, between its limits. The thin lines are where both committees are warned.
# $partner (String) - the partner exchange
# $bought (String) - amount with unit
# $sold (String) - amount with unit
trade-year-sentence = In this year our members bought from { $partner } for { $bought } and sold there for { $sold }. Above zero they have bought more. At the thin lines both committees are warned.
trade-year-caption = Our account for them at the end of each month
trade-why = Why this much, and which limits apply
# $partner (String) - a partner exchange
trade-partner-held = Whoever runs the installation has suspended { $partner }. Until that is lifted nobody can trade with it; what was booked stands.
