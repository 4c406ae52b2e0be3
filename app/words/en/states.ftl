holiday-title = Holiday
# $name (String) - for whom one acts
holiday-title-of = Holiday of { $name }
holiday-means = While you are on holiday the others see it beside your name, so that nobody waits for your answer. You can pay and be paid as always.
# $name (String) - for whom one acts
holiday-means-of = While { $name } is on holiday the others see it beside the name, so that nobody waits for an answer. They can pay and be paid as always.
# $away (String) - on holiday, until when
holiday-is = You are { $away }.
# $name (String) - for whom one acts
# $away (String) - on holiday, until when
holiday-is-of = { $name } is { $away }.
holiday-end = I am back
# $name (String) - for whom one acts
holiday-end-of = { $name } is back
holiday-go = Go on holiday
holiday-change = Change the last day
holiday-change-link = Come back, or change the day
holiday-link = Go on holiday or come back
holiday-until = Last day (may be left empty)
holiday-until-hint = On the day after you are back by yourself. Without a day, until you come back here.
# $first (String) - today
# $last (String) - the last day that can be
holiday-error-day = Enter a day from { $first } to { $last }, or none
holiday-error-back = You are back already
# $state (String) - what they are
state-error-is = This cannot be done now. State: { $state }
state-error-already = This is so already
# $name (String) - the member
state-title = State of { $name }
state-change = Suspend, or change the state
state-own = Another of the committee must decide about your own membership.
state-nothing = Nothing can be decided here now.
state-reason-hint = The member reads it, and it stays in the journal.
state-suspend = Suspend
state-suspend-means = Suspended: may not pay any more, but may be paid, so that a debt can shrink; signs in and reads; holds no office meanwhile. The member is told why, and can ask the committee.
state-lift = Let them take part again
state-lift-means = The member may pay again as before, and is told.
state-is-suspended = You are suspended: you cannot pay now. You can still be paid, and read everything.
# $name (String) - for whom one acts
state-is-suspended-of = { $name } is suspended: they cannot pay now. They can still be paid.
state-ask = Ask the committee
act-state = Changed the state
decisions-state = State
# $exchange (String) - name of the exchange
# $state (String) - what they are from then on
state-notice = Your membership of { $exchange }: { $state }
# $clerk (String) - who of the committee
# $exchange (String) - name of the exchange
# $member (String) - whose account
# $code (String) - account code
state-mail-lead = { $clerk }, of the committee of { $exchange }, has changed the state of { $member } ({ $code }).
# $member (String) - whose account
# $code (String) - account code
# $exchange (String) - name of the exchange
state-mail-lead-day = A day has come for { $member } ({ $code }) in { $exchange }.
state-mail-ask = See where you stand, and whom you can ask:
