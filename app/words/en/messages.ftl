contact-title = Write to the committee
contact-lede = A question, something that went wrong, something you would like to see: your message goes to everybody of the committee by mail.
contact-message = Your message
contact-seen = The committee sees your name, your code and your e-mail address, so that they can answer you. Nobody else does.
contact-seen-no-address = The committee sees your name and your code. You have no e-mail address here, so say how you can be reached.
contact-empty = Write what you want to say
contact-button = Send
contact-who = Who is of the committee
contact-nobody = Nobody of the committee has an e-mail address yet.
contact-nobody-how = Speak to them when you meet.
contact-sent-title = Your message is on its way
contact-sent = The committee answers you by mail.
contact-sent-no-address = The committee has your name and your code.
# $name (String) - who writes
# $exchange (String) - the exchange
contact-mail-subject = { $name } writes to the committee of { $exchange }
# $name (String) - who writes
# $code (String) - their account's code
# $exchange (String) - the exchange
contact-mail-lead = { $name } ({ $code }) of { $exchange } writes to the committee:
# $name (String) - who writes
contact-mail-ask = The page of { $name }:
# $name (String) - who writes
# $email (String) - their address
contact-mail-answer = To answer, write to { $name } at { $email }, not to the sender of this mail.
# $name (String) - who writes
contact-mail-no-address = { $name } has no e-mail address here: call, or speak to them when you meet.
contact-mail-all = Everybody of the committee got this mail. Agree who answers.
contact-lede-stranger = Would you like to join, or have you a question? Your message goes to everybody of the committee by mail.
contact-name = Your name
contact-name-empty = Enter your name
contact-email = Your e-mail address
contact-email-hint = The committee answers you there. No page shows it.
contact-home = To the start page
# $email (String) - the address that was typed
contact-sent-stranger = The committee answers you at { $email }.
# $exchange (String) - the exchange
contact-mail-stranger-subject = Somebody writes to the committee of { $exchange }
# $name (String) - who writes
# $exchange (String) - the exchange
contact-mail-stranger-lead = { $name }, who is not a member, writes to the committee of { $exchange }:
contact-mail-unchecked = Nobody has checked this name and this address.
contact-ask-title = Ask for it back
# $payee (String) - who was paid
contact-ask-both = This goes to { $payee } and to everybody of the committee, by mail. { $payee } reads your name, not your address.
# $payee (String) - who was paid
contact-ask-payee = This goes to { $payee } by mail; nobody of the committee has an e-mail address yet. { $payee } reads your name, not your address.
# $payee (String) - who was paid
contact-ask-committee = This goes to everybody of the committee, by mail. { $payee } cannot be reached by mail here.
contact-ask-seen = The committee sees your e-mail address as well, so that they can answer you.
# $payee (String) - who was paid
contact-ask-sent = { $payee } gets it by mail too, with a link to pay it back.
# $name (String) - who asks
# $amount (String) - amount with unit
ask-mail-subject = { $name } asks for { $amount } back
# $name (String) - who asks
# $number (String) - number of the payment
# $amount (String) - amount with unit
# $exchange (String) - the reader’s exchange
ask-mail-lead = { $name } writes to you about payment no. { $number }, { $amount }, in { $exchange }:
ask-mail-ask = If it was a mistake, you can pay it back here:
ask-mail-button = Pay it back
# $url (String) - whole address
ask-mail-receipt = The receipt: { $url }
# $exchange (String) - the payer’s exchange
ask-mail-committee = The committee of { $exchange } got this message too.
ask-mail-nothing = Nothing is paid back unless you do it.
