settings-subscription = Subscription in money
settings-subscription-off = None
settings-subscription-year = For each calendar year; half for who joins after July
settings-subscription-month = For each month
settings-subscription-cost = What it costs, as members read it
settings-subscription-cost-hint = As “12 pounds a year, in cash or to the exchange’s bank account”. It is paid in money, outside of this program, and only recorded here. Until it stands here, nobody owes anything.
settings-subscription-days = Days overdue until somebody only receives
settings-subscription-days-hint = 0: never. They can still be paid, so that a debt can shrink.
subject-subscriptions = Subscriptions
subject-subscriptions-lede = Members pay it in money. Here stands only until when somebody has paid; no account moves by it.
subscriptions-title = Subscriptions
subscriptions-lede = Members pay their subscription in money. Enter here until when somebody has paid; no account moves by it.
subscriptions-off = Nobody owes a subscription here. If you want some, say in the rules for how long one pays and what it costs.
# $cost (String) - in the exchange's own words
subscriptions-cost = It costs: { $cost }
# $days (Number) - how many
subscriptions-lapse = { $days ->
    [one] Whoever is overdue for more than one day can be paid but not pay, until their payment is entered.
   *[other] Whoever is overdue for more than { $days } days can be paid but not pay, until their payment is entered.
  }
subscriptions-never = Whoever is overdue is reminded, and can pay and be paid as before.
subscriptions-all = All members
subscriptions-overdue = Overdue
subscriptions-soon = Ends within two weeks
subscriptions-paid = Paid
subscriptions-exempt = Pays none
subscriptions-until = Paid until
subscriptions-until-hint = The last day that is paid for. It is entered for all whom you have ticked above.
subscriptions-enter = Enter as paid
subscriptions-make-exempt = They pay none
subscriptions-make-due = They pay again
subscriptions-none-ticked = Tick those who have paid
# $first (String) - a day
# $last (String) - a day
subscriptions-day-range = Enter a day from { $first } to { $last }
subscriptions-own = Your own is entered by another officer
# $clerk (String) - who
# $day (String) - when
subscriptions-entered = Entered by { $clerk } on { $day }
subscriptions-state = State
subscriptions-entered-by = Entered by
subscriptions-entered-on = Entered on
subscription-exempt = pays none
# $day (String) - the last day that is paid for
subscription-paid = paid until { $day }
# $day (String) - the last day that is paid for
subscription-overdue = ended on { $day }
subscription-nothing = nothing entered yet
# $day (String) - the last day that is paid for
subscription-lapsed = only receives; ended on { $day }
subscription-lapsed-bare = only receives
# $day (String) - a day
subscription-last = If no payment is entered by { $day }, only receiving is possible from then on, so that a debt can shrink.
own-subscription-exempt = You pay no subscription here.
# $name (String) - for whom one acts
own-subscription-exempt-of = { $name } pays no subscription here.
# $day (String) - the last day that is paid for
own-subscription-paid = Your subscription is paid until { $day }.
# $name (String) - for whom one acts
# $day (String) - the last day that is paid for
own-subscription-paid-of = { $name }’s subscription is paid until { $day }.
own-subscription-nothing = Your subscription is due: no payment has been entered yet.
# $name (String) - for whom one acts
own-subscription-nothing-of = { $name }’s subscription is due: no payment has been entered yet.
# $day (String) - the last day that is paid for
own-subscription-overdue = Your subscription is due: it was paid until { $day }.
# $name (String) - for whom one acts
# $day (String) - the last day that is paid for
own-subscription-overdue-of = { $name }’s subscription is due: it was paid until { $day }.
# $day (String) - the last day that is paid for
own-subscription-lapsed = Your subscription ended on { $day } and was not paid since. You can be paid, but not pay, until your payment is entered.
# $name (String) - for whom one acts
# $day (String) - the last day that is paid for
own-subscription-lapsed-of = { $name }’s subscription ended on { $day } and was not paid since. They can be paid, but not pay, until their payment is entered.
# $exchange (String) - name of the exchange
# $day (String) - the last day that is paid for
subscription-before-notice = Your subscription in { $exchange } ends on { $day }
# $exchange (String) - name of the exchange
# $day (String) - the last day that is paid for
subscription-after-notice = Your subscription in { $exchange } ended on { $day }
# $exchange (String) - name of the exchange
# $day (String) - the last day that is paid for
subscription-lapsed-notice = Until your subscription in { $exchange } is paid, which ended on { $day }, you can be paid but not pay
# $exchange (String) - name of the exchange
subscription-restored-notice = Your subscription in { $exchange } is in order again, and you can pay
# $exchange (String) - name of the exchange
# $day (String) - the last day that is paid for
subscription-paid-notice = Your subscription in { $exchange } is entered as paid until { $day }
# $exchange (String) - name of the exchange
subscription-exempt-notice = You pay no subscription in { $exchange } any more
# $member (String) - the member
# $code (String) - account
# $exchange (String) - name of the exchange
subscription-mail-lead = This is about the subscription of { $member } ({ $code }) in { $exchange }, which is paid in money.
subscription-mail-ask = Where you stand, and what it costs, is on your home page:
act-subscription = Subscription
right-keep-subscriptions = Enter until when members have paid their subscription
own-subscription-lapsed-bare = Your subscription is due and was never paid. You can be paid, but not pay, until your payment is entered.
# $name (String) - for whom one acts
own-subscription-lapsed-bare-of = { $name }’s subscription is due and was never paid. They can be paid, but not pay, until their payment is entered.
# $exchange (String) - name of the exchange
subscription-due-notice = Your subscription in { $exchange } is due
# $exchange (String) - name of the exchange
subscription-unpaid-notice = Until your subscription in { $exchange } is paid, you can be paid but not pay
