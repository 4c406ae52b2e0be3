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
