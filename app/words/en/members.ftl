members-title = Members
members-search = Name, code, place or what they do
# $typed (String) - what was looked for
members-none = We find nobody here for “{ $typed }”.
members-all = Show everybody
# $count (Number) - how many
members-count = { $count ->
    [one] { $count } member
   *[other] { $count } members
  }
member-code = Account
member-area = Where
member-since = Member since
member-trades = Trades
member-balance = Balance
member-about = About
# $name (String) - the member
member-pay = Pay { $name }

balances-title = Balances
balances-work = What waits for the committee
balances-all = All accounts
balances-lede = Every account of the exchange. What some owe is what others have provided, so the sum is always zero.
# $unit (String) - plural name of the unit
balances-caption = Amounts in { $unit }
balances-caption-time = Amounts in hours and minutes
balances-account = Account
balances-name = Name
balances-state = State
balances-last = Last trade
balances-state-last = State, last trade
balances-balance = Balance
balances-limits = Limits
balances-lowest = Lowest allowed
balances-highest = Highest allowed
balances-sum = Sum of all accounts
# $found (Number) - how many accounts
balances-sum-found = { $found ->
    [one] Sum of { $found } account
   *[other] Sum of { $found } accounts
  }
balances-beyond = Accounts beyond a limit
balances-close = Accounts close to a limit
balances-never = Members who have not traded yet
balances-proposals = Proposals of partner exchanges to answer
balances-is-beyond = Beyond the limit
balances-is-close = Close to the limit
balances-no-trade = no trade yet
balances-none = No account is like that now.
state-active = active
state-suspended = suspended
state-left = has left
state-holiday = on holiday
# $day (String) - the last day
state-holiday-until = on holiday until { $day }
state-leaving = is leaving
# $day (String) - the last day
state-leaving-until = is leaving until { $day }
state-deceased = has died
common-account = Common account
common-statement = The common account
common-pay = Pay out of the common account
holder-exchange = the exchange’s own
holder-partner = partner exchange

members-sort-name = Name
members-sort-newest = Who joined last
balances-search = Account or name
balances-sort-lowest = Lowest balance
balances-sort-highest = Highest balance
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
add-email-hint = They get a link to sign in. Without e-mail you can hand them a code on paper next.
add-shared = Somebody else reads this address too
add-shared-hint = They are a person of their own: mails for them go there and say their name; they sign in with the code of the account.
add-area = Where (village, quarter)
add-about = About them
add-code = The account code is given now and stays with the account for life.
add-button = Add the member
add-error-name = Enter the name
add-error-kind = Choose what kind of member it is
add-error-known = Somebody with this e-mail acts for a member here already. If two people read it, tick that below
# $count (Number) - how many namesakes there are
# $who (String) - their names, codes and places
add-error-namesakes = { $count ->
    [one] { $who } is a member already. Is this somebody else?
   *[other] { $who } are members already. Is this somebody else?
  }
add-another = Yes, somebody else of the same name
# $exchange (String) - name of the exchange
add-mail-subject = You are a member of { $exchange }
# $officer (String) - who of the committee added them
# $exchange (String) - name of the exchange
# $code (String) - account code
add-mail-lead = { $officer }, of the committee of { $exchange }, has added you as a member. Your account code is { $code }.
# $exchange (String) - name of the exchange
# $unit (String) - the unit's plural
add-mail-what = In { $exchange } members do things for one another and count them in { $unit } instead of money. Everybody begins at zero: what you receive takes your balance down, what you do for others brings it up.
# $officer (String) - who of the committee added them
add-mail-after = If you do not know { $officer } or did not ask for this, do nothing: without a password nobody can use the account in your name.
add-mail-new-ask = Set your password here (the link holds for a week):
add-mail-known-ask = Sign in with the password you have already:

member-phone = Phone
# $exchange (String) - the exchange
profile-lede = This is what the other members of { $exchange } see of you. People of other exchanges and strangers do not see it.
profile-title = How the others see you
# $name (String) - the member
profile-title-of = How the others see { $name }
# $name (String) - the member
profile-lede-of = You correct this as one of the committee. It is recorded with your name, and { $name } can read what you changed.
profile-about = About you
profile-about-hint = What you like to do for others, and how one reaches you best. The others find you by these words.
profile-phone = Phone (may be left empty)
profile-phone-shown = Members may see the phone number
profile-phone-hint = Without the tick only the committee sees it.
profile-stale = Somebody else has changed this since you opened the page. Nothing of yours is saved yet
profile-stands = How it stands now
profile-again = What you typed is still below. Save again, and it takes the place of this.
profile-change = Change how the others see you
profile-correct = Correct name, place or phone
member-active-week = traded this week
member-active-month = traded in the last month
# $month (String) - month and year
member-active-in = last traded in { $month }
member-phone-hidden = seen by the committee only
member-paid-me = Last paid you
member-paid-by-me = You last paid them
# $most (Number) - how many members
member-full = The host of this exchange allows { $most } members, and as many are here. Ask the host for more room

paper-title = Code on paper
# $name (String) - a person
paper-more = { $name } has an office, or belongs to another exchange too. No committee makes codes for them: they get in with the link in a mail.
# $days (Number) - how many days it is good
paper-lede = For somebody who reads no mail, or has lost the password: you hand out a paper with two codes, with which they choose a password by themselves. It is good once, for { $days } days.
paper-ends = A code that was made before is good no longer. That you made one is written down, and the member sees it.
paper-whom = For whom
paper-make = Make a code
# $name (String) - a person
paper-slip-title = Code on paper for { $name }
paper-slip-lede = Print this page or copy it by hand, and give it to nobody else.
paper-address = Open this address
paper-until = Good until
paper-slip-how = Type both codes there and choose a password. From then on the account code and that password are enough to sign in.
paper-slip-once = This code is not shown again. If it is lost, make another one.
# $officer (String) - somebody of the committee
# $exchange (String) - the name of an exchange
paper-notice = { $officer } made a code on paper for you, with which a new password can be set ({ $exchange })
paper-mail-lead = Whoever has the paper can choose a new password for you, once. If you did not ask for it, write to the committee.
paper-mail-ask = See your account:
paper-mail-button = See the account
add-invite = Somebody with e-mail can join by themselves: make an invitation
add-error-second = Here an admission takes two officers: somebody with an address applies, or is invited
add-second = Here an admission takes two officers. Whoever reads e-mail applies, or is invited. Whoever does not can be entered here: they are a member once another officer has confirmed it.

# $name (String) - a member
operators-title = Who acts for { $name }
operators-lede = Whoever acts for an account sees it and pays from it, each with their own sign-in. Receipts say who it was.
operators-holder = whose account it is
operators-acts = acts too
operators-asked = was asked
# $day (String) - since when
operators-since = Since { $day }
# $day (String) - the last day
operators-until = The link is good until { $day }
# $name (String) - a person
operators-end = End it for { $name }
operators-stop = Stop acting for it
operators-cancel = Take it back
operators-ask = Let somebody act too
operators-ask-lede = Somebody of your household or business gets a mail with a link. Once they have said yes they can do everything here that you can, until you end it.
operators-send = Send the mail
operators-error-not-holder = Only the one whose account it is can do that
operators-error-holder = The one whose account it is cannot stop acting for it. To close the account, ask to leave
operators-error-gone = That is not so any more
operators-error-office = They hold an office here. It has to end first
# $most (String) - a number
operators-error-full = At most { $most } people can act for one account
operators-error-already = You act for this account already
# $name (String) - a person
# $exchange (String) - the name of an exchange
operators-notice = { $name } changed who acts for your account ({ $exchange })
operators-mail-lead = Somebody began or ceased to act for your account. Whoever acts for it sees it and pays from it.
operators-mail-ask = See who acts for it:
operators-mail-button = See who it is
operators-link = Who acts for it
# $name (String) - a person
# $member (String) - a member
act-for-mail-subject = { $name } asks you to act for { $member }
# $name (String) - a person
# $member (String) - a member
# $exchange (String) - the name of an exchange
act-for-mail-lead = { $name } asks you to act for the account of { $member } in { $exchange }: to see it and to pay from it.
act-for-mail-ask = To say yes, open this link within a week:
act-for-mail-button = See what it is
# $member (String) - a member, with the account's code
act-for-title = Act for { $member }
# $name (String) - a person
# $member (String) - a member, with the account's code
act-for-lede = { $name } asks you to act for { $member }: you will see the account and pay from it, under your own name.
# $name (String) - who is signed in
act-for-as = You are signed in as { $name }.
act-for-sign-in = You are known here: sign in with what you have, and you come back to this page.
act-for-new = Choose with what you sign in. Your e-mail address is the one to which the mail went.
act-for-button = Yes, I act for it
act-for-over = It was used or taken back already, or its week is over. Ask for another one.
