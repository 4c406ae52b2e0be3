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
setup-time = We count in hours and minutes
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
