language-name = Español
app-name = Manyhands
sign-in = Entrar
