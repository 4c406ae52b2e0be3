nav-market = Market
market-name = Market
market-lede = What your neighbours offer, and what they look for.
# $exchange (String) - its name
market-lede-stranger = What members of { $exchange } offer and look for.
market-offer = Offer
market-want = Wanted
market-offers = Offers
market-wants = Wanted
market-kind-all = Everything
market-category-all = All categories
market-search = What do you need?
# $count (Number) - how many
market-count = { $count ->
    [0] Nothing here
    [one] One listing
   *[other] { $count } listings
  }
market-none = Nothing is offered here yet
# $typed (String) - what was looked for
market-none-of = Nobody offers or looks for “{ $typed }” yet
# $typed (String) - what was looked for
market-post-want = Say that you look for “{ $typed }”
market-all = Show everything
market-new-offer = Offer something
market-new-want = Look for something
market-change-offer = Change an offer
market-change-want = Change what you look for
market-own = My offers and wants
market-own-none = You offer nothing yet
market-own-none-how = Everybody can do something: bake, carry, listen, lend. Neighbours come to those who say so.
market-kind = Do you offer something, or look for it?
market-kind-offer = I offer something
market-kind-want = I look for something
market-title = What is it?
market-title-hint = In a few words, as one would look for it: “Bicycle repairs at your door”.
market-title-empty = Say in a few words what it is
market-text = More about it
market-text-hint = What is in it, when, how to arrange it. An empty line begins a new paragraph; *stars* make words stand out; a hyphen before each line makes a list.
market-category = Category
market-category-none = Anything else
market-price = What does it cost?
market-price-open = To be agreed
# $units (String) - the exchange's unit, several of it
market-price-whole = So many { $units } for the whole
# $units (String) - the exchange's unit, several of it
market-price-per-hour = So many { $units } an hour
# $amount (String) - with its unit
market-price-hour = { $amount } an hour
market-price-amount = Choose above what the amount is for, or leave it empty
market-amount = How much
# $units (String) - the exchange's unit, several of it
market-amount-hint = In { $units }. Leave it empty if it is to be agreed.
market-area-hint = As roughly as you like: everybody who finds this reads it.
market-reach = Who may find it?
market-reach-own = Members of this exchange
market-reach-partners = Members here and of partner exchanges
market-reach-everybody = Everybody, also who is no member
market-preview = Show me how it will look
market-save = Save
market-publish-offer = Publish this offer
market-publish-want = Publish what you look for
market-pause = Take it off for a while
market-renew = Publish it again
market-finish-offer = I do not offer it any more
market-finish-want = I have found it
market-discard = Throw it away
market-let = Let it be seen
market-keep = Keep it as it is
market-remove = Take it off the market
market-change = Change it
market-is-draft = This is how others will see it. Nobody sees it yet: publish it when it is right.
market-is-waiting = It waits: the committee looks at it before others see it.
market-is-live = It is on the market.
market-is-over = Its time is over, and nobody sees it any more. Publish it again if you still mean it.
market-is-paused = You have taken it off for a while: nobody sees it.
market-is-done = It is done, and nobody sees it any more.
market-is-removed = The committee has taken it off the market. If you change it, the committee looks at it again.
market-state = State
market-state-draft = Draft
market-state-waiting = Waits for the committee
market-state-live = On the market
market-state-over = Its time is over
market-state-paused = Taken off for a while
market-state-done = Done
market-state-removed = Taken off by the committee
market-whose = Who
market-since = Since
market-until = Until
# $day (String) - the last day
market-until-day = until { $day }
market-want-how = Can you help? Call them, or speak to them at the next meeting; whoever helps is paid by them.
# $exchange (String) - its name
market-stranger = Members of { $exchange } see who this is, and can pay them.
market-changed-meanwhile = Somebody has changed it meanwhile. Below is what you typed; what stands now is on its page.
market-not-so = That cannot be done with it as it is now.
market-report = Something is wrong with it
# $title (String) - of the listing
market-report-lede = Tell the committee what is wrong with “{ $title }”. Whose it is will not learn that it was you.
market-report-reason = What is wrong?
market-report-button = Tell the committee
market-reported = The committee has been told
market-reported-lede = It looks at it, and decides whether it stays. You need not do anything more.
market-reports = What members say
market-decide = Decide about it
market-decide-reason = Why
market-decide-hint = Whose it is reads this.
market-categories = Categories of the market
market-categories-lede = In which order, and under which names, members find what is offered and looked for.
market-categories-list = Categories
market-categories-hint = A line each. What begins with a hyphen belongs to the last one above it without. A category that you leave out takes no listing with it: it stands under “Anything else” then.
market-category-empty = A line has no name
# $name (String) - as it was typed
market-category-long = “{ $name }” is too long: 60 characters at most
# $name (String) - as it was typed
market-category-below = “{ $name }” belongs to nothing: begin with a line without hyphen
# $name (String) - as it was typed
market-category-twice = “{ $name }” stands here twice
# $most (Number) - how many
market-category-many = There may be { $most } categories at most
market-categories-seen = Somebody has changed the list meanwhile. Below is what you typed; look at what stands now, and send it again.
market-renewed = It is on the market again
# $title (String) - of the listing
market-renew-title = Publish “{ $title }” again?
# $day (String) - the last day then
market-renew-lede = It will be on the market until { $day }.
market-renew-over = This link is not good any more
market-renew-over-how = Sign in and look at your offers and wants: there you can publish it again.
settings-offer-months = Months that an offer stays on the market
settings-want-months = Months that a want stays on the market
settings-months-hint = Then it is taken off unless its member publishes it again; a mail asks a week before.
settings-moderation = When the committee looks at offers and wants
market-moderation-after = When somebody reports one
market-moderation-first = Before a member’s first one is seen
market-moderation-before = Before each one is seen
settings-reach = How far offers and wants may reach
settings-reach-hint = Each member chooses for each of theirs, up to this.
settings-public-names = Strangers read whose an offer is
settings-public-names-hint = Only of what may be found by everybody. Phone numbers are shown to members alone.
subject-market = Market
subject-market-lede = How long offers and wants stay, who looks at them before they are seen, and who may find them.
right-keep-market = Look after offers and wants
act-listing = Decided about an offer or a want
act-categories = Changed the categories of the market
work-listings = Offers and wants to look at
work-listings-new = Waits to be seen
work-listings-reported = Was reported
notices-kind-listing-ends = An offer or a want of mine ends, or the committee decided about it
# $title (String) - of the listing
# $day (String) - its last day
listing-ends-notice = “{ $title }” is on the market until { $day }
# $title (String) - of the listing
# $exchange (String) - its name
# $day (String) - its last day
listing-ends-lead = “{ $title }” is on the market of { $exchange } until { $day }. After that nobody finds it.
listing-ends-ask = If you still mean it, publish it again with one click:
listing-ends-button = Publish it again
# $exchange (String) - its name
listing-decided-notice = { $exchange } decided about an offer or a want of yours
# $clerk (String) - who decided
# $exchange (String) - its name
listing-allowed-lead = { $clerk } looked at an offer or a want of yours in { $exchange } and lets it be seen.
# $clerk (String) - who decided
# $exchange (String) - its name
listing-removed-lead = { $clerk } has taken an offer or a want of yours off the market of { $exchange }.
listing-decided-ask = Look at it, and change it if you like:
listing-decided-button = My offers and wants
member-offers = Offers
member-wants = Looks for
market-starters =
    Food: Bread and cakes; Vegetables and fruit; Preserves; Meals
    Home and garden: Gardening; Repairs; Cleaning; Tools to borrow
    Transport: Lifts; Carrying things; Bicycles
    Learning: Languages; Music; Computers and phones; School
    Care: Children; Company and errands; Animals; Health
    Clothes and crafts: Sewing; Things made by hand
    Second hand
market-starters-business =
    Food and catering: Wholesale; Meals and events
    Building and repairs: Trades; Materials; Machines
    Offices and rooms: Rooms; Equipment; Cleaning
    Print and design: Printing; Design; Photographs
    Computers: Hardware; Programs; Support
    Transport: Deliveries; Vehicles; Storage
    Advice: Accounts and tax; Law; Training
    Surplus stock
right-see-work = See what waits for the committee
market-decide-own = It is your own: another officer decides about it
