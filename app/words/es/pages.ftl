front-title = Comunidades que comercian entre sí
front-lede = En cada una de estas redes, los vecinos se dan crédito sin intereses. Todos los saldos empiezan en cero; lo que uno paga, otro lo recibe; y cada comunidad pone sus propios límites.
front-exchanges = Redes de esta instalación
front-none = Aquí todavía no hay ninguna red. Quien aloja la instalación crea la primera con el enlace que apareció al arrancarla.
front-members = { $count ->
    [one] { $count } miembro
   *[other] { $count } miembros
  }
front-unit = Cuenta en { $unit }
front-unit-time = Cuenta en horas y minutos
front-yours = Tu cuenta aquí

public-about = Sobre esta red
public-join = Cómo entrar
public-join-how = Pregunta a un miembro que conozcas o al comité. Te pueden añadir en un minuto, con o sin correo electrónico.

home-title = Hola, { $name }
home-balance = Tu saldo
home-room = Puedes gastar { $room } más antes de llegar a tu límite de { $limit }.
home-room-open = Puedes gastar sin límite.
home-no-room = Has llegado a tu límite. Lo que ganes te traerá de vuelta.
home-room-up = Puedes recibir { $room } antes de llegar a tu límite superior.
home-last = Últimos movimientos
home-nothing = Todavía no ha pasado nada en tu cuenta. Paga a alguien o cuenta lo que sabes hacer.
home-all = Todos los movimientos

statement-title = Movimientos de { $month }
statement-caption = Movimientos en el orden en que se anotaron, en { $unit }
statement-caption-time = Movimientos en el orden en que se anotaron, en horas y minutos
statement-opening = Saldo inicial
statement-closing = Saldo final
statement-day = Día
statement-who = Con quién y por qué
statement-amount = Cantidad
statement-after = Saldo
statement-none = En este mes no se anotó nada.
statement-months = Otros meses
statement-parts = Otras líneas de este mes
statement-brought = Saldo anterior
statement-carried = Suma y sigue
statement-title-of = Movimientos de { $name } en { $month }
statement-on-behalf = Lo anotó { $clerk }, del comité, en nombre de quien paga
statement-waived = El comité permitió que pasara los límites
statement-notes = Notas
statement-on-behalf-short = en su nombre
statement-waived-short = fuera de límites
statement-reverses-short = deshace { $id }
statement-csv = Para una hoja de cálculo (CSV)

members-title = Miembros
members-search = Nombre o código
members-find = Buscar
members-none = Aquí nadie se llama «{ $typed }».
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
balances-balance = Saldo
balances-limits = Límites
balances-lowest = Mínimo permitido
balances-highest = Máximo permitido
balances-sum = Suma
balances-beyond = Cuentas fuera de un límite
balances-close = Cuentas cerca de un límite
balances-never = Miembros que aún no han intercambiado
balances-proposals = Propuestas de otras redes por responder
balances-is-beyond = Fuera del límite
balances-is-close = Cerca del límite
balances-no-trade = aún ninguno
balances-none = Ahora no hay ninguna cuenta así.
state-applied = espera admisión
state-active = activo
state-suspended = suspendido
state-left = se fue
holder-exchange = de la red
holder-partner = red amiga
