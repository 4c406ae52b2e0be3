add-title = Add a member
# $owe (String) - the most a new member may owe
# $hold (String) - the most a new member may hold
add-limits = A new member can owe up to { $owe } and hold up to { $hold }.
add-name = Name
add-kind = Kind
add-kind-person = A person
add-kind-household = A household
add-kind-business = A business
add-kind-organisation = An organisation
add-email = E-mail (may be left empty)
add-email-hint = They get a link to sign in. Without e-mail the committee acts for them.
add-area = Where (village, quarter)
add-about = About them
add-code = The account code is given now and stays with the account for life.
add-button = Add the member
add-error-name = Enter the name
add-error-kind = Choose what kind of member it is
add-error-known = Somebody with this e-mail acts for a member here already
# $exchange (String) - name of the exchange
add-mail-subject = You are a member of { $exchange }
# $exchange (String) - name of the exchange
# $code (String) - account code
add-mail-lead = The committee of { $exchange } has added you as a member. Your account code is { $code }.
add-mail-new-ask = Set your password here (the link holds for a week):
add-mail-known-ask = Sign in with the password you have already:

settings-title = Rules of this exchange
settings-lede = Each change is a decision that every member can read: who, what, why and from when.
settings-name = Name
settings-description = What it says of itself
settings-area = Where
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
settings-min = A new member may owe up to
settings-max = A new member may hold up to
settings-limits-hint = For members who join from now on. Accounts that stand already keep theirs.
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

receipt-reverses = This undoes an earlier payment
receipt-on-behalf = The committee entered it on behalf of the payer.
receipt-imported = Taken over from the exchange’s earlier books.
receipt-waiver = Past the limits, because
