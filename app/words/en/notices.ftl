# $description (String) - what for
mail-for = For: { $description }
# $reason (String) - why
mail-why = Why: { $reason }
# $balance (String) - balance after
mail-balance = Your balance is now { $balance }.
# $member (String) - the member's name
# $code (String) - account code
# $exchange (String) - name of the exchange
mail-reason = You get this mail because you act for { $member } ({ $code }) in { $exchange }.
mail-stop = No more mails of this kind
mail-button-receipt = Open the receipt
mail-button-password = Set a password
mail-button-sign-in = Sign in

# $payer (String) - who paid
# $amount (String) - amount with unit
paid-mail-subject = { $payer } paid you { $amount }
# $payer (String) - who paid
# $amount (String) - amount with unit
# $exchange (String) - name of the exchange
paid-mail-lead = { $payer } paid you { $amount } in { $exchange }.
paid-mail-ask = If this is not right, open the receipt and see what to do:
# $amount (String) - amount with unit
# $payee (String) - who was paid
paid-for-you-mail-subject = { $amount } were paid to { $payee } on your behalf
# $clerk (String) - who entered it
# $exchange (String) - name of the exchange
# $amount (String) - amount with unit
# $payee (String) - who was paid
paid-for-you-mail-lead = { $clerk }, of the committee of { $exchange }, paid { $amount } to { $payee } on your behalf.
paid-for-you-mail-ask = If this is not right, answer the committee:
# $amount (String) - amount with unit
# $exchange (String) - name of the exchange
reversed-mail-subject = A payment of { $amount } was undone in { $exchange }
# $exchange (String) - name of the exchange
# $amount (String) - amount with unit
# $payer (String) - who paid
# $payee (String) - who was paid
reversed-mail-lead = The committee of { $exchange } has undone the payment of { $amount } from { $payer } to { $payee }.
reversed-mail-ask = Both payments stay in the books:

notices-title = Notices
# $count (Number) - how many are not read
notices-menu = Notices ({ $count })
notices-menu-many = Notices (99+)
notices-none = Nothing yet. When somebody pays you, it stands here.
notices-new = New
notices-read = Mark all as read
notices-older = Older
notices-mails = Mails
notices-mails-lede = What you are told stands here in any case. Choose what you also get a mail about.
notices-kind-paid = Somebody paid me
notices-kind-paid-for-you = The committee paid on my behalf
notices-kind-reversed = A payment of mine was undone
notices-save = Save
notices-stop-title = Stop these mails
# $kind (String) - which mails
# $name (String) - whose
notices-stop-ask = { $name } gets no more mails of this kind: “{ $kind }”. The notices stay on the page “Notices”, where mails can be turned on again.
notices-stop-button = Stop these mails
notices-stopped-title = These mails have stopped
# $kind (String) - which mails
notices-stopped = You get no more mails of this kind: “{ $kind }”. To turn them on again, sign in and open the page “Notices”.
