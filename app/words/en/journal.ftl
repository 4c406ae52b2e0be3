acts-title = What the committee did here
act-limits = Changed the limits
act-member = Added as a member
act-admitted = Admitted as a member
act-not-admitted = Declined an application
act-profile = Corrected what the others see of a member
act-pay-for = Paid on behalf of this member
act-pay-common = Paid out of the common account
act-began = The exchange began
act-rule = Changed a rule
act-agreement = Agreement with a partner exchange
act-proposed = Proposed an agreement with a partner exchange
act-declined = Declined an agreement with a partner exchange
act-withdrawn = Took a proposal to a partner exchange back
act-ended = The agreement with a partner exchange ended
act-reverse = Undid a payment
act-import = Took over the exchange’s earlier books
act-suspended = The exchange was suspended
act-archived = The exchange was archived
act-lifted = The exchange was opened again
act-quota = How many members there may be
journal-host = the host
act-role = Offices of
# $code (String) - the account that was paid
# $amount (String) - how much, with its unit
journal-payment = { $code }, { $amount }
# $partner (String) - the partner's address
# $ours (String) - our units
# $theirs (String) - theirs
journal-agreement = { $partner }; { $ours } here for { $theirs } there
# $partner (String) - the partner's address
# $low (String) - how far our clearing account may go down
# $high (String) - and up
journal-reach = our account for { $partner } goes down to { $low } and up to { $high }
# $min (String) - the most they may owe
# $max (String) - the most they may hold
# $warn_min (String) - warned below
# $warn_max (String) - warned above
journal-limits = may owe up to { $min }, hold up to { $max }; warned beyond { $warn_min } and { $warn_max }
journal-alone = In their own favour, alone. Open to objection: another officer can undo it
journal-any = any amount
act-class = Made or changed a class of member
act-paper-code = Made a code on paper for
act-invitation = Made an invitation to join
act-invitation-ended = Ended an invitation
# $most (Number) - how many may join
# $day (String) - the last day
journal-invitation = for { $most }, until { $day }
act-operators = Changed who acts for
act-glass = Looked in for an hour, to read what the auditor reads
