sign-in-email = E-mail address
sign-in-password = Password
sign-in-wrong = The e-mail address or the password is not right

me-title = You
me-exchanges = Your exchanges
me-none = You are not a member of any exchange yet.
me-details = Name and language
me-name = Name
me-name-empty = Enter your name
me-language = Language
me-save = Save
me-password = Change your password
me-password-now = Your password now
me-password-new = New password
me-password-hint = At least 15 characters; a short sentence is easy to remember and hard to guess
me-password-wrong = That is not your password now
me-password-short = Use at least 15 characters
me-password-long = Use at most 256 characters
me-password-easy = That is too easy to guess. Choose another
me-password-change = Change the password

reset-title = Set a new password
reset-lede = Tell us your e-mail address. If it is known here, a mail with a link is on its way to you a moment later. The link is good for one hour.
reset-send = Send me the link
reset-email-empty = Enter your e-mail address
reset-sent-title = Look into your mail
reset-sent = If that address is known here, a mail with a link is on its way. It may take a few minutes; look into the folder for spam too. Without e-mail, ask your committee.
reset-new-lede = Choose a password that you use nowhere else.
reset-set = Set this password
reset-over-title = That link is no longer good
reset-over = It was used already, or it is older than its time. Ask for a new one.
reset-forgot = Forgotten your password?
reset-mail-subject = Set a new password
# $link (String) - where to set it
reset-mail-body =
    Somebody, probably you, asked to set a new password for this address.

    To do so, open this link within an hour:
    { $link }

    If it was not you, do nothing; your password stays as it is.
