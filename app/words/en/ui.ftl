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
list-sort = In which order
# $name (String) - the line at the edge of this page
list-before = before { $name }
# $name (String) - the line at the edge of this page
list-after = after { $name }
# $head (String) - head of a column
csv-minutes = { $head } (minutes)
ui-done = (done)
