# $exchange (String) - the name of an exchange
join-title = Join { $exchange }
join-lede = It takes two minutes. Nothing binds you until you are a member.
join-known = You have signed in here before?
# $name (String) - whoever is signed in
join-as = You are signed in as { $name } and join with the address and password you have.
join-name = Your name
join-name-empty = Enter your name
join-email-hint = We send you a mail there, so that nobody joins under your address
join-area = Where you live
join-area-hint = A street or a part of town; members see it. May be left empty.
join-agreement = What you agree to
join-agree = I have read this and agree
join-agree-missing = Tick the box if you agree; nobody joins without
join-agreement-changed = The agreement was changed just now. Read it once more and tick the box again.
join-button = Go on
join-sent-title = Look into your mail
join-sent = A mail is on its way to the address that you gave. Open its link, or type the code from it here. Both are good for one hour.
join-code = Code from the mail
join-code-hint = Eight letters and digits, like 4F7K-9QWZ
join-code-wrong = That is not the code. It has eight letters and digits, and after five tries a new one must be sent.
join-code-over = This code is no longer good: its hour is over, or it was tried too often. Have a new mail sent. If you confirmed already, sign in.
join-confirm = Confirm
join-no-mail = No mail after a few minutes? Look into the folder for spam, or have it sent again; then only the new code is good.
join-again = Send the mail again
join-sent-again = Another mail is on its way; the code in it is new.
join-link-lede = With this button you show that the address is yours.
join-link-button = Yes, that is me
join-link-over = It was used already, or its hour is over. If you confirmed already, sign in; otherwise fill in the form once more.
join-anew = Fill in the form
join-offers-title = What could you do for others?
join-offers-lede = It helps the committee and your neighbours to know you. You can skip this and say it later.
join-offers = What I can offer
join-offers-hint = Whatever you like to do: bake, mend, listen, lend a drill
join-wants = What I look for
join-wants-hint = What would make your week easier
join-offers-button = Save and go on
join-skip = Skip this
# $exchange (String) - the name of an exchange
join-wait-title = { $exchange } has your application
# $names (String) - names, with commas
join-wait-who = This decides: { $names }.
# $exchange (String) - the name of an exchange
join-wait-committee = The committee of { $exchange } decides.
join-wait-next = You get a mail as soon as it is decided, often within a week. As a member you then have an account here, and can be paid and pay.
join-since = Applied on
join-nothing-said = Nothing yet
join-withdraw = Take my application back
join-withdrawn = Your application was taken back.
# $reason (String) - what the committee wrote
join-declined = The committee did not admit you: { $reason } You can write to them, or apply again.
# $exchange (String) - the name of an exchange
join-mail-subject = Join { $exchange }
# $exchange (String) - the name of an exchange
join-mail-lead = Somebody, probably you, wants to join { $exchange } with this address.
join-mail-ask = To show that the address is yours, open this link within an hour and press the button:
join-mail-button = Confirm
# $code (String) - eight letters and digits
join-mail-code = Or type this code on the page that you have open: { $code }
join-mail-after = If it was not you, do nothing; nothing happens.
# $exchange (String) - the name of an exchange
join-mail-known-lead = Somebody, probably you, wants to join { $exchange } with this address. You are known here already, and need no second password.
join-mail-known-ask = Sign in with what you have, and join there:
# $exchange (String) - the name of an exchange
# $units (String) - the plural of what is counted in
agreement-credit = In { $exchange } members do things for one another and count them in { $units }. There is no interest, and { $units } are not exchanged for money.
agreement-owe = Who is below zero owes something to everybody together, and gives it back by doing things for others in time.
# $exchange (String) - the name of an exchange
agreement-rules = The rules and limits of { $exchange } hold for me. The committee may change them, and says so with a reason.
agreement-seen = The other members see my name, where I live and what I do. My e-mail address is seen by nobody but the committee.
agreement-work = What I offer I do as well as I can, and by the law. Whoever does something answers for it; the exchange does not.
agreement-leave = I can leave when I like. Before that I bring my balance to zero, or agree with the committee on how.
# $name (String) - who applies
apply-title = { $name } wants to join
apply-offers = Can offer
apply-wants = Looks for
apply-agreement-usual = Agreed to the usual words
# $version (String) - the number of a version of the rules
apply-agreement-own = Agreed to your own words, as of version { $version } of the rules
# $names (String) - names with codes
apply-namesakes = There is a member of that name already: { $names }. Is it the same person?
apply-admit = Admit
apply-second = Another officer has to confirm it; then they are a member.
apply-proposed = Somebody of the committee has said yes. It waits for another officer to confirm it.
apply-proposed-link = See where it stands
apply-decline = Decline
apply-reason-hint = Who applied reads it, in the mail that tells them
# $name (String) - who applied
apply-is-admitted = { $name } is a member.
# $by (String) - an officer
# $name (String) - who applied
apply-is-admitted-by = { $by } admitted { $name }.
# $by (String) - an officer
# $name (String) - who applied
# $why (String) - the reason
apply-is-declined-by = { $by } declined { $name }: { $why }
# $name (String) - who applied
apply-is-withdrawn = { $name } took the application back.
# $name (String) - who applied
apply-is-known = { $name } is a member here already; decline this application with a word about it.
apply-declined = The application was declined; a mail says so with the reason.
work-title = Work list
# $count (String) - how much waits
work-menu = Work list ({ $count })
work-none = Nothing waits for you. Well done, all of you!
work-all = See all of them
# $day (String) - a day
work-since = since { $day }
# $name (String) - who applies
work-pick = Choose { $name }
work-admit = Admit those chosen
work-none-chosen = Nobody was chosen: tick who is to be admitted.
# $title (String) - a kind of work
# $count (String) - how much of it waits
work-part = { $title } ({ $count })
work-offices = Offices to fill
work-vacant = nobody holds it
work-partners = Trade with a partner that comes close to what was agreed
work-decide = no sign for so long: it is to be decided what becomes of them
work-checks = What was made sure of and ends soon
work-overdue = Subscriptions that are overdue
work-applications = They want to join
work-second = Another officer has to confirm each of them; then they are members.
# $count (Number) - how many
work-proposed = { $count ->
    [one] One admission waits for another officer to confirm it.
   *[other] { $count } admissions wait for another officer to confirm them.
  }
# $count (Number) - how many
work-admitted = { $count ->
    [one] One new member was admitted.
   *[other] { $count } new members were admitted.
  }
# $exchange (String) - the name of an exchange
answer-admitted-subject = Welcome to { $exchange }
# $exchange (String) - the name of an exchange
# $code (String) - an account's code
answer-admitted-lead = You are a member of { $exchange } now. Your account is { $code }; whoever pays you can use that code or your name.
answer-admitted-ask = Sign in and look around:
answer-admitted-after = A good beginning: tell one member what you can do for them, or ask for something small.
# $exchange (String) - the name of an exchange
answer-declined-subject = Your application to { $exchange }
# $exchange (String) - the name of an exchange
answer-declined-lead = The committee of { $exchange } did not admit you as a member, and gives this reason:
answer-declined-after = You can write to the committee, and you can apply again.
# $name (String) - who applied
# $exchange (String) - the name of an exchange
applied-mail-subject = { $name } wants to join { $exchange }
# $name (String) - who applied
# $exchange (String) - the name of an exchange
applied-mail-lead = { $name } wants to join { $exchange }. Whoever of the committee is first decides.
applied-mail-ask = All who wait are on the list:
applied-mail-after = There may be more by now: about new applications you get no second mail for some hours.
join-invited-title = Here one joins by invitation
# $exchange (String) - the name of an exchange
join-invited = { $exchange } takes in whom its members know. If you have an invitation, type its code. Otherwise ask a member you know to speak for you, or write to the committee.
join-at-once = Fill in a short form and confirm your address: then you are a member at once.
join-link-password = The one you chose when you applied. If it was not you who applied, close this page: nothing happens.
join-link-wrong = This is not the password that was chosen with the application

# $exchange (String) - the name of an exchange
join-invited-good = You are invited: as soon as you have shown that the address is yours, you are a member of { $exchange }.
# $exchange (String) - the name of an exchange
join-invited-second = You are invited. Once you have shown that the address is yours, another person of the committee confirms it, and you are a member of { $exchange }.
join-invited-over = This invitation is no longer good: it was used, is too old, or was ended. You can apply without it; the committee decides then.
join-invitation = Code of the invitation
join-invitation-wrong = There is no such invitation, or it is no longer good: it was used, is too old, or was ended
join-wait-invited = When you confirmed, your invitation was no longer good. So the committee decides, as of everybody else.
join-wait-unconfirmed = Whoever invited you said yes with it, but the committee did not agree on it. It decides now, as of everybody else.
join-wait-second = Whoever invited you has said yes with it. Here another person of the committee confirms it.
invite-title = Invitations
invite-lede = Whoever has one is a member as soon as they have shown that their e-mail address is theirs. Give it to people you know, or print it for a market day.
invite-second = Here an admission takes two officers: whoever comes with an invitation waits until another one confirms it.
invite-none = No invitations yet
invite-none-how = Make the first one below: a link, a code to type and a picture for phones.
invite-new = A new invitation
invite-label = For whom, or where
invite-label-hint = Only the committee sees this: Zoe’s neighbours, summer fair
invite-label-empty = Say for whom or where it is
invite-most = How many people may join with it
# $most (Number) - the highest number
invite-most-wrong = Type a whole number from 1 to { $most }
invite-days = How many days it is good
# $most (Number) - the highest number
invite-days-wrong = Type a whole number of days from 1 to { $most }
invite-make = Make the invitation
invite-state-good = good
invite-state-used = used
invite-state-over = too old
invite-state-ended = ended
# $used (Number) - how many have joined with it
# $most (Number) - how many may
# $day (String) - the last day
invite-line = { $used } of { $most } have joined, until { $day }
# $exchange (String) - the name of an exchange
invite-to = Invitation to { $exchange }
invite-how = Open this address, or point a phone at the picture. It takes two minutes.
invite-link = Address
invite-code = Code, if it is asked for
invite-until = Good until
invite-qr = QR code of the address
invite-for-committee = For the committee
# $name (String) - somebody of the committee
invite-by = Made by { $name }.
invite-end = End this invitation

vouch-title = Who wants to join
# $needed (Number) - how many members must vouch
vouch-lede = { $needed ->
    [one] Say whom you know. As soon as one member vouches for somebody, they are a member. The committee can admit them too.
   *[other] Say whom you know. As soon as { $needed } members vouch for somebody, they are a member. The committee can admit them too.
  }
# $name (String) - somebody who wants to join
vouch-button = I know { $name } and vouch for them
vouch-mine = You vouched for them.
# $vouched (Number) - how many members have
# $needed (Number) - how many must
vouch-count = { $vouched } of { $needed }
# $day (String) - since when
vouch-since = Waits since { $day }
vouch-none = Nobody waits
vouch-none-how = When somebody wants to join, they stand here, and you can say that you know them.
# $needed (Number) - how many members must vouch
# $vouched (Number) - how many have
join-wait-vouched = { $needed ->
    [one] One member must vouch for you. Tell somebody who knows you: they find you under “Who wants to join”, beside the members.
   *[other] { $needed } members must vouch for you; { $vouched } have. Tell those who know you: they find you under “Who wants to join”, beside the members.
  }
apply-vouchers = Members who vouch for them
public-join-vouched = Whoever is known joins: members vouch for you, or the committee admits you.
vouch-away = You do not take part at present, so you cannot vouch for anybody

agreement-change = Say in your own words what who joins agrees to
agreement-change-lede = What you write here stands on the page “Join” instead of the usual text. Whoever joins from then on agrees to it; of whoever has joined it is kept which text they agreed to.
agreement-text = What who joins agrees to
agreement-text-hint = Each line is a paragraph. Leave it empty to ask for the usual text.
check-meeting = Met somebody of the committee
check-references = References
check-guardian = Consent of a guardian
check-firm = Proof that the firm is one
check-identity = Identity seen
checklist-title = Before somebody is let in
# $name (String) - the member
checklist-title-of = What was made sure of about { $name }
check-seen-by = Seen by officers who let people in, and by nobody else.
# $item (String) - what is made sure of
check-until = { $item }: holds until (may be left empty)
# $clerk (String) - who ticked it
# $day (String) - when
check-ticked = { $clerk }, { $day }
# $clerk (String) - who ticked it
# $day (String) - when
# $until (String) - until when
check-ticked-until = { $clerk }, { $day }; holds until { $until }
check-missing = missing
check-save = Save the ticks
check-change = What was made sure of
check-none = The exchange asks for nothing of the kind.
subject-checklist-lede = What the committee makes sure of before it lets somebody in. Whoever is a member already stays one. Members see nothing of it.
act-checked = Ticked what was made sure of about somebody
# $name (String) - who applied
# $missing (String) - what is missing
apply-missing = Of { $name } this is not made sure of yet: { $missing }
apply-because = Let in without it, because
apply-because-hint = It stays in the journal, where the committee and the member read it. Leave it empty to wait.
