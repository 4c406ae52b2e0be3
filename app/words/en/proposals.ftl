proposal-title = A proposed change
proposal-waiting = Changes that wait
proposal-proposed = Proposed
proposal-seconded = Confirmed by
proposal-waits = It waits for a second officer, who has not proposed it.
# $day (String) - from when it holds
proposal-from = It holds from { $day }.
# $day (String) - from when it holds
# $said (Number) - how many have objected
# $enough (Number) - how many are enough
proposal-open = It holds from { $day }, unless members object: { $said } of { $enough } have.
# $day (String) - since when it holds
proposal-since = It holds since { $day }.
proposal-declined = Another officer declined it. The record says why.
proposal-withdrawn = Who proposed it took it back.
proposal-confirmed = Another officer confirmed it. It is carried out within a minute.
# $why (String) - a sentence
proposal-fell = It does not come about. { $why }
fell-gone = The member has left, is leaving, or nothing is left to be done.
fell-changed = What it would have changed has changed meanwhile.
fell-frozen = The account was frozen meanwhile.
fell-recounted = The exchange counts otherwise by now.
fell-refused = The books or the rules refuse it as things stand now.
fell-answered = The application was taken back or decided meanwhile.
fell-full = The host allows no more members; whoever applied waits on.
decisions-admission = an admission
decisions-of-agreement = an agreement with a partner
act-proposed-for = Proposed, for another officer to confirm:
act-confirmed-for = Confirmed what another officer proposed:
act-declined-for = Declined what another officer proposed:
act-withdrawn-for = Took back a proposal:
act-fallen-for = Could not be done any more:
proposal-fallen = Members objected, or it could not hold any more. It does not come into force.
proposal-state-proposed = To be confirmed
proposal-state-announced = Announced
proposal-state-in-force = In force
proposal-state-declined = Declined
proposal-state-withdrawn = Taken back
proposal-state-fallen = Fallen
proposal-second = Confirm this change
proposal-decline = Decline it
proposal-withdraw = Take it back
proposal-object = Object to it
proposal-taken = A change of one of these waits already. It has to be decided or taken back first.
proposal-late = Somebody was faster: this is how it stands now.
proposal-not-yours = You cannot say that about this change.
# $rule (String) - its name
decisions-rule-proposed = Proposed: { $rule }
# $rule (String) - its name
decisions-rule-announced = Announced: { $rule }
# $rule (String) - its name
decisions-rule-declined = Declined: { $rule }
# $rule (String) - its name
decisions-rule-withdrawn = Taken back: { $rule }
# $rule (String) - its name
decisions-rule-fallen = Fallen after objections: { $rule }
# $name (String) - who
journal-seconded = confirmed by { $name }
# $day (String) - which
journal-from = from { $day }
rules-on-title = Rules that held
# $day (String) - which
rules-on-day = On { $day }
rules-on-field = On which day?
rules-on-button = Show
rules-on-lede = As the record has them, at the end of that day. What the exchange is called and what it counts in is shown as it is now.
# $version (String) - a number
rules-on-version = The rules numbered { $version }
rules-on-none = Nothing was decided yet on that day.
rules-on-link = What did the rules say on a day?
receipt-rules = The rules it was booked under
act-rule-proposed = Proposed a change of rules
act-rule-announced = Announced a change of rules
act-rule-declined = Declined a change of rules
act-rule-withdrawn = Took a change of rules back
act-rule-fallen = A change of rules fell after objections
notices-kind-rule-proposed = Something that another officer proposed waits for a second one, if I am one
notices-kind-rule-announced = A change of rules or offices was announced
# $exchange (String) - the exchange
rule-proposed-notice = A change in { $exchange } waits for a second officer
# $clerk (String) - who
# $exchange (String) - the exchange
rule-proposed-lead = { $clerk } proposes a change in { $exchange }. It comes about when another officer confirms it.
rule-proposed-ask = Look at it, and confirm or decline it:
# $exchange (String) - the exchange
rule-announced-notice = A change in { $exchange } was announced
# $exchange (String) - the exchange
rule-announced-lead = The committee of { $exchange } has announced a change of rules or offices.
rule-announced-ask = See what changes, and from when:
rule-button = See the change
# $days (Number) - how many
settings-course-second = { $days ->
    [0] Another officer has to confirm it. Then it holds.
    [one] Another officer has to confirm it. Then everybody is told, and it holds a day later; what restricts may hold at once.
   *[other] Another officer has to confirm it. Then everybody is told, and it holds { $days } days later; what restricts may hold at once.
  }
# $days (Number) - how many
settings-course-alone = Nobody else can confirm it. Everybody is told, and it holds after { $days } days unless enough members object.
# $days (Number) - how many
settings-course-notice = { $days ->
    [one] Everybody is told, and it holds a day later; what restricts may hold at once.
   *[other] Everybody is told, and it holds { $days } days later; what restricts may hold at once.
  }
work-proposals = Changes to confirm
