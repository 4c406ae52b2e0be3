sign-in-says = Entra en tu red con tu correo, o con el código de tu cuenta, y tu contraseña.
sign-in-email = Correo electrónico
sign-in-known-by = Correo electrónico o código de cuenta
sign-in-known-by-hint = Sin correo, escribe el código de tu cuenta, como RIVR0042
sign-in-known-by-wrong = Escribe un correo, como nombre@example.org, o el código de una cuenta, como RIVR0042
sign-in-password = Contraseña
sign-in-wrong = El correo, el código de cuenta o la contraseña no son correctos
sign-in-kept = Tu sesión había terminado antes del envío, así que no se ha hecho nada. Lo que rellenaste se conserva en esta página: entra y podrás enviarlo tal como estaba.
sign-in-go-on-title = Ya has entrado
sign-in-go-on = Lo que rellenaste antes todavía no se ha enviado. «Seguir» lo envía tal como estaba, una sola vez.
sign-in-go-on-button = Seguir
sign-in-leave = No enviarlo
sign-in-look-member = Mirar como { $name }, miembro
sign-in-look-chair = Mirar como { $name }, presidencia
sign-in-look-treasurer = Mirar como { $name }, tesorería
sign-in-look-membership = Mirar como { $name }, que recibe a los nuevos
sign-in-look-host = Mirar como { $name }, que aloja la instalación
sign-in-look-title = Mirar como alguien de aquí
sign-in-look-hint = Esto es una demostración. Sus personas son inventadas y nada de lo que hagas aquí perjudica a nadie.

me-title = Tú
me-exchanges = Tus redes
me-none = Todavía no eres miembro de ninguna red.
me-details = Nombre e idioma
me-name = Nombre
me-name-hint = Con él te saludan los correos. Los demás miembros ven el nombre de «Cambiar cómo te ven los demás».
me-name-empty = Escribe tu nombre
me-language = Idioma
me-save = Guardar
me-signing-in = Cómo entras
me-email-none = ninguno
me-mailbox = ninguno; los correos van a { $mailbox }
me-password-kept = Solo la conoces tú
me-devices = Dispositivos
me-devices-count = { $count ->
    [one] Has entrado en { $count } dispositivo
   *[other] Has entrado en { $count } dispositivos
  }
me-look = Ver
me-password = Cambiar la contraseña
me-password-now = Tu contraseña actual
me-password-new = Contraseña nueva
me-password-hint = Al menos 15 caracteres; una frase corta es fácil de recordar y difícil de adivinar
me-password-wrong = Esa no es tu contraseña actual
me-password-short = Usa al menos 15 caracteres
me-password-long = Usa como mucho 256 caracteres
me-password-easy = Es demasiado fácil de adivinar. Elige otra
me-password-change = Cambiar la contraseña
me-password-lede = Aquí sigues dentro; se cierran tus demás sesiones.
phrase-offer = Puedes usar estas cinco palabras. Se acaban de elegir al azar para ti; apúntalas o cópialas.
phrase-again = Otras cinco palabras

sessions-title = Dónde has entrado
sessions-lede = Cada uno de estos navegadores puede actuar en tu nombre. Cierra la sesión del que no conozcas y después cambia la contraseña.
sessions-line = Dentro desde el { $day }; última vez: { $ago }
sessions-here = Este
sessions-end = Cerrar esa sesión
sessions-end-others = Cerrar todas las demás
sessions-alone = Solo has entrado aquí.
device-on = { $browser } en { $system }
device-unknown = Un navegador que no dice cuál es
ago-now = en la última hora
ago-hours = { $hours ->
    [one] hace una hora
   *[other] hace { $hours } horas
  }
ago-days = { $days ->
    [one] hace un día
   *[other] hace { $days } días
  }

email-title = Cambiar el correo electrónico
email-lede = Entras con él y allí llegan tus mensajes. Enviamos un enlace a la dirección nueva; hasta que lo abras, nada cambia.
email-now = Tu dirección actual:
email-new = Correo electrónico nuevo
email-same = Esa ya es tu dirección
email-button = Enviar el enlace
email-sent-title = Mira el correo de la dirección nueva
email-sent = Si { $address } se puede usar, allí llegará un mensaje con un enlace. El enlace vale durante una hora; hasta que lo abras, todo sigue igual.
email-confirm-title = Usar esta dirección
email-confirm = A partir de ahora, { $name } entra con { $address }, y allí llegan los mensajes.
email-confirm-button = Usar esta dirección
email-mail-subject = Confirma tu correo electrónico
email-mail-lead = Alguien, seguramente tú, quiere entrar con esta dirección.
email-mail-ask = Para ello, abre este enlace antes de una hora y pulsa el botón:
email-mail-after = Si no has sido tú, no hagas nada; la dirección no se usa.
mailbox-shared = Otra persona también lee esta dirección
mailbox-shared-hint = Tus correos van allí y dicen tu nombre; entras con el código de tu cuenta como antes. Si la dejas vacía y marcas esto, no va ningún correo.
mailbox-confirm = A partir de ahora, los correos para { $name } van a { $address }. Para entrar sirve el código de la cuenta como antes.
mailbox-mail-lead = Alguien, probablemente tú o quien lee tu correo contigo, quiere que los correos de una cuenta lleguen a esta dirección.
email-mail-taken-subject = Esta dirección ya se usa
email-mail-taken-lead = Alguien, seguramente tú, quiere entrar con esta dirección. Ya pertenece a una cuenta, así que nada ha cambiado.
email-mail-taken-ask = Puedes entrar con esta dirección. Si no sabes la contraseña, pon una nueva:
email-mail-asked-subject = Tu correo electrónico puede cambiar
email-mail-asked-lead = Alguien, seguramente tú, ha pedido cambiar esta dirección por otra. Cambia en cuanto se abra el enlace que se ha enviado a la otra.
email-mail-asked-ask = Si no has sido tú, alguien sabe tu contraseña. Cámbiala ahora mismo:
email-mail-gone-subject = Tu correo electrónico ha cambiado
email-mail-gone-lead = Esta dirección se ha cambiado por otra, con la que entras a partir de ahora. Aquí ya no llegan más mensajes.
email-mail-gone-after = Si no has sido tú, avisa enseguida a tu comité o a quien aloja la instalación.
password-mail-subject = Tu contraseña ha cambiado
password-mail-lead = La contraseña de esta dirección acaba de cambiar y las demás sesiones se han cerrado.
password-mail-ask = Si no has sido tú, pon una nueva ahora mismo:

reset-title = Poner una contraseña nueva
reset-lede = Dinos tu correo electrónico. Si lo conocemos, enseguida te llegará un mensaje con un enlace. El enlace vale durante una hora.
reset-send = Enviadme el enlace
reset-sent-title = Mira tu correo
reset-sent = Si conocemos esa dirección, te llegará un mensaje con un enlace. Puede tardar unos minutos; mira también en la carpeta de correo no deseado. Si no tienes correo, pregunta a tu comité.
reset-new-lede = Elige una contraseña que no uses en ningún otro sitio.
reset-set = Poner esta contraseña
reset-over-title = Ese enlace ya no vale
reset-over = Ya se usó o ha pasado su tiempo. Pide uno nuevo.
reset-forgot = ¿Has olvidado tu contraseña?
reset-mail-subject = Poner una contraseña nueva
reset-mail-lead = Alguien, seguramente tú, ha pedido poner una contraseña nueva para esta dirección.
reset-mail-ask = Para hacerlo, abre este enlace antes de una hora:
reset-mail-after = Si no has sido tú, no hagas nada; tu contraseña sigue igual.

paper-have = Tengo un código en papel
paper-use-title = Entrar con un código en papel
paper-use-lede = El comité te ha dado un papel con dos códigos. Escribe los dos y elige una contraseña tuya.
paper-account = Código de cuenta
paper-account-hint = Cuatro letras y un número, como RIVR0042
paper-code = Código del papel
paper-code-wrong = Un código en papel tiene ocho letras y cifras, como 4F7K-9QWZ
paper-not-good = Este código no es de esa cuenta o ya no vale: se usó, es demasiado antiguo o se probó demasiadas veces. Pide otro al comité.
paper-use-button = Poner la contraseña y entrar
paper-mail-instead = Tengo correo: enviadme un enlace
