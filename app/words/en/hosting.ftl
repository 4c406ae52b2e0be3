front-title = Communities that trade with one another
front-lede = In each of these exchanges, neighbours give one another interest-free credit. Every balance starts at zero; what one pays, another receives; and each community sets its own limits.
front-exchanges = Exchanges here
front-none = There is no exchange here yet. Whoever runs this installation makes the first one with the link that was printed when it started.
# $count (Number) - number of members
front-members = { $count ->
    [one] { $count } member
   *[other] { $count } members
  }
# $unit (String) - plural name of the unit
front-unit = Counts in { $unit }
front-unit-time = Counts in hours and minutes
front-yours = Your account here

public-about = About this exchange
public-join = How to join
public-join-how = Ask a member you know, or the committee. They can add you in a minute, with or without an e-mail address.
