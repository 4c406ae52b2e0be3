rules-tab = Rules
rules-tabs = Rules and decisions
settings-title = Rules of this exchange
settings-lede = Each change is a decision that every member can read: who, what, why and from when.
settings-name = Name
settings-description = What it says of itself
settings-area = Where
settings-hue = Colour
settings-hue-legend = Which colour the exchange has on every page and in its picture
settings-error-hue = Choose one of the colours
settings-unit-name = Unit, one
settings-unit-plural = Unit, several
settings-unit-symbol = Unit, symbol
settings-counts = Counted in
settings-counts-whole = Whole numbers
# $decimals (Number) - how many
settings-counts-decimals = { $decimals ->
    [one] { $decimals } decimal
   *[other] { $decimals } decimals
  }
settings-counts-time = Hours and minutes
settings-counts-hint = It can change until anybody has paid. Limits are then counted anew and mean the same.
settings-error-counts = Choose how it is counted
settings-error-agreement = A proposal or an agreement with a partner exchange is made in this unit. While it stands, the unit is counted as it is
settings-unit-fixed = Payments have been made, so the unit stays as it is.
settings-min = A member may owe up to
settings-max = A member may hold up to
settings-limits-hint = For every member but newcomers and those for whom the committee set something else. It changes their accounts as soon as it holds, and they are told.
settings-rate = Units for an hour of ordinary work
settings-rate-hint = What partner exchanges reckon with. Agreements in force keep their rate.
settings-balances = Members see each other’s balances
settings-yes = Yes
settings-no = No
settings-reason = Why
settings-reason-hint = Every member can read it.
settings-button = Decide
settings-none = Nothing is different. Change what you want to change.
settings-stale = Somebody else changed the rules meanwhile. These are the rules now; change them again if you still want to.
settings-error-empty = This cannot be empty
settings-error-fixed = The unit cannot change once anybody has paid
settings-error-choice = Choose yes or no
settings-decisions = Decisions
settings-no-decisions = No rule has been changed yet.
# $old (String) - what it was
# $new (String) - what it is
settings-from-to = { $old } → { $new }
decisions-title = Decisions and acts
decisions-lede = What was decided here and what the committee did, latest first.
decisions-link = All decisions and acts
decisions-search = Reason, name or account code
decisions-all = Everything
decisions-rules = Rules
decisions-offices = Offices
decisions-partners = Partner exchanges
decisions-members = Members and payments
# the name of a member follows
decisions-limits = Changed the limits of
# the name of a member follows
decisions-profile = Corrected what the others see of
# the name of a member follows
decisions-pay-for = Paid on behalf of
decisions-none = Nothing like that has been decided or done.
decisions-when = When
decisions-what = What
decisions-was = Was
decisions-becomes = Became
decisions-why = Why
decisions-who = By whom
office-chair = Chair
office-treasurer = Treasurer
office-membership = Membership secretary
office-marketplace = Marketplace keeper
settings-alone = Somebody of the committee alone may enter in their own favour, in a day
settings-alone-hint = What they pay themselves on a member’s behalf, or let an account of their own owe more. Above it another of the committee must enter it. 0: nothing.
# $most (String) - what one may enter alone
# $names (String) - who can
alone-above = Above { $most } in a day another officer must enter what is in your own favour. Who can: { $names }
# $names (String) - who can
alone-never = What is in your own favour another officer must enter. Who can: { $names }
alone-nobody = Nobody of this committee enters what is in their own favour, and there is nobody else who could. An office has to be given to somebody first
decisions-alone = Entered alone in one’s own favour
subject-look = Name and look
subject-look-lede = What everybody sees first, also strangers. It changes at once.
subject-unit = The unit
subject-unit-lede = What one counts in here, and what an hour is worth in it.
subject-limits = Limits
subject-openness = Who sees what
subject-openness-lede = It holds for every member, on every page.
subject-membership = Coming and going
subject-membership-lede = Members who are there already stay, whatever is decided.
subject-deciding = How decisions are made
subject-deciding-lede = It binds the committee, and nobody of it decides alone what is in their own favour.
subject-seconds = What takes two officers
subject-seconds-lede = Beside rules and offices. Until anybody has paid, one officer is enough for everything.
settings-change = Change
settings-joining = How one becomes a member
settings-joining-open = Whoever asks is in at once
settings-joining-vouching = Enough members vouch for them, or the committee admits
settings-vouchers = How many members must vouch
settings-vouchers-hint = Where members let people in. From 1 to 99.
settings-joining-approval = The committee admits
settings-joining-invitation = Only by invitation
settings-leaving = Days to come to zero before somebody has left
settings-leaving-hint = Whoever leaves only moves toward zero. What is left then goes to a common account by a decision.
settings-second = A change of rules needs a second officer
settings-second-hint = Where there are two. Nobody seconds their own proposal.
settings-second-limits = Letting an account or a class owe or hold more needs a second officer
settings-second-limits-hint = Where there are two. What lowers a limit holds at once.
settings-second-remainders = Moving what is left of those who leave needs a second officer
settings-second-admissions = Admitting somebody needs a second officer
settings-second-admissions-hint = Where there are two; one alone admits alone. Declining needs no second, and where members or nobody decide who joins, they do.
settings-second-agreements = Proposing or accepting an agreement needs a second officer
settings-second-agreements-hint = Where there are two. The partner hears of it once it is confirmed. Nobody signs for both sides. Declining and ending need no second.
settings-notice = Days that a rule is announced before it holds
settings-notice-hint = What restricts may hold at once. Until anybody has paid, everything does.
settings-error-days = Enter a number of days from 0 to 3650
# $days (Number) - how many
settings-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
  }
subject-newcomers = Newcomers
subject-newcomers-lede = Until somebody has been here for a while and has provided something, they may owe less. Who is past that stays past it.
subject-growth = Growth
subject-growth-lede = Whoever provides much to many may owe more, by itself. 0 percent: nobody’s limit grows.
settings-warn-low = Warn when a member owes more than
settings-warn-high = Warn when a member holds more than
settings-warn-hint = Payments still go through; both sides and the committee see it.
settings-newcomer = A newcomer may owe up to
settings-ramp-days = Days as a newcomer, at least
settings-ramp-things = Things to provide first
settings-ramp-hint = Days, things and members must all be reached.
settings-ramp-partners = To so many different members
settings-growth-share = Percent of what was received
settings-growth-hint = Each member one provided for brings at most a fifth of the most below.
settings-growth-cap = At most so much more
# $most (Number) - the highest number
settings-error-count = Enter a whole number from 0 to { $most }
# $members (Number) - how many
outside-would = { $members ->
    [one] { $members } member would be outside the new limits.
   *[other] { $members } members would be outside the new limits.
  }
outside-means = Whoever is outside can only move toward zero. Send it again if that is meant.
# $class (String) - its name
decisions-class = Class of member “{ $class }”
