# $name (String) - the member
erase-title = Erase { $name }
erase-link = Erase name and words
erase-goes = What goes
erase-goes-profile = Name, place, phone and what they say of themselves. Wherever the name stood, the code stands.
erase-goes-words = What they typed when they applied, what they objected, the reasons of acts about them, and what was written on payments between them and the exchange itself.
erase-goes-told = What they were told, mails to them, links, codes and invitations.
erase-goes-person = Whoever acted for this member alone, in no other exchange: their e-mail address, name and password too.
erase-stays = What stays
erase-stays-books = Every amount, every balance and every day. No statement of anybody else changes but for the name.
erase-stays-words = What was written on payments between them and others: it stands on the statements of the others too.
erase-stays-acts = That the committee decided something, and when.
erase-reason-hint = It stays in the record: without the name.
erase-named = Leave the name out: the reason stays
erase-understood = I know that nobody can take this back
erase-not-understood = Tick that you know that nobody can take it back
# $code (String) - account code
erase-button = Erase { $code }
erase-already = They were erased. Whoever comes back applies anew and gets another code.
# $state (String) - what they are now
erase-member = Only somebody who has left or has died can be erased: with their account at zero, and once nobody can object to a payment any more. Now: { $state }. Change that first, then settle what is left.
erase-balance = The account is not at zero: move what is left first.
erase-applies = They have applied to be let in again: decide that first.
# $day (String) - the first day
erase-not-before = It can be done from { $day } on: until then something can be objected to.
act-erased = Erased name and words
decisions-erased = Name and words erased
settings-erase = Erase who has left after so many days
settings-erase-hint = Name, words and addresses of whoever has left or has died go by themselves after so many days, at zero. 0: only by decision.
erase-me-title = Erase all about me
erase-me-link = Erase all about me
erase-me-goes = Your name, e-mail address and password, and what you said of yourself in every exchange. You cannot sign in any more.
erase-me-button = Erase all about me
erase-me-host = You run this installation: whoever does cannot be erased.
erase-me-applies = You have applied to be let in somewhere: take that back first.
# $exchange (String) - name of the exchange
erase-me-member = You are a member of { $exchange }. It can be done once all your memberships have ended.
erase-me-done = All about you is erased. What is kept are codes and amounts in the books.
# $exchange (String) - name of the exchange
erased-notice = A former member of { $exchange } was erased
# $exchange (String) - name of the exchange
erased-mail-lead = Name and words of a former member of { $exchange } were erased. The books stay as they are.
erase-me-goes-words = What you typed when you applied, what you objected, the reasons of acts about you, and what was written on payments between you and an exchange itself.
erase-me-goes-told = What you were told, mails to you, links, codes and invitations.
erase-me-stays-words = What was written on payments between you and others: it stands on their statements too.
