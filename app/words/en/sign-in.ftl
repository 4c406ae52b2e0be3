sign-in-says = Sign in to your exchange with your e-mail address, or the code of your account, and your password.
sign-in-email = E-mail address
sign-in-known-by = E-mail address or account code
sign-in-known-by-hint = Without e-mail, type the code of your account, like RIVR0042
sign-in-known-by-wrong = Type an e-mail address, like name@example.org, or the code of an account, like RIVR0042
sign-in-password = Password
sign-in-wrong = The e-mail address, the account code or the password is not right
sign-in-kept = You had been signed out before this was sent, so nothing was done. What you filled in is kept on this page: sign in, and it can be sent as it was.
sign-in-go-on-title = You are signed in
sign-in-go-on = What you filled in before has not been sent yet. “Go on” sends it as it was, once.
sign-in-go-on-button = Go on
sign-in-leave = Do not send it
# $name (String) - somebody of the demo
sign-in-look-member = Look as { $name }, member
# $name (String) - somebody of the demo
sign-in-look-chair = Look as { $name }, chair
# $name (String) - somebody of the demo
sign-in-look-treasurer = Look as { $name }, treasurer
# $name (String) - somebody of the demo
sign-in-look-membership = Look as { $name }, who lets people in
# $name (String) - a made-up person
sign-in-look-host = Look as { $name }, who runs the installation
sign-in-look-title = Look around as somebody
sign-in-look-hint = This is a demo. Its people are made up, and nothing you do here harms anybody.

me-title = You
me-exchanges = Your exchanges
me-none = You are not a member of any exchange yet.
me-details = Name and language
me-name = Name
me-name-hint = Our mails greet you by it. The other members see the name under “Change how the others see you”.
me-name-empty = Enter your name
me-language = Language
me-save = Save
me-signing-in = How you sign in
me-email-none = none
# $mailbox (String) - where mails go
me-mailbox = none; mails go to { $mailbox }
me-password-kept = Known to you alone
me-devices = Devices
# $count (Number) - how many
me-devices-count = { $count ->
    [one] Signed in on { $count } device
   *[other] Signed in on { $count } devices
  }
me-look = Show
me-password = Change your password
me-password-now = Your password now
me-password-new = New password
me-password-hint = At least 15 characters; a short sentence is easy to remember and hard to guess
me-password-wrong = That is not your password now
me-password-short = Use at least 15 characters
me-password-long = Use at most 256 characters
me-password-easy = That is too easy to guess. Choose another
me-password-change = Change the password
me-password-lede = You stay signed in here, and are signed out everywhere else.
phrase-offer = You may take these five words. They were made just now for you; write them down or copy them.
phrase-again = Five other words

sessions-title = Where you are signed in
sessions-lede = Each of these browsers can act as you. Sign out where you do not know it, and then change your password.
# $day (String) - since when
# $ago (String) - when last
sessions-line = Signed in since { $day }, last seen { $ago }
sessions-here = This one
sessions-end = Sign out there
sessions-end-others = Sign out everywhere else
sessions-alone = You are signed in here and nowhere else.
# $browser (String) - its name
# $system (String) - what it runs on
device-on = { $browser } on { $system }
device-unknown = A browser that does not say what it is
ago-now = within the last hour
# $hours (Number) - how many
ago-hours = { $hours ->
    [one] an hour ago
   *[other] { $hours } hours ago
  }
# $days (Number) - how many
ago-days = { $days ->
    [one] a day ago
   *[other] { $days } days ago
  }

email-title = Change your e-mail address
email-lede = You sign in with it, and your mails go there. We send a link to the new address; until you open it, nothing changes.
email-now = Your address now:
email-new = New e-mail address
email-same = That is your address already
email-button = Send the link
email-sent-title = Look into the mail of the new address
# $address (String) - the new address
email-sent = If { $address } can be used, a mail with a link is on its way there. The link is good for one hour; until you open it, everything stays as it is.
email-confirm-title = Use this address
# $name (String) - whose address
# $address (String) - the new address
email-confirm = From now on, { $name } signs in with { $address }, and mails go there.
email-confirm-button = Use this address
email-mail-subject = Confirm your e-mail address
email-mail-lead = Somebody, probably you, wants to use this address to sign in.
email-mail-ask = To do so, open this link within an hour and press the button:
email-mail-after = If it was not you, do nothing; the address is not used.
mailbox-shared = Somebody else reads this address too
mailbox-shared-hint = Mails for you go there and say your name; you sign in with the code of your account as before. Left empty with this ticked, no mails go anywhere.
# $name (String) - whose mails
# $address (String) - the address
mailbox-confirm = From now on, mails for { $name } go to { $address }. To sign in, the code of the account serves as before.
mailbox-mail-lead = Somebody, probably you or somebody who reads your mail with you, wants mails for an account to come to this address.
email-mail-taken-subject = This address is in use already
email-mail-taken-lead = Somebody, probably you, wants to use this address to sign in. It belongs to an account already, so nothing has changed.
email-mail-taken-ask = You can sign in with this address. If you do not know the password, set a new one:
email-mail-asked-subject = Your e-mail address may change
email-mail-asked-lead = Somebody, probably you, asked to replace this address by another. That happens once the link in a mail to the other address is opened.
email-mail-asked-ask = If it was not you, somebody knows your password. Change it at once:
email-mail-gone-subject = Your e-mail address was changed
email-mail-gone-lead = This address was replaced by another, with which you sign in from now on. No more mails come here.
email-mail-gone-after = If it was not you, tell your committee or your host at once.
password-mail-subject = Your password was changed
password-mail-lead = The password for this address was changed just now, and you were signed out everywhere else.
password-mail-ask = If it was not you, set a new one at once:

reset-title = Set a new password
reset-lede = Tell us your e-mail address. If it is known here, a mail with a link is on its way to you a moment later. The link is good for one hour.
reset-send = Send me the link
reset-sent-title = Look into your mail
reset-sent = If that address is known here, a mail with a link is on its way. It may take a few minutes; look into the folder for spam too. Without e-mail, ask your committee.
reset-new-lede = Choose a password that you use nowhere else.
reset-set = Set this password
reset-over-title = That link is no longer good
reset-over = It was used already, or its time is over. Ask for a new one.
reset-forgot = Forgotten your password?
reset-mail-subject = Set a new password
reset-mail-lead = Somebody, probably you, asked to set a new password for this address.
reset-mail-ask = To do so, open this link within an hour:
reset-mail-after = If it was not you, do nothing; your password stays as it is.

paper-have = I have a code on paper
paper-use-title = Get in with a code on paper
paper-use-lede = The committee has given you a piece of paper with two codes. Type both, and choose a password of your own.
paper-account = Account code
paper-account-hint = Four letters and a number, like RIVR0042
paper-code = Code on the paper
paper-code-wrong = A code on paper has eight letters and digits, like 4F7K-9QWZ
paper-not-good = This code does not belong to that account, or it is good no longer: it was used, is too old, or was tried too often. Ask the committee for a new one.
paper-use-button = Set the password and sign in
paper-mail-instead = I have e-mail: send me a link instead
