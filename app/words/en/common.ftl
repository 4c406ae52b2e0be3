language-name = English
app-name = Manyhands
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
# $day (Number) - day of the month
# $month (String) - name of the month
# $year (String) - year
day = { $day } { $month } { $year }
# $month (String) - name of the month
# $year (String) - year
month = { $month } { $year }

skip = Skip to the content
sign-in = Sign in
sign-out = Sign out
nav = Main
nav-home = Home
nav-pay = Pay
nav-statement = Statement
nav-members = Members
nav-me = Me
nav-more = More
nav-balances = Balances
nav-exchanges = All exchanges
switch-exchange = Your exchanges
error-title = There is a problem
error-prefix = Error:
change = Change
back = Back
go-on = Continue
footer = Run with Manyhands, free software for communities that trade with one another.
language-choose = Language
theme-choose = Colours
theme-device = As this device
theme-light = Light
theme-dark = Dark
apply = Apply

flash-saved = Saved.
flash-password-changed = Your password is changed. You are signed out everywhere else.
flash-password-set = Your new password is set, and you are signed in here.
flash-signed-out = You are signed out.
flash-sessions-ended = You are signed out everywhere else.
flash-session-ended = You are signed out there.
flash-email-changed = Your e-mail address is changed. Sign in with the new one from now on.
flash-member-added = The member is added.
flash-limits-changed = The limits are changed.
flash-proposed = The agreement is proposed.
flash-accepted = The agreement is in force.
flash-ended = The agreement has ended.
flash-declined = The proposal is off the table.

problem-not-found-title = Page not found
problem-not-found = There is nothing here that you can see. The address may be mistyped, or it belongs to somebody else.
problem-forbidden-title = Not yours to do
problem-forbidden = Your office in this exchange does not cover this. A chair can give it to you.
problem-held-title = Nothing can be entered here now
problem-held = An exchange that this is about is suspended or archived by who runs the installation. Nothing was entered. Everything can still be read; the head of its pages says why.
problem-bad-request-title = That did not arrive as it should
problem-bad-request = The form came in a shape we cannot read. Go back, load the page again and send it once more. Nothing was changed.
problem-conflict-title = This form was used already
problem-conflict = Something else was sent with this form before. Load the page again to see what stands now. Nothing was changed.
problem-too-large-title = Too large
problem-too-large = What you sent is larger than this page takes. Nothing was changed.
problem-too-many-title = Too much at once
problem-too-many = Wait a little, then try again. Nothing was changed.
problem-busy-title = Very busy
problem-busy = We could not take this just now, and nothing was changed. Send the same form again in a few seconds, or load this page again: it never pays twice.
problem-away-title = The books cannot be reached
problem-away = The computer that keeps the books cannot be reached for the moment, and nothing was changed. We keep trying. Send the same form again in a while, or load this page again: it never pays twice.
problem-not-known-title = We do not know yet
problem-not-known = The answer of the books did not come. It may have happened, or not. Send the same form again: it never pays twice, and shows what became of it.
problem-full-title = The books are full
problem-full = Nothing can be written just now; reading goes on. The host has to make room.
problem-fault-title = Something broke on our side
# $reference (String) - the reference under which it is logged
problem-fault = We have noted it under the reference { $reference }. If it happens again, tell your host that reference.
to-front = To the first page
