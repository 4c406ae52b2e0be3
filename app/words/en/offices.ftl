office-auditor = Auditor
office-coordinator = Coordinator
# $office (String) - which
# $area (String) - of where
office-of-area = { $office } for { $area }
# $office (String) - which
# $day (String) - its last day
office-until = { $office } until { $day }
# $exchange (String) - the exchange
officers-title = Who looks after { $exchange }
officers-lede = These members hold an office. Everything they decide stands in the record, with a reason.
officers-nobody = Nobody
# $day (String) - since when
officers-since = since { $day }
# $day (String) - until when
officers-until = until { $day }
officers-soon = Ends soon
officers-rights = What each office may do
officers-rights-lede = This is what the program lets each office do. Nobody decides about their own account or their own office, and nobody confirms what they proposed.
# $office (String) - which
officers-in-area = { $office } (in their area)
officers-waiting = Offices that wait for a decision
officers-link = Who looks after this exchange
right-see-balances = See every balance and statement
right-set-limits = Set the limits of an account
right-set-rules = Propose rules
right-set-offices = Give and end offices
right-enrol = Enter somebody as a member
right-add-members = Admit who wants to join, and correct what others see of a member
right-set-states = Suspend members, and let them take part again
right-move-remainders = Move what is left of those who leave
right-pay-for-members = Pay on behalf of a member
right-reverse = Undo a payment
right-agree = Make agreements with other exchanges
right-second = Confirm or decline what another officer proposed
right-second-alone = The same, where there is no second officer
office-give-link = Give an office
office-end-link = End an office
office-own-link = Lay down or hand over my office
office-give-title = Give an office
office-give-lede = To a member who agreed to take it. Who holds the office already gets another term.
office-to = Who?
office-to-hint = Name or account code of a member
office-who = Which of them?
office-role = Which office?
office-area = Only for a coordinator: of which area?
office-area-hint = As it stands with the members who live there, like Mill Lane
office-until-label = Last day of the term
office-until-hint = Empty: until it is ended. An auditor always has a term.
office-give-button = Give this office
office-end-title = End an office
office-end-none = Nobody but you holds an office here.
office-which = Which office?
office-end-button = End this office
office-own-title = My office
office-own-lede = An office goes to somebody else, or it ends. The members read it in the record.
office-own-none = You hold no office here.
office-hand-over = Hand it over
office-hand-over-button = Hand it over to them
office-lay-down = Lay it down
office-lay-down-lede = It ends at once, and nobody has it after you. The last chair needs somebody who follows.
office-lay-down-button = Lay it down
office-course-second = Another officer has to confirm it. Who gets or loses the office cannot.
office-course-alone = Nobody else can confirm it. Everybody is told, and it holds after 7 days unless enough members object.
office-error-to = Say who: a name or an account code.
# $typed (String) - what was typed
office-error-unknown = No member who can sign in is called { $typed }. Look the code up in the list of members.
office-error-who = Several fit. Choose one of them.
office-error-own = You cannot give yourself an office. Another officer can.
office-error-area = Say which area the coordinator looks after.
office-error-term = An auditor has a term: say its last day.
# $years (Number) - how many
office-error-until = The last day lies between tomorrow and { $years } years from now.
office-error-last-chair = Nobody would be left in the chair. Somebody else has to be given that office first.
office-error-auditor = Who looks over the books holds no other office. One of the two has to end first.
office-error-not-held = They do not hold this office any more.
office-error-same = They hold this office already, just so.
office-error-not-here = They are not a member who can act here now.
office-error-taken = A change of this office waits already. It has to be decided or taken back first.
act-office-proposed = Proposed: offices of
act-office-announced = Announced: offices of
act-office-declined = Declined: offices of
act-office-withdrawn = Taken back: offices of
act-office-fallen = Not come about: offices of
# $exchange (String) - the exchange
office-notice = Your offices in { $exchange } have changed
# $clerk (String) - who decided it
# $exchange (String) - the exchange
office-mail-lead = { $clerk }, of the committee of { $exchange }, has changed the offices that you hold.
# $exchange (String) - the exchange
office-mail-lead-day = The offices that you hold in { $exchange } have changed, because a term was over or nobody attended to them.
office-mail-ask = See who holds which office:
office-mail-button = See the offices
# $areas (String) - which are theirs
office-error-outside = You enter members of your own area: { $areas }
officers-orphaned = Nobody who could decide is in office any more.
chair-ask-link = Ask for an interim chair
chair-ask-title = Ask for an interim chair
# $days (Number) - how many
chair-ask-lede = When the auditor or five members ask for somebody, who runs the installation publishes it. Everybody is told and may object for { $days } days; then they take the chair, until the members have given it to somebody.
chair-ask-button = Ask for them
chair-governed = Somebody is in office here: they decide who gets an office.
# $name (String) - who
# $asks (Number) - how many ask
# $enough (Number) - how many are enough
chair-asked = { $name }: { $asks } of { $enough } ask for them
# $name (String) - who
chair-asked-auditor = { $name }: the auditor asks for them
# $asks (Number) - how many
chair-why = { $asks ->
    [one] An interim chair: nobody is in office any more, and a member asks for them.
   *[other] An interim chair: nobody is in office any more, and { $asks } members ask for them.
  }
chair-why-auditor = An interim chair: nobody is in office any more, and the auditor asks for them.
act-chair-asked = Asked for an interim chair:
# $exchange (String) - the exchange
office-ends-notice = Your office in { $exchange } is about to end
# $exchange (String) - the exchange
# $day (String) - when
office-ends-lead = You have not been in { $exchange } for a while. An office to which nobody attends for 60 days ends by itself: yours on { $day }.
office-ends-ask = To keep it, sign in and have a look:
