# $name (String) - who reads it
mail-greeting = Hello { $name },
mail-greeting-nobody = Hello,
# $exchange (String) - the exchange
mail-whom = This mail comes from { $exchange }. Is something unclear? Its committee is glad to help.
# $exchange (String) - who writes
# $names (String) - who of its committee can be asked
mail-whom-named = This mail comes from { $exchange }. Is something unclear? You can ask its committee: { $names }.
# $name (String) - who
# $office (String) - what they are
mail-officer = { $name } ({ $office })
mail-whom-installation = This mail comes from the computer on which your exchange keeps its accounts. Is something unclear? Ask the committee of your exchange.
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
mail-button-notices = Open the notices
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
# $payer (String) - who paid
# $count (Number) - how many payments
# $amount (String) - amount with unit, of all together
paid-joined-subject = { $payer } paid you { $count } times, { $amount } together
# $payer (String) - who paid
# $count (Number) - how many payments
# $exchange (String) - name of the exchange
# $amount (String) - amount with unit, of all together
paid-joined-lead = { $payer } paid you { $count } times in { $exchange }, { $amount } together.
paid-joined-ask = Each payment has its own receipt. If one is not right, open it there:
# $amount (String) - amount with unit
# $description (String) - what for
mail-joined-line = { $amount }. For: { $description }
# $payee (String) - who was paid
# $amount (String) - amount with unit
paid-for-you-mail-subject = { $payee } was paid { $amount } on your behalf
# $clerk (String) - who entered it
# $exchange (String) - name of the exchange
# $amount (String) - amount with unit
# $payee (String) - who was paid
paid-for-you-mail-lead = { $clerk }, of the committee of { $exchange }, paid { $amount } to { $payee } on your behalf.
paid-for-you-mail-ask = If this is not right, open the receipt and see what to do:
# $count (Number) - how many payments
# $payee (String) - who was paid
# $amount (String) - amount with unit, of all together
paid-for-you-joined-subject = { $payee } was paid { $count } times on your behalf, { $amount } together
# $clerk (String) - who entered them
# $count (Number) - how many payments
# $payee (String) - who was paid
# $amount (String) - amount with unit, of all together
paid-for-you-joined-lead = { $clerk }, of the committee, paid { $payee } { $count } times on your behalf, { $amount } together.
paid-for-you-joined-ask = Each payment has its own receipt. If one is not right, open it there:
# $amount (String) - amount with unit
# $exchange (String) - name of the exchange
reversed-mail-subject = A payment of { $amount } was undone in { $exchange }
# $exchange (String) - name of the exchange
# $amount (String) - amount with unit
# $payer (String) - who paid
# $payee (String) - who was paid
reversed-mail-lead = The committee of { $exchange } has undone the payment of { $amount } from { $payer } to { $payee }.
reversed-mail-ask = Both payments stay in the books, so that everybody can see what happened:

# $exchange (String) - name of the exchange
limits-mail-subject = Your limits in { $exchange } were changed
# $clerk (String) - who changed them
# $exchange (String) - name of the exchange
# $member (String) - whose account
# $code (String) - account code
limits-mail-lead = { $clerk }, of the committee of { $exchange }, has changed the limits of { $member } ({ $code }).
# $member (String) - whose account
# $code (String) - its code
# $exchange (String) - the exchange
limits-mail-lead-rule = { $member } ({ $code }) has new limits in { $exchange } from now on.
# $limits (String) - the limits before
limits-mail-was = Until now: { $limits }.
# $limits (String) - the limits now
limits-mail-becomes = From now on: { $limits }.
limits-mail-ask = What was paid before stays as it is. See where you stand:
limits-mail-button = Open your account
# $exchange (String) - name of the exchange
# $limits (String) - the limits now
limits-notice = Your limits in { $exchange } were changed. From now on: { $limits }

# $partner (String) - the other exchange
# $exchange (String) - the reader’s exchange
agreement-proposed = { $partner } proposes an agreement to { $exchange }
# $partner (String) - the other exchange
# $exchange (String) - the reader’s exchange
agreement-proposed-lead = { $partner } proposes to trade with { $exchange }, so that members of both can pay one another. Your committee is asked to answer.
agreement-proposed-ask = Look at the terms and answer:
agreement-proposed-button = Open the proposal
# $note (String) - what they wrote
agreement-note = They write: { $note }
# $partner (String) - the other exchange
# $exchange (String) - the reader’s exchange
agreement-accepted = { $partner } has accepted the agreement with { $exchange }
# $partner (String) - the other exchange
# $exchange (String) - the reader’s exchange
agreement-accepted-lead = { $partner } has accepted the agreement with { $exchange }. From now on members of both can pay one another.
# $partner (String) - the other exchange
# $exchange (String) - the reader’s exchange
agreement-declined = { $partner } has declined the agreement with { $exchange }
# $partner (String) - the other exchange
# $exchange (String) - the reader’s exchange
agreement-declined-lead = { $partner } has declined the agreement that { $exchange } proposed. Nothing changes.
# $partner (String) - the other exchange
# $exchange (String) - the reader’s exchange
agreement-withdrawn = { $partner } has taken back its proposal to { $exchange }
# $partner (String) - the other exchange
# $exchange (String) - the reader’s exchange
agreement-withdrawn-lead = { $partner } has taken back the agreement that it proposed to { $exchange }. Nothing waits for your answer any more.
# $partner (String) - the other exchange
# $exchange (String) - the reader’s exchange
agreement-ended = { $partner } has ended the agreement with { $exchange }
# $partner (String) - the other exchange
# $exchange (String) - the reader’s exchange
agreement-ended-lead = { $partner } has ended the agreement with { $exchange }. Members of the two can no longer pay one another; the reason stands among the decisions.
agreement-ask = See all partner exchanges:
agreement-button = Open the list

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
notices-kind-reversed = A payment of mine was undone or paid back
notices-kind-limits = My limits or offices changed, or the committee corrected what the others see of me
notices-kind-agreement = Another exchange proposed or answered an agreement, if I may answer for mine
notices-save = Save
notices-stop-title = Stop these mails
# $kind (String) - which mails
# $name (String) - whose
notices-stop-ask = { $name } gets no more mails of this kind: “{ $kind }”. The notices stay on the page “Notices”, where mails can be turned on again.
notices-stop-button = Stop these mails
notices-stopped-title = These mails have stopped
# $kind (String) - which mails
notices-stopped = You get no more mails of this kind: “{ $kind }”. To turn them on again, sign in and open the page “Notices”.
# $exchange (String) - name of the exchange
corrected-notice = What the others see of you in { $exchange } was corrected
# $clerk (String) - who corrected it
# $exchange (String) - name of the exchange
# $member (String) - whose account
# $code (String) - account code
corrected-mail-lead = { $clerk }, of the committee of { $exchange }, has corrected what the other members see of { $member } ({ $code }).
corrected-mail-ask = If this is not right, you can change it yourself:
corrected-mail-button = Change it
# $payee (String) - who paid it back
# $amount (String) - amount with unit
given-back-mail-subject = { $payee } paid { $amount } back to you
# $payee (String) - who paid it back
# $amount (String) - amount with unit
# $payer (String) - who had paid first
# $exchange (String) - name of the exchange
given-back-mail-lead = { $payee } has paid back the { $amount } that { $payer } had paid in { $exchange }.
# $exchange (String) - the exchange
glass-notice = Who runs the installation looks into { $exchange }
# $exchange (String) - the exchange
glass-mail-lead = Who runs the installation has broken the glass of { $exchange }: for one hour they read what the auditor reads, and change nothing.
glass-mail-ask = It stands in the record:
glass-mail-button = See the record
