reverse-title = Undo a payment
# $payer (String) - who paid
# $payee (String) - who was paid
# $amount (String) - amount with unit
reverse-what = { $payer } paid { $amount } to { $payee }.
# $payer (String) - who paid
# $payee (String) - who was paid
# $amount (String) - amount with unit
reverse-means = Undoing books the opposite: { $payee } gives { $amount } back to { $payer }. Both payments stay in the books, linked to each other, and both sides get a mail. It can be done once, and no limit stands in its way.
reverse-reason = Why
reverse-reason-hint = Both sides can read it.
reverse-button = Undo this payment
reverse-done = This payment was undone already.
reverse-is-one = This is itself the undoing of a payment; it cannot be undone. Make a new payment instead.
# $partner (String) - the partner exchange
# $payee (String) - who was paid
reverse-theirs = Only the committee of { $partner } can undo this payment, since it was paid to { $payee }. Ask them.
reverse-closed = This payment cannot be undone now, since the other exchange is closed.
reverse-left = One of the two has left, and their account stays at zero. Settle it with a payment to or from the common account.
reverse-own = You are a party to this payment. Ask another member of the committee.
back-title = Pay it back
back-first = The payment
# $amount (String) - amount with unit
# $payer (String) - who paid first
# $there (String) - what they get, with their unit
back-means = Both payments stay in the books, linked to each other: your statement will show { $amount } paid back, that of { $payer } { $there } received. It is the whole amount, and it can be done once.
# $name (String) - for whom one acts
# $amount (String) - amount with unit
# $payer (String) - who paid first
# $there (String) - what they get, with their unit
back-means-of = Both payments stay in the books, linked to each other: the statement of { $name } will show { $amount } paid back, that of { $payer } { $there } received. It is the whole amount, and it can be done once.
# $payer (String) - who paid first
back-reason = A word to { $payer }
# $words (String) - what stands there otherwise
back-reason-hint = You may leave it empty; then it says “{ $words }”.
# $room (String) - what can be spent, with unit
back-no-room = Before your own limit there is room for { $room }, and this can only be paid back whole. Provide something first, or ask the committee to undo it.
# $name (String) - for whom one acts
# $room (String) - what can be spent, with unit
back-no-room-of = Before the limit of { $name } there is room for { $room }, and this can only be paid back whole. Provide something first, or ask the committee to undo it.
# $partner (String) - the partner exchange
back-no-room-between = What this exchange and { $partner } have agreed on leaves no room for it at the moment. Ask the committee to undo it.
