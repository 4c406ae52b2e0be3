# $name (String) - for whom
# $code (String) - their account
acting-for = You act for { $name } ({ $code }).
acting-recorded = It is recorded under your name, and they are told.
acting-recorded-common = It is recorded under your name.
acting-back = Back to your own account

held-suspended = This exchange is suspended: everything can be read, and nothing can be entered.
held-archived = This exchange is archived: everything can be read, and nothing is entered any more.
# $why (String) - what who runs the installation says
held-why = Why: { $why }
