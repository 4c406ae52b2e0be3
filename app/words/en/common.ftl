language-name = English
app-name = Manyhands
sign-in = Sign in
