members-title = Miembros
members-search = Nombre o código
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
balances-sum = Suma de todas las cuentas
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

members-sort-name = Por nombre
members-sort-newest = Primero quien entró al final
balances-search = Cuenta o nombre
balances-sort-code = Por cuenta
balances-sort-name = Por nombre
balances-sort-lowest = Primero el saldo más bajo
