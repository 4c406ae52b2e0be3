# $name (String) - for whom
# $code (String) - their account
acting-for = You act for { $name } ({ $code }).
acting-recorded = It is recorded under your name, and they are told.
acting-recorded-common = It is recorded under your name.
acting-back = Back to your own account
