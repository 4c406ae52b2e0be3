holiday-title = Vacaciones
holiday-title-of = Vacaciones de { $name }
holiday-means = Mientras estás de vacaciones los demás lo ven junto a tu nombre, para que nadie espere tu respuesta. Puedes pagar y cobrar como siempre.
holiday-means-of = Mientras { $name } está de vacaciones los demás lo ven junto al nombre, para que nadie espere respuesta. Puede pagar y cobrar como siempre.
holiday-is = Estás { $away }.
holiday-is-of = { $name } está { $away }.
holiday-end = Ya he vuelto
holiday-end-of = { $name } ya ha vuelto
holiday-go = Irme de vacaciones
holiday-change = Cambiar el último día
holiday-change-link = Volver, o cambiar el día
holiday-link = Irse de vacaciones o volver
holiday-until = Último día (puede quedar vacío)
holiday-until-hint = Al día siguiente vuelves automáticamente. Sin día, hasta que vuelvas aquí.
holiday-error-day = Escribe un día del { $first } al { $last }, o ninguno
holiday-error-back = Ya has vuelto
state-error-is = Ahora no es posible. Estado: { $state }
state-error-already = Ya es así
state-title = Estado de { $name }
state-change = Suspender, o cambiar el estado
state-own = Sobre tu propia pertenencia debe decidir otra persona del comité.
state-nothing = Ahora no hay nada que decidir aquí.
state-reason-hint = El miembro lo lee, y queda en el diario.
state-suspend = Suspender
state-suspend-means = Suspendido: ya no puede pagar, pero sí cobrar, para que una deuda pueda bajar; entra y lee; mientras tanto no ocupa ningún cargo. Se le dice por qué, y puede preguntar al comité.
state-lift = Dejar que participe otra vez
state-lift-means = El miembro puede pagar otra vez como antes, y se le avisa.
state-is-suspended = Tu cuenta está suspendida: ahora no puedes pagar. Aún puedes cobrar y leerlo todo.
state-is-suspended-of = { $name } está suspendido: ahora no puede pagar. Aún puede cobrar.
state-ask = Preguntar al comité
act-state = Cambió el estado
decisions-state = Estado
state-notice = Tu pertenencia a { $exchange }: { $state }
state-mail-lead = { $clerk }, del comité de { $exchange }, ha cambiado el estado de { $member } ({ $code }).
state-mail-lead-day = Ha llegado un día para { $member } ({ $code }) en { $exchange }.
state-mail-ask = Mira cómo está tu cuenta, y a quién puedes preguntar:

leave-title = Dejar { $exchange }
leave-title-of = { $name } quiere irse
leave-link = Irse de la red
leave-means-zero = Desde entonces el saldo solo se mueve hacia cero: quien debe puede cobrar hasta no deber nada, quien tiene saldo a favor puede gastarlo.
leave-means-days = { $days ->
    [one] Hay un día para ello, hasta el { $day }. Un plan dice lo que hace falta.
   *[other] Hay { $days } días para ello, hasta el { $day }. Un plan dice lo que hace falta.
  }
leave-means-end = La pertenencia termina por sí sola en cero, { $days } días después del último pago: hasta entonces se puede reclamar.
leave-means-rest = Sobre lo que quede el último día decide el comité.
leave-means-name = El nombre queda en los extractos de los demás, y el código no se da a nadie más. Hasta que termine, es posible quedarse, con los límites de antes.
leave-button = Irme
leave-stay = Quedarse al final
leave-is = Saliendo hasta el { $day }. El saldo ahora solo se mueve hacia cero.
leave-plan-title = Plan para irse
leave-plan-balance = El saldo es { $balance }.
leave-plan-debt = { $weeks ->
    [one] Para llegar a cero hay que ganar { $amount } hasta el { $day }: { $each } en una semana.
   *[other] Para llegar a cero hay que ganar { $amount } hasta el { $day }: unos { $each } en cada una de { $weeks } semanas.
  }
leave-plan-debt-how = Ofrece lo que sabes hacer y díselo a estas personas: saben quién busca qué. Quien quiera ayudar también puede pagarte algo sin nada a cambio.
leave-plan-credit = { $weeks ->
    [one] Para llegar a cero hay que gastar { $amount } hasta el { $day }: { $each } en una semana.
   *[other] Para llegar a cero hay que gastar { $amount } hasta el { $day }: unos { $each } en cada una de { $weeks } semanas.
  }
leave-plan-credit-how = Pide lo que te sea útil, o regálalo, a alguien o a la cuenta común.
leave-plan-zero = Si no se anota nada más, la pertenencia termina por sí sola el { $day }.
leave-plan-over = El último día fue el { $day }. El comité decide sobre lo que queda.
leave-plan-help = Quién puede ayudar
limits-error-bound = Quien se va o se ha ido no tiene otros límites: su saldo solo se mueve hacia cero
heir-fund = Fondo
heir-remainders = Restos
remainder-title = Lo que queda de { $name }
remainder-link = Trasladar lo que queda
remainder-goes = El saldo es { $balance }. Pasa a { $heir } ({ $code }), una cuenta de la propia red: la cuenta del miembro llega a cero y la suma de todas sigue siendo cero.
remainder-nothing = El saldo es { $balance }. No hay nada que trasladar.
remainder-means = Queda anotado con tu nombre y el motivo, y las dos cuentas lo muestran. Quien vuelve encuentra otra vez la deuda perdonada.
remainder-not-before = Se puede trasladar desde el { $day }.
remainder-button = Trasladar { $amount }
remainder-error = Ahora no se puede trasladar: mira otra vez cómo está
act-remainder = Trasladó lo que quedaba
state-die = Anotar un fallecimiento
state-die-means = Ha fallecido: desde hoy no recibe correos; la cuenta ni paga ni cobra; no está en la lista de miembros. Una deuda puede pasar a los restos por decisión, el saldo a favor espera 90 días.
state-return = Admitir de nuevo
state-return-means = Vuelve con el código de antes y los límites de un miembro nuevo. La deuda perdonada vuelve a contar.
shift-title = Por qué el lado de los miembros no está en cero
shift-lede = Todas las cuentas juntas están siempre en cero. Lo que los miembros juntos se apartan está en las cuentas de la propia red y en las de sus asociadas.
shift-members = Los miembros juntos
shift-moved = { $count ->
    [one] Aquí pasó lo que quedaba de un miembro.
   *[other] Aquí pasó lo que quedaba de { $count } miembros.
  }
balances-leaving = Miembros que se van
remainder-waits = Espera hasta que otra persona con cargo lo confirme, y se traslada si el saldo sigue siendo el mismo.
still-here-title = ¿Sigues ahí?
still-here-title-of = ¿Sigue { $name } ahí?
still-here-button = Sigo aquí
still-here-button-of = { $name } sigue aquí
asleep-since = No has intercambiado nada en { $exchange } desde el { $day }.
asleep-since-of = { $name } no ha intercambiado nada en { $exchange } desde el { $day }.
still-here-awake = Ahora no se te pregunta nada: has intercambiado hace poco, o nos has dicho que sigues ahí.
still-here-means = Basta con pulsar una vez, y la cuenta empieza de nuevo. Nadie sale de la red sin que se decida.
still-here-else = ¿Te vas por un tiempo, o quieres salir? Cada cosa tiene su página:
asleep-asked = No ha intercambiado nada desde el { $day }; se le preguntó el { $asked }.
asleep-unasked = No ha intercambiado nada desde el { $day }.
asleep-for-them = Hablad primero: por teléfono o en el próximo encuentro. Lo que te diga, lo puedes anotar en su nombre.
asleep-here-for = Sigue aquí
asleep-holiday-for = Está fuera por un tiempo
asleep-leave-for = Quiere salir
act-still-here = Dijo que sigue ahí
asleep-notice = Hace tiempo que no intercambias nada en { $exchange }: ¿sigues ahí?
asleep-mail-lead = { $member } ({ $code }) no ha pagado ni cobrado nada en { $exchange } desde el { $day }. Nos gustaría saber si sigues ahí.
asleep-mail-stays = Tu cuenta queda como está.
asleep-mail-ask = Dinos que sí, vete de vacaciones o sal:
asleep-mail-button = Sigo aquí
settings-sleep-ask = Días sin intercambios hasta que se pregunta a un miembro si sigue ahí
settings-sleep-ask-hint = 0: nunca. Se le pregunta una vez, y responde con pulsar un botón.
settings-sleep-list = Días hasta que aparece en la lista de tareas
settings-sleep-decide = Días hasta que hay que decidir qué se hace
settings-sleep-decide-hint = La lista lo dice; nadie sale por sí mismo.
subject-sleeping = Miembros en silencio
subject-sleeping-lede = A quien lleva mucho sin intercambiar se le pregunta si sigue ahí. Quien lo dice, está de vacaciones o ha intercambiado cuenta como despierto.
