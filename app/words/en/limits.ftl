limits-none = none
# $name (String) - whose account
limits-title = Limits of { $name }
limits-balance = Balance:
limits-change = Change the limits
# $name (String) - whose account
# $amount (String) - the most they may owe
limits-owe = { $name } can owe up to { $amount }.
# $name (String) - whose account
limits-owe-nothing = { $name } cannot owe anything: can only spend what was received.
# $name (String) - whose account
limits-owe-anything = { $name } can owe without limit.
# $name (String) - whose account
# $amount (String) - the most they may be owed
limits-hold = { $name } can hold up to { $amount }; payments beyond that are refused.
# $name (String) - whose account
limits-hold-nothing = { $name } cannot hold anything: can only be paid what is owed.
# $name (String) - whose account
limits-hold-anything = { $name } can hold without limit.
limits-min = May owe up to
limits-max = May hold up to
limits-warn-min = Warn when more is owed than
limits-warn-max = Warn when more is held than
# $unit (String) - the unit's plural
# $none (String) - the word for no limit
limits-hint = In { $unit }, without a sign. Write { $none } for no limit.
limits-warn-hint = Left empty: nine tenths of the limit. Beyond it payments still go through; both sides and the committee see it.
limits-reason = Reason
limits-reason-hint = The member is told it, and it stays with the change.
limits-at-once = The change holds at once, for the next payment. What was paid before stays as it is.
# $name (String) - whose account
limits-button = Set the limits of { $name }
limits-own = This is your own account. Nobody sets their own limits: ask another member of the committee.
limits-history = How they came about
# $min (String) - the most they may owe
# $max (String) - the most they may hold
limits-range = Owe up to { $min }, hold up to { $max }
limits-error-own = Nobody sets their own limits. Ask another member of the committee.
limits-error-warn = The warning must come before the limit
because-everybody = The exchange’s rule for every member
because-newcomer = The exchange’s rule for newcomers
because-grown = The exchange’s rule, with what has grown from providing to different members
because-by-hand = Set by the committee for this account
because-frozen = The committee froze the account: what is on it can be spent, nothing can be owed
why-everybody = This limit is the exchange’s rule for every member.
# $things (Number) - how many
why-things = { $things ->
    [one] { $things } thing
   *[other] { $things } things
  }
# $members (Number) - how many
why-members = { $members ->
    [one] { $members } member
   *[other] { $members } different members
  }
# $days (String) - how many days
# $things (String) - how many things
# $members (String) - to how many members
why-newcomer = This is a newcomer’s limit. It widens after { $days } as a member and providing { $things } to { $members }.
# $days (String) - how many days
why-newcomer-days = This is a newcomer’s limit. It widens after { $days } as a member.
# $things (String) - how many things
# $members (String) - to how many members
why-newcomer-things = This is a newcomer’s limit. It widens after providing { $things } to { $members }.
# $amount (String) - by how much
why-grown = { $amount } of this limit have grown from providing to different members.
# $day (String) - when
why-by-hand-day = The committee set this limit on { $day }.
# $day (String) - when
# $reason (String) - why
why-by-hand = The committee set this limit on { $day }. Why: { $reason }
# $day (String) - when
# $reason (String) - why
why-frozen = The committee froze this account on { $day }: what is on it can be spent, nothing can be owed. Why: { $reason }
limits-freeze = Freeze the account
limits-freeze-means = Frozen, an account owes nothing more: only what is on it can be spent. It can always be paid.
limits-lift = Lift the freeze
limits-lift-means = Then the limits are again what they would be without the freeze.
limits-to-rule = Back to the exchange’s rule
limits-to-rule-means = What was set for this account alone is forgotten; from then on its limits follow the rules.
limits-error-course = That is so already
limits-error-frozen = The account is frozen. Lift the freeze first
because-class = The limits of the member’s class
# $class (String) - its name
why-class = This limit is the one of the class “{ $class }”.
classes-title = Classes of member
classes-lede = Members of a class have its limits instead of everybody’s. What the committee sets for one member alone goes before it.
classes-none = There are no classes: the same limits hold for every member.
# $members (Number) - how many it has
classes-members = { $members ->
    [one] { $members } member
   *[other] { $members } members
  }
classes-new = A new class
classes-change = Change a class
classes-at-once = It holds at once for everybody in the class, and they are told.
classes-own = You are in this class. Nobody sets their own limits: ask another member of the committee.
classes-taken = There is a class of that name
limits-class = Class of member
limits-class-none = None
limits-class-button = Choose the class
limits-class-means = In a class, the limits are those of the class, unless something is set for this account alone.
limits-classes = Classes of member
limits-course-second = What lets them owe or hold more waits until another officer has confirmed it. Anything else holds at once, for the next payment.
limits-waiting = A change of this waits for a second officer. See it
classes-course-second = What lets members of it owe or hold more waits until another officer has confirmed it. Anything else holds at once.
# $days (Number) - how many
classes-course-alone = What lets members of it owe or hold more is announced, since nobody else can confirm it, and holds after { $days } days unless enough members object.
classes-delete = Delete this class
classes-delete-what = Nobody is in it. What was decided about it stays in the record.
classes-peopled = Somebody is in this class by now: give them another one first, or none.
