home-title = Hola, { $name }
home-balance = Tu saldo
home-room = Puedes gastar { $room } más antes de llegar a tu límite de { $limit }.
home-room-open = Puedes gastar sin límite.
home-no-room = Has llegado a tu límite. Lo que ganes te traerá de vuelta.
home-room-up = Puedes recibir { $room } antes de llegar a tu límite superior.
home-last = Últimos movimientos
home-nothing = Todavía no ha pasado nada en tu cuenta. Paga a alguien o cuenta lo que sabes hacer.
home-nothing-do = Mira lo que hace la gente de aquí
home-all = Todos los movimientos
balances-favours = Anotado por alguien del comité a su propio favor; mira si está bien
home-balance-of = Saldo de { $name }
home-room-of = { $name } puede gastar { $room } más antes de llegar a su límite de { $limit }.
home-room-open-of = { $name } puede gastar sin límite.
home-no-room-of = { $name } ha llegado a su límite. Lo que gane le traerá de vuelta.
home-room-up-of = { $name } puede recibir { $room } antes de llegar a su límite superior.
home-nothing-of = Todavía no ha pasado nada en la cuenta de { $name }.
balances-unreached = Miembros a quienes no se pudo entregar un correo
balances-asleep = Miembros que llevan mucho sin intercambiar
home-given = Has dado más de lo que has recibido: la gente de aquí te debe un favor.
home-given-of = { $name } ha dado más de lo que ha recibido: la gente de aquí le debe un favor.
home-taken = Has recibido { $amount } más de lo que has dado. Está bien así; ahora te toca ofrecer algo.
home-taken-of = { $name } ha recibido { $amount } más de lo que ha dado. Está bien así; ahora le toca ofrecer algo.
home-even = Has dado tanto como has recibido.
home-even-of = { $name } ha dado tanto como ha recibido.
home-welcome = Te damos la bienvenida a { $exchange }
home-welcome-code = Tu cuenta es { $code }. Quien quiera pagarte necesita tu nombre o este código, así que díselo a tus vecinos.
home-first = Tres cosas para empezar
home-first-rules = Lee las reglas de la red
home-first-me = Mira cómo entras y elige tu idioma
month-title = Vuestra red en los últimos { $days } días
month-trades = { $count ->
    [one] Se anotó un intercambio, por valor de { $worth }.
   *[other] Se anotaron { $count } intercambios, por valor de { $worth } en total.
  }
month-trades-at-least = Se anotaron al menos { $count } intercambios.
month-no-trades = No se intercambió nada.
month-before = { $count ->
    [one] En el mismo tiempo anterior fue uno.
   *[other] En el mismo tiempo anterior fueron { $count }.
  }
month-members = { $count ->
    [one] Participó { $traders } de un miembro.
   *[other] Participaron { $traders } de { $count } miembros.
  }
month-quiet = { $count ->
    [one] Uno lleva medio año sin intercambiar: una llamada puede ayudar.
   *[other] { $count } llevan medio año sin intercambiar: una llamada puede ayudar.
  }
month-nobody-joined = No entró nadie.
month-joined = { $count ->
    [one] Entró { $names }.
   *[other] Entraron { $names }.
  }
month-more = { $count ->
    [one] una persona más
   *[other] { $count } más
  }
month-and = { $names } y { $last }
month-no-partners = Nadie intercambió con otra red.
month-partners = Vuestros miembros compraron a otras redes por { $bought } y les vendieron por { $sold }.
young-title = Los diez primeros intercambios
young-lede = Una red vive cuando la gente la ha probado. Estos cinco pasos se marcan solos cuando se cumplen.
young-rules = Repasa las reglas y decide lo que os conviene
young-members = Añade a los primeros { $count } miembros
young-abouts = Que { $count } de ellos cuenten qué hacen por los demás
young-first = Haz el primer intercambio, por pequeño que sea
young-ten = Llegad a { $count } intercambios
young-of = { $done } de { $all }
chart-trade-title = Intercambios por mes
chart-trade-about = Lo que se intercambió en cada mes, de { $first } a { $last }. La última barra es un mes que no ha terminado.
chart-trade-sentence = { $count } intercambios en este tiempo; donde más, en { $month }, por valor de { $worth }. El último mes no ha terminado.
chart-trade-numbers = Mes a mes
chart-trade-caption = Intercambios de cada mes
chart-trade-count = Intercambios
chart-trade-worth = Valor
