amount-empty = Enter the amount
amount-not-a-number = Enter the amount in digits, like 8 or 8.50
amount-not-a-time = Enter the time in hours and minutes, like 1:30 or 90 min
amount-not-positive = The amount must be more than zero
amount-ambiguous = Is that a decimal mark or thousands? Write it without separators, like 1000, or with two decimals
# $minutes (String) - the time, if the digits after the mark are minutes
# $hours (String) - the time, if they are hundredths
amount-two-readings = Hours and minutes ({ $minutes }) or hours with decimals ({ $hours })? Write it with a colon, like { $minutes } or { $hours }
# $minutes (String) - the time, if the digits after the mark are minutes
amount-one-reading = Hours and minutes? Write them with a colon, like { $minutes }
pay-which-time = Which time do you mean?
pay-time-minutes = hours and minutes
pay-time-decimals = hours with decimals
# $decimals (Number) - how many the unit has
# $unit (String) - plural name of the unit
amount-too-fine = { $decimals ->
    [0] Amounts in { $unit } are whole numbers
    [one] Amounts in { $unit } have one decimal at most
   *[other] Amounts in { $unit } have { $decimals } decimals at most
  }
amount-too-fine-time = Time is counted in whole minutes
# $most (String) - the largest amount, with its unit
amount-too-large = The amount must be at most { $most }

pay-step-form = Fill in
pay-step-check = Check
pay-title = Pay somebody
# $balance (String) - balance with unit
# $room (String) - what can be spent, with unit
pay-room = Your balance is { $balance }. You can spend { $room }.
pay-to = Who do you pay?
# $code (String) - an example of a code
pay-to-hint = Their name or account code, like { $code }
# $unit (String) - plural name of the unit
pay-amount = How much, in { $unit }?
pay-amount-time = How much time?
pay-amount-time-hint = In hours and minutes, like 1:30 or 90 min
pay-description = What for?
pay-description-hint = One line that you both will recognise later
pay-to-empty = Enter who you pay
# $typed (String) - what was typed
pay-to-unknown = We find nobody called “{ $typed }”. Check the spelling, or use the account code
pay-to-several = Several members have that name. Choose one below, or enter the account code
# $typed (String) - what was typed
pay-to-likely = Nobody is called just “{ $typed }”. Choose one below, or enter the account code
# $partner (String) - the other exchange
pay-to-held = { $partner } is suspended or archived: nobody there can be paid now. Ask its committee
# $partner (String) - the other exchange
pay-to-ended = There is no agreement with { $partner } any more, so nobody there can be paid from here. Ask the committee
pay-to-choose = Who do you mean?
pay-to-last = Paid lately
pay-to-self = That is your own account
pay-too-much = That is a lot at once, and nothing was booked now. Wait a minute, then go on: what you typed is kept
pay-description-empty = Enter what it is for

check-title = Check before you pay
check-from = From
check-to = To
check-amount = Amount
check-description = For
check-after = Your balance after
# $amount (String) - amount with unit
# $name (String) - who is paid
check-button = Pay { $amount } to { $name }
check-warn = This brings you close to your limit. The committee will see it too.

# $room (String) - what can be spent, with unit
refused-below-min = You can spend { $room } at most before your own limit
# $room (String) - what they can be paid, with unit
refused-above-max = They can be paid { $room } at most before their limit. Ask them, or the committee
refused-may-not-pay = Your account cannot pay at the moment. Ask the committee
refused-may-not-be-paid = That account cannot be paid at the moment. Ask the committee
refused-out-of-range = The books cannot hold a number that large

receipt-title = Receipt
# $amount (String) - amount with unit
# $name (String) - who was paid
receipt-paid = You paid { $amount } to { $name }.
# $amount (String) - amount with unit
# $name (String) - who paid
receipt-received = { $name } paid you { $amount }.
# $payer (String) - who paid
# $payee (String) - who was paid
# $amount (String) - amount with unit
receipt-other = { $payer } paid { $amount } to { $payee }.
receipt-repeated = You sent this form before. It was booked once; this is its receipt.
receipt-when = Entered
receipt-reference = Reference
# $number (String) - its place in the books of the exchange
receipt-number = No. { $number }
receipt-balance-after = Balance after
receipt-other-terms-title = That form was used already
receipt-other-terms = With this form something else was paid before. Nothing was booked now. This is what stands:
receipt-other-terms-unseen = With this number something else was booked before. Nothing was booked now. Make a new payment.
receipt-again = Make another payment
receipt-wrong = Something wrong?
receipt-wrong-how = A payment is never deleted. Ask the other side to pay it back, or the committee to undo it; give them the reference above.
receipt-words-erased = (words erased)
receipt-warned = Your balance is now close to your limit.

# $made (String) - the sentence that says for whom it was made
# $mine (String) - the account that pays now
pay-made-for-another = { $made } You pay from { $mine } now. Nothing was booked. Check it, then go on
payfor-own-abroad = You would be paid yourself, in another exchange: ask another member of the committee to enter it
payfor-waive-abroad = A payment to another exchange cannot pass the limits: both exchanges agreed on them

payfor-title = Pay on behalf of a member
payfor-waive = Let this payment pass the limits
payfor-waive-reason = Why it may pass the limits
payfor-waive-hint = Only if you ticked the box. It stays in the books with the payment.
# $amount (String) - amount with unit
# $name (String) - who is paid
# $payer (String) - on whose behalf
payfor-button = Pay { $amount } to { $name } from { $payer }’s account
payfor-waive-own = You are paid yourself: ask another member of the committee to let it pass the limits
payfor-waive-why = Say why it may pass the limits
# $day (String) - when it was undone
# $who (String) - who undid it
# $why (String) - the reason that they gave
receipt-undone = Undone on { $day } by { $who }: { $why }
# $partner (String) - name of an exchange
receipt-undone-partner = the committee of { $partner }
receipt-undone-link = The payment that undoes it
receipt-reverses = This undoes an earlier payment
receipt-on-behalf = The committee entered it on behalf of the payer.
receipt-imported = Taken over from the exchange’s earlier books.
receipt-waiver = Past the limits, because
pay-between-own = That account is yours too. Nobody pays between accounts of their own: two limits would become one
refused-above-max-unseen = They can be paid less than that before their limit. Ask them, or the committee
# $name (String) - for whom one acts
# $balance (String) - balance with unit
# $room (String) - what can be spent, with unit
pay-room-of = { $name }’s balance is { $balance }. They can spend { $room }.
# $name (String) - for whom one acts
pay-to-of = Who does { $name } pay?
# $name (String) - for whom one acts
pay-to-self-of = That is { $name }’s own account
# $name (String) - for whom one acts
check-title-of = Check before { $name } pays
# $name (String) - for whom one acts
check-after-of = { $name }’s balance after
# $name (String) - for whom one acts
check-warn-of = This brings { $name } close to their limit. The committee will see it too.
# $name (String) - for whom one acts
# $room (String) - what can be spent, with unit
refused-below-min-of = { $name } can spend { $room } at most before their own limit
# $name (String) - for whom one acts
refused-may-not-pay-of = { $name }’s account cannot pay at the moment. Ask the committee
# $name (String) - for whom one acts
receipt-warned-of = { $name }’s balance is now close to their limit.
# $name (String) - who paid
# $amount (String) - amount with unit
receipt-back = Pay { $amount } back to { $name }
# $number (String) - number of the payment
# $words (String) - what it was for
receipt-back-words = Back, no. { $number }: { $words }
receipt-ask = Ask for it back
# $number (String) - number of the payment
# $amount (String) - amount with unit
# $name (String) - who was paid
receipt-ask-words = My payment no. { $number }, { $amount } to { $name }, was a mistake:
# $name (String) - who paid
receipt-anew = Enter it anew for { $name }, as it should have been
# $day (String) - when it was paid back
# $who (String) - who paid it back
# $why (String) - what they said
receipt-given-back = Paid back on { $day } by { $who }: { $why }
receipt-given-back-link = The payment that pays it back
receipt-gives-back = This pays an earlier payment back
receipt-wrong-payee = A payment is never deleted. If it was a mistake, pay it back: both payments then stand in the books, linked to each other.
