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

# $exchange (String) - name of the exchange
leave-title = Leave { $exchange }
# $name (String) - for whom one acts
leave-title-of = { $name } wants to leave
leave-link = Leave
leave-means-zero = From then on the balance moves only toward zero: whoever owes can still be paid until nothing is owed, whoever has credit can still spend it.
# $days (Number) - how many days there are
# $day (String) - the last day
leave-means-days = { $days ->
    [one] There is one day for it, until { $day }. A plan says what it takes.
   *[other] There are { $days } days for it, until { $day }. A plan says what it takes.
  }
# $days (Number) - how long one may object
leave-means-end = The membership ends by itself at zero, { $days } days after the last payment: so long it can be objected to.
leave-means-rest = What is left on the last day, the committee decides about.
leave-means-name = The name stays in the statements of the others, and the code is given to nobody else. Until it has ended one can stay after all, with the limits from before.
leave-button = Leave
leave-stay = Stay after all
# $day (String) - the last day
leave-is = Leaving until { $day }. The balance moves only toward zero now.
leave-plan-title = Plan for leaving
# $balance (String) - amount with unit
leave-plan-balance = The balance is { $balance }.
# $weeks (Number) - how many
# $amount (String) - amount with unit
# $day (String) - the last day
# $each (String) - amount with unit
leave-plan-debt = { $weeks ->
    [one] To come to zero, { $amount } must be earned by { $day }: { $each } in one week.
   *[other] To come to zero, { $amount } must be earned by { $day }: about { $each } in each of { $weeks } weeks.
  }
leave-plan-debt-how = Offer what you can do, and tell the people below: they know who looks for what. Whoever wants to help can also pay you something without anything in return.
# $weeks (Number) - how many
# $amount (String) - amount with unit
# $day (String) - the last day
# $each (String) - amount with unit
leave-plan-credit = { $weeks ->
    [one] To come to zero, { $amount } must be spent by { $day }: { $each } in one week.
   *[other] To come to zero, { $amount } must be spent by { $day }: about { $each } in each of { $weeks } weeks.
  }
leave-plan-credit-how = Ask for what you can use; or give it away, to somebody or to the common account.
# $day (String) - when it ends
leave-plan-zero = If nothing more is booked, the membership ends by itself on { $day }.
# $day (String) - the last day
leave-plan-over = The last day was { $day }. The committee decides about what is left.
leave-plan-help = Who can help
limits-error-bound = Somebody who leaves or has left has no other limits: their balance moves only toward zero
heir-fund = Fund
heir-remainders = Remainders
# $name (String) - the member
remainder-title = What is left of { $name }
remainder-link = Move what is left
# $balance (String) - amount with unit
# $heir (String) - name of the account
# $code (String) - its code
remainder-goes = The balance is { $balance }. It goes to { $heir } ({ $code }), an account of the exchange’s own, so that the member’s account comes to zero and the sum of all stays zero.
# $balance (String) - amount with unit
remainder-nothing = The balance is { $balance }. There is nothing to be moved.
remainder-means = It is recorded with your name and the reason, and both accounts show it. Whoever comes back finds a forgiven debt again.
# $day (String) - the first day
remainder-not-before = It can be moved from { $day } on.
# $amount (String) - amount with unit
remainder-button = Move { $amount }
remainder-error = It cannot be moved now: look again how it stands
act-remainder = Moved what was left
state-die = Record a death
state-die-means = Has died: from today no mails; the account neither pays nor is paid; not in the directory. A debt can be moved to the remainders by decision, credit waits 90 days.
state-return = Let them in again
state-return-means = Comes back with the old code and the limits of a newcomer. A debt that was forgiven stands again.
shift-title = Why the members’ side is not zero
shift-lede = All accounts together are always zero. What the members together are away from it stands on the accounts of the exchange’s own, and on those of its partners.
shift-members = Members together
# $count (Number) - how often
shift-moved = { $count ->
    [one] What was left of one member was moved here.
   *[other] What was left of { $count } members was moved here.
  }
balances-leaving = Members who are leaving
remainder-waits = It waits until another officer has confirmed it, and is moved if the balance is still the same then.
still-here-title = Are you still there?
# $name (String) - for whom one acts
still-here-title-of = Is { $name } still there?
still-here-button = I am still here
# $name (String) - for whom one acts
still-here-button-of = { $name } is still here
# $exchange (String) - the exchange
# $day (String) - since when
asleep-since = You have not traded in { $exchange } since { $day }.
# $name (String) - for whom one acts
# $exchange (String) - the exchange
# $day (String) - since when
asleep-since-of = { $name } has not traded in { $exchange } since { $day }.
still-here-awake = Nothing is asked of you now: you have traded lately, or told us that you are there.
still-here-means = One press is enough, and the count starts anew. Nobody is put out of the exchange by itself.
still-here-else = You are away for a while, or want to leave? Both have a page of their own:
# $day (String) - since when
# $asked (String) - when they were asked
asleep-asked = Has not traded since { $day }, and was asked on { $asked }.
# $day (String) - since when
asleep-unasked = Has not traded since { $day }.
asleep-for-them = Speak with them first: by phone, or at the next meeting. What they tell you, you can enter for them.
asleep-here-for = They are still here
asleep-holiday-for = They are away for a while
asleep-leave-for = They want to leave
act-still-here = Said that they are still there
# $exchange (String) - the exchange
asleep-notice = You have not traded in { $exchange } for a while: are you still there?
# $member (String) - whose account
# $code (String) - account code
# $exchange (String) - the exchange
# $day (String) - since when
asleep-mail-lead = { $member } ({ $code }) has neither paid nor been paid in { $exchange } since { $day }. We would like to know whether you are still there.
asleep-mail-stays = Your account stays as it is.
asleep-mail-ask = Say that you are, go on holiday or leave:
asleep-mail-button = I am still here
settings-sleep-ask = Days without trade until a member is asked whether they are there
settings-sleep-ask-hint = 0: never. They are asked once, and answer with one press.
settings-sleep-list = Days until they are on the list of work
settings-sleep-decide = Days until it is to be decided what becomes of them
settings-sleep-decide-hint = The list says so; nobody is put out by itself.
subject-sleeping = Silent members
subject-sleeping-lede = Members who have not traded for long are asked whether they are still there. Who says so, is on holiday or has traded counts as awake.
