sign-in-email = Correo electrónico
sign-in-password = Contraseña
sign-in-wrong = El correo o la contraseña no son correctos

me-title = Tú
me-exchanges = Tus redes
me-none = Todavía no eres miembro de ninguna red.
me-details = Nombre e idioma
me-name = Nombre
me-name-empty = Escribe tu nombre
me-language = Idioma
me-save = Guardar
me-password = Cambiar la contraseña
me-password-now = Tu contraseña actual
me-password-new = Contraseña nueva
me-password-hint = Al menos 15 caracteres; una frase corta es fácil de recordar y difícil de adivinar
me-password-wrong = Esa no es tu contraseña actual
me-password-short = Usa al menos 15 caracteres
me-password-long = Usa como mucho 256 caracteres
me-password-easy = Es demasiado fácil de adivinar. Elige otra
me-password-change = Cambiar la contraseña

reset-title = Poner una contraseña nueva
reset-lede = Dinos tu correo electrónico. Si lo conocemos, enseguida te llegará un mensaje con un enlace. El enlace vale durante una hora.
reset-send = Enviadme el enlace
reset-email-empty = Escribe tu correo electrónico
reset-sent-title = Mira tu correo
reset-sent = Si conocemos esa dirección, te llegará un mensaje con un enlace. Puede tardar unos minutos; mira también en la carpeta de correo no deseado. Si no tienes correo, pregunta a tu comité.
reset-new-lede = Elige una contraseña que no uses en ningún otro sitio.
reset-set = Poner esta contraseña
reset-over-title = Ese enlace ya no vale
reset-over = Ya se usó o ha pasado su tiempo. Pide uno nuevo.
reset-forgot = ¿Has olvidado tu contraseña?
reset-mail-subject = Poner una contraseña nueva
reset-mail-body =
    Alguien, seguramente tú, ha pedido poner una contraseña nueva para esta dirección.

    Para hacerlo, abre este enlace antes de una hora:
    { $link }

    Si no has sido tú, no hagas nada; tu contraseña sigue igual.
