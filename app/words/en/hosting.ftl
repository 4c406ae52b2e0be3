front-title = Communities that trade with one another
front-lede = In each of these exchanges, neighbours give one another interest-free credit. Every balance starts at zero; what one pays, another receives; and each community sets its own limits.
front-exchanges = Exchanges here
front-search = Name or place
# $typed (String) - what was looked for
front-none-found = No exchange here fits “{ $typed }”.
front-all = Show all
front-none = There is no exchange here yet. Whoever runs this installation makes the first one with the link that was printed when it started.
# $count (Number) - number of members
front-members = { $count ->
    [one] { $count } member
   *[other] { $count } members
  }
# $unit (String) - plural name of the unit
front-unit = Counts in { $unit }
front-unit-time = Counts in hours and minutes

# $amount (String) - what an hour is worth, with the unit
public-hour = An hour of ordinary work is about { $amount }.
public-hour-is-hour = An hour is an hour, whoever gives it and whatever they do.
public-how = How it works
public-credit = Members do things for one another and write down what they were worth. Every balance starts at zero; what one pays, the other receives. There is no interest, and nobody needs money to begin.
public-more = What people ask: limits, mistakes, who sees what
public-who = Who runs it
public-join = How to join
public-join-how = Fill in a short form; then the committee decides. Without an e-mail address, ask a member you know: the committee can add you in a minute.
setup-title = Begin
setup-lede = This makes the first exchange of this installation, and you its chair. The address, the letters and whether you count in time stay as you set them here; names, limits and rules can be changed later.
setup-you = You
setup-name = Your name
setup-exchange = Your exchange
setup-exchange-name = Name of the exchange
setup-slug = Its address
setup-slug-hint = Small letters, digits and hyphens, like riverside
setup-code = Four letters before every account code
setup-code-hint = Like RIVR: accounts are then called RIVR0001, RIVR0002 and so on
setup-unit = Unit, one
setup-units = Unit, several
setup-unit-hint = What you count in, like leaf and leaves. Leave as it is if you count in time
setup-language = Language of the exchange
setup-zone = Time zone
setup-zone-hint = Like Europe/Madrid; days and months of statements are days and months there
setup-make = Make the exchange
setup-name-empty = Enter your name
setup-exchange-empty = Enter the name of the exchange
setup-slug-wrong = Use 2 to 32 small letters, digits and hyphens, and no word of the installation’s own
setup-code-wrong = Use four letters or digits
setup-unit-empty = Enter what you count in
setup-zone-wrong = That is not a time zone we know

host-title = This installation
host-lede = Every exchange here and how it is doing. You see how many and when; what members do, what they are called and where they stand is theirs.
host-search = Name, place or address
host-show-all = All
host-show-open = Open
host-show-not-open = Not open
host-show-waiting = Where somebody waits
# $count (Number) - how many members
host-line-asleep = { $count } asleep
# $count (Number) - how many
host-line-waiting = { $count ->
    [one] { $count } wants to join
   *[other] { $count } want to join
  }
# $day (String) - a day
host-last = last trade { $day }
host-no-trade = no trade yet
host-open = Open
host-closed = Closed
host-importing = Being imported
host-removing = Being removed
host-none = There is no exchange here yet.
host-none-found = No exchange fits.
# $days (Number) - after how many days without trade
host-asleep = Asleep are members who have not traded for { $days } days and are not on holiday.

host-new = Open an exchange
opening-title = Open an exchange
opening-step-place = What it is
opening-step-rules = Unit and limits
opening-step-committee = Who runs it
opening-place-title = Open an exchange: what it is
opening-rules-title = Open an exchange: unit and limits
opening-committee-title = Open an exchange: who runs it
opening-next = Go on
opening-make = Open the exchange
opening-area = Where it is
opening-area-hint = A town, a valley, a part of a city. People look for it by this
opening-template = What kind of exchange
opening-template-hint = It fills in the next page. Its committee can change every rule later
opening-lets = LETS
opening-time-bank = Time bank
opening-business = Businesses
opening-lets-brings = Members name prices in a unit of their own, such as leaves, and see one another’s balances.
opening-time-bank-brings = An hour is an hour, whoever gives it and whatever they do. The committee sees balances.
opening-business-brings = Firms trade in a unit that is like money. Changes of rules are announced for longer.
# $template (String) - what kind of exchange
opening-rules-lede = This is what a new exchange of this kind begins with ({ $template }). Leave it as it is if you are not sure.
opening-unit-hint = What you count in, like leaf and leaves
opening-rate-hint = It tells newcomers what an hour of work is worth, and partners at what rate you trade
opening-lowest = How far below zero a member may go
opening-highest-label = How far above zero a member may go
opening-lets-lowest = The worth of 25 hours of work is what such exchanges usually allow: enough to begin, and no more than one can give back.
opening-time-bank-lowest = Time banks usually allow 20 hours: enough to begin, and no more than one can give back.
opening-business-lowest = A firm that needs more asks the committee, which decides for each one.
opening-time-bank-highest = Whoever has so much is asked to let others do something for them.
# $none (String) - the word for no limit
opening-highest = With “{ $none }” nobody is stopped from earning; whoever has much is asked to spend.
opening-also = What else it begins with
opening-also-how = The committee can change each of these by a decision, with a reason that members read.
# $amount (String) - an amount with its unit
# $hours (String) - a number of hours
opening-worth = { $amount }, the worth of { $hours } hours of work
opening-committee-lede = Whoever you name here becomes a member and gets the office. They invite or admit everybody else.
opening-second = Somebody else, if you like
opening-third = And somebody else
opening-name = Name
opening-office = Office
opening-way = How they get in
opening-way-mail = By mail, with a link
opening-way-link = I hand the links over myself
opening-way-hint = Whoever is known here already always gets a mail, and keeps their password
opening-name-empty = Enter the name
opening-twice = That address stands here already. Name somebody else, or leave it empty
opening-slug-taken = That address is taken. Choose another
opening-code-taken = Those letters are taken. Choose others
# $exchange (String) - its name
opening-done = { $exchange } is open
opening-done-lede = It stands on the front page. Its committee gets in as follows.
# $email (String) - the address
opening-mailed = A mail with a link is on its way to { $email }. The link holds for seven days.
# $email (String) - the address
opening-known = Known here already as { $email }: a mail says so, and the password stays.
opening-hand-over = Give them this link. It is shown only now, holds for seven days, and lets them choose a password:
# $exchange (String) - its name
opening-mail-subject = You are asked to run { $exchange }
# $host (String) - who runs the installation
# $exchange (String) - its name
# $office (String) - which office
opening-mail-lead = { $host } has opened the exchange { $exchange } and asks you to be of its committee. Your office: { $office }.
opening-mail-first = The first thing to do is to look at the rules, and to tell your neighbours where to join.
opening-mail-new-ask = Choose a password to begin. The link holds for seven days:
opening-mail-known-ask = Sign in with the password that you have here:
# $host (String) - who runs the installation
opening-mail-after = If you do not know { $host }, you need do nothing: without this mail nobody gets in under your address.

host-suspended = Suspended
host-archived = Archived
hold-state = It is
hold-how = How it is doing
hold-title = What you can do
hold-suspend = Suspend
hold-archive = Archive
hold-lift = Open again
hold-suspend-means = Suspended, it can be read by its members, signed in to and exported, and nothing can be entered: no payments, no decisions, nobody joins. Members read your reason at the head of every page.
hold-archive-means = Archived, it can be read and nothing is entered any more. It needs every account with a partner to stand at zero, or its agreement to have ended. You can open it again.
hold-lift-means = Opened again, everything can be entered as before.
hold-why = Why
hold-reason = Why you do it
hold-reason-hint = Its members read this, and it stands in the exchange’s journal
hold-public = Its public page
hold-not-now = That cannot be done as the exchange stands now
# $partners (String) - names of exchanges
hold-owes = Something stands open between it and { $partners }. Let the committees settle it or end the agreement first

ask-title = Ask for an exchange
ask-lede = Does your town, street or circle want an exchange of its own? Tell whoever runs this installation, and they open one for you.
ask-community = Name of your community
ask-purpose = What it is for
ask-purpose-hint = Who you are, how many, what you would give one another
ask-email-hint = We send you a link there, which you open to send this off
ask-send = Send me the link
ask-community-empty = Enter the name of your community
ask-place-empty = Enter where it is
ask-purpose-empty = Say what it is for
ask-sent-title = Look into your mailbox
ask-sent = A mail with a link is on its way. Open the link to send off what you wrote; it holds for a day.
# $community (String) - the name of a community
ask-confirm = You ask for an exchange for { $community }.
ask-confirm-button = Send it off
ask-stands-title = Your wish is sent
ask-stands = Whoever runs this installation reads it and answers you by mail.
ask-over-title = This link is over
ask-over = It was used already, or more than a day has gone by. You can write again.
ask-waiting = Communities that ask for an exchange
# $day (String) - a day
ask-since = since { $day }
ask-who = Who asks
ask-open = Open it for them
ask-decline-title = Or say no
ask-decline-reason = What you write to them
ask-decline-hint = It goes to them by mail as it is
ask-decline = Decline
ask-front = Your community is not here?
wish-mail-subject = Send off your wish for an exchange
wish-mail-lead = Somebody, you we hope, asked here for an exchange and gave this address.
wish-mail-ask = Open this link to send it off. It holds for a day:
wish-mail-button = Send it off
wish-mail-after = If it was not you, you need do nothing: nobody reads it, and it is gone after a day.
# $community (String) - the name of a community
wish-mail-declined-subject = Your wish for an exchange for { $community }
# $community (String) - the name of a community
wish-mail-declined = You asked for an exchange for { $community }. Whoever runs the installation does not open it.
# $why (String) - their words
wish-mail-declined-why = They write: { $why }

hold-most = Members
hold-most-label = How many there may be
hold-most-hint = 0 for any number. Whoever is here stays; nobody is added or admitted beyond it
hold-most-set = Set the number
hold-most-wrong = Enter a whole number up to a million, or 0
glass-link = Break the glass
# $exchange (String) - which
glass-title = Break the glass of { $exchange }
glass-lede = You do not see the members’ balances, entries and cases of an exchange. If something has to be looked into, you can, for one hour: you read what its auditor reads, and change nothing. Its committee is told at once, with your name and the reason, and it stands in its record.
glass-reason-hint = The committee and the members read it
glass-button = Break the glass for an hour
# $time (String) - until when
glass-open = The glass is broken until { $time }. You may look at:
# $time (String) - until when
glass-band = You look in for the installation until { $time }. You can read and change nothing.
chair-host-asks = Exchanges that ask for an interim chair
chair-host-link = Interim chair
# $exchange (String) - which
chair-of = An interim chair for { $exchange }
# $days (Number) - how many
chair-publish-lede = Where nobody who governs is left, the auditor or five members ask for somebody. When you publish it, every member is told. It holds after { $days } days unless enough of them object.
chair-nobody-asks = Nobody asks for one
chair-whom = Whom do they ask for?
chair-publish-button = Publish it to the members
chair-not-now = This cannot be published now: look again how it stands.
# $community (String) - for whom an exchange is asked
wish-mail-waits-subject = Somebody asks for an exchange: { $community }
# $name (String) - who asks
# $community (String) - for whom
wish-mail-waits = { $name } asks you for an exchange for { $community }.
wish-mail-waits-ask = Read what they write, and open it or say no:
wish-mail-waits-button = Who asks
