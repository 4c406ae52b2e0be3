members-title = Miembros
members-search = Nombre, código, lugar o qué hace
members-none = Aquí no encontramos a nadie con «{ $typed }».
members-all = Ver a todo el mundo
members-count = { $count ->
    [one] { $count } miembro
   *[other] { $count } miembros
  }
member-code = Cuenta
member-area = Dónde
member-since = Miembro desde
member-trades = Intercambios
member-balance = Saldo
member-about = Sobre
member-pay = Pagar a { $name }

balances-title = Saldos
balances-work = Lo que espera al comité
balances-all = Todas las cuentas
balances-lede = Todas las cuentas de la red. Lo que unos deben es lo que otros han dado, así que la suma es siempre cero.
balances-caption = Cantidades en { $unit }
balances-caption-time = Cantidades en horas y minutos
balances-account = Cuenta
balances-name = Nombre
balances-state = Estado
balances-last = Último intercambio
balances-state-last = Estado, último intercambio
balances-balance = Saldo
balances-limits = Límites
balances-lowest = Mínimo permitido
balances-highest = Máximo permitido
balances-sum = Suma de todas las cuentas
balances-sum-found = { $found ->
    [one] Suma de { $found } cuenta
   *[other] Suma de { $found } cuentas
  }
balances-beyond = Cuentas fuera de un límite
balances-close = Cuentas cerca de un límite
balances-never = Miembros que aún no han intercambiado
balances-proposals = Propuestas de otras redes por responder
balances-is-beyond = Fuera del límite
balances-is-close = Cerca del límite
balances-no-trade = sin intercambios aún
balances-none = Ahora no hay ninguna cuenta así.
state-active = activo
state-suspended = suspendido
state-left = se fue
state-holiday = de vacaciones
state-holiday-until = de vacaciones hasta el { $day }
state-leaving = se va
state-leaving-until = se va hasta el { $day }
state-deceased = ha fallecido
common-account = Cuenta común
common-statement = La cuenta común
common-pay = Pagar desde la cuenta común
holder-exchange = de la red
holder-partner = red asociada

members-sort-name = Nombre
members-sort-newest = Última incorporación
balances-search = Cuenta o nombre
balances-sort-lowest = Saldo más bajo
balances-sort-highest = Saldo más alto
add-title = Añadir un miembro
add-limits = Un miembro nuevo puede deber hasta { $owe } y tener hasta { $hold }.
add-name = Nombre
add-kind = Tipo
add-kind-person = Una persona
add-kind-household = Un hogar
add-kind-business = Una empresa
add-kind-organisation = Una organización
add-email = Correo (puede quedar vacío)
add-email-hint = Recibe un enlace para entrar. Sin correo, puedes darle después un código en papel.
add-area = Dónde (pueblo, barrio)
add-about = Sobre el miembro
add-code = El código de cuenta se da ahora y queda con la cuenta para siempre.
add-button = Añadir el miembro
add-error-name = Escribe el nombre
add-error-kind = Elige qué tipo de miembro es
add-error-known = Alguien con este correo ya actúa por un miembro aquí
add-error-namesakes = { $count ->
    [one] { $who } ya es miembro. ¿Se trata de alguien distinto?
   *[other] { $who } ya son miembros. ¿Se trata de alguien distinto?
  }
add-another = Sí, es alguien distinto con el mismo nombre
add-mail-subject = Eres miembro de { $exchange }
add-mail-lead = { $officer }, del comité de { $exchange }, te ha añadido como miembro. El código de tu cuenta es { $code }.
add-mail-what = En { $exchange } los miembros hacen cosas unos por otros y las cuentan en { $unit } en vez de dinero. Se empieza en cero: lo que recibes baja tu saldo, lo que haces por otros lo sube.
add-mail-after = Si no conoces a { $officer } o no lo has pedido, no hagas nada: sin contraseña nadie puede usar la cuenta en tu nombre.
add-mail-new-ask = Pon tu contraseña aquí (el enlace vale una semana):
add-mail-known-ask = Entra con la contraseña que ya tienes:

member-phone = Teléfono
profile-lede = Esto es lo que ven de ti los demás miembros de { $exchange }. La gente de otras redes y quien no ha entrado no lo ven.
profile-title = Cómo te ven los demás
profile-title-of = Cómo ven los demás a { $name }
profile-lede-of = Lo corriges como parte del comité. Queda anotado con tu nombre, y { $name } puede leer lo que cambiaste.
profile-about = Sobre ti
profile-about-hint = Lo que te gusta hacer por los demás y la mejor manera de dar contigo. Con estas palabras te encuentran.
profile-phone = Teléfono (puede quedar vacío)
profile-phone-shown = Los miembros pueden ver el teléfono
profile-phone-hint = Sin la marca solo lo ve el comité.
profile-stale = Otra persona ha cambiado esto desde que abriste la página. Lo tuyo aún no está guardado
profile-stands = Así está ahora
profile-again = Lo que escribiste sigue abajo. Guarda otra vez y ocupará el lugar de esto.
profile-change = Cambiar cómo te ven los demás
profile-correct = Corregir nombre, lugar o teléfono
member-active-week = con movimiento esta semana
member-active-month = con movimiento en el último mes
member-active-in = último movimiento en { $month }
member-phone-hidden = solo lo ve el comité
member-paid-me = Te pagó por última vez
member-paid-by-me = Le pagaste por última vez
member-full = Quien aloja esta red permite { $most } miembros, y ya los hay. Pídele más sitio

paper-title = Código en papel
paper-more = { $name } tiene un cargo o está también en otra red. Ningún comité le hace códigos: entra con el enlace de un correo.
paper-lede = Para quien no lee correo o ha perdido la contraseña: le entregas un papel con dos códigos y elige una contraseña por su cuenta. Vale una vez, durante { $days } días.
paper-ends = El código que se hizo antes deja de valer. Que has hecho uno queda apuntado, y esa persona lo ve.
paper-whom = Para quién
paper-make = Hacer un código
paper-slip-title = Código en papel para { $name }
paper-slip-lede = Imprime esta página o cópiala a mano, y no se la des a nadie más.
paper-address = Abre esta dirección
paper-until = Vale hasta
paper-slip-how = Escribe allí los dos códigos y elige una contraseña. Desde entonces bastan el código de cuenta y esa contraseña para entrar.
paper-slip-once = Este código no se vuelve a mostrar. Si se pierde, haz otro.
paper-notice = { $officer } te ha hecho un código en papel con el que se puede poner una contraseña nueva ({ $exchange })
paper-mail-lead = Quien tenga el papel puede elegir una contraseña nueva para ti, una vez. Si no lo pediste, escribe al comité.
paper-mail-ask = Mira tu cuenta:
paper-mail-button = Ver la cuenta
add-invite = Quien tiene correo puede entrar por su cuenta: haz una invitación
