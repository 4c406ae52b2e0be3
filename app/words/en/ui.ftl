ui-committee = Committee
ui-partners = Partners
ui-add-member = Add a member
ui-settings = Settings
ui-pages = Pages
ui-earlier = Earlier
ui-later = Later
ui-nothing-waits = Nothing waits for you.
list-find = Find
list-show = Which
list-sort = Order by
# $name (String) - the line at the edge of this page
list-before = before { $name }
# $name (String) - the line at the edge of this page
list-after = after { $name }
# $head (String) - head of a column
csv-minutes = { $head } (minutes)
ui-done = (done)
# $balance (String) - the balance
# $min (String) - the lowest allowed
# $max (String) - the highest allowed
gauge-between = { $balance }; from { $min } to { $max } is allowed
# $balance (String) - the balance
# $min (String) - the lowest allowed
gauge-from = { $balance }; from { $min } upward is allowed
# $balance (String) - the balance
# $max (String) - the highest allowed
gauge-up-to = { $balance }; up to { $max } is allowed
# $balance (String) - the balance
gauge-open = { $balance }; without limits
