# $most (Number) - how many characters at most
form-long = Use at most { $most } characters
form-control = Type this again by hand: it holds characters that are no part of a text
form-unseen = Nothing of this can be seen. Type it again, or leave it empty
form-reason = Say why
form-email = Enter an e-mail address, like name@example.org
form-email-or-none = Enter an address like name@example.org, or leave it empty
form-code = Enter an account code, like RIVR0042
form-day = Enter a day
form-choice = Choose one of these
form-id = This form had lost its number, so nothing was done. It has a new one now: look at it, then send it again
# $unit (String) - plural name of the unit, as it is now
form-recounted = The exchange has changed how it counts: amounts are in { $unit } now. Nothing was changed. Look at what you typed, then send it again
form-rate = Enter a number above zero, such as 10 or 12.5: at most a million, with at most six decimals and no mark for thousands
form-sign = Enter an amount that is more than zero, or 0
# $none (String) - the word for no limit
form-limit-empty = Enter an amount, or { $none }
# $none (String) - the word for no limit
form-limit-number = Enter an amount without a sign, such as 150, or { $none }
form-limit-large = That is more than the books can hold

other-form-title = This form is somebody else’s
# $name (String) - the member it was made for
# $code (String) - their account
other-form-member = This form was made for { $name } ({ $code }).
other-form-person = This form was made while somebody else was signed in here.
other-form-unknown = This form was made for another member, or does not say for whom.
# $name (String) - the member for whom one acts now
# $code (String) - their account
other-form-now-member = You are here for { $name } ({ $code }) now.
# $name (String) - who is signed in now
other-form-now = { $name } is signed in now.
other-form-nothing = Nothing was changed. Open the form again if you want to send it yourself.
other-form-recounted-title = The exchange counts otherwise now
other-form-again = Open the form again
form-missing = This field did not arrive. Look at it and send the form again
