statistics-title = Cómo va la red
statistics-menu = Estadísticas
statistics-lede = Cuenta lo que los miembros intercambian entre sí y con miembros de otras redes, en el mes en que ocurrió. No son intercambios lo que se deshizo, las cuotas, ni lo que va a las cuentas propias de la red o sale de ellas.
statistics-none = Todavía no se ha anotado nada. Cuando la gente intercambie, aquí leerás cuánta vida tiene la red.
statistics-nothing = En este tiempo no se intercambió nada.
statistics-to = Hasta
statistics-months = Cuántos meses
statistics-so-many = { $months ->
    [one] Un mes
   *[other] { $months } meses
  }
statistics-show = Mostrar
statistics-open = El último mes no ha terminado.
statistics-bars = Una barra por cada mes, de { $first } a { $last }.
statistics-trade-title = Lo que se intercambió
statistics-trade-sentence = { $count ->
    [one] Un intercambio, por valor de { $worth }, en { $month }.
   *[other] { $count } intercambios, por valor de { $worth } en total; donde más, en { $month }.
  }
statistics-abroad = De eso, los miembros compraron a otras redes por { $bought } y les vendieron por { $sold }.
statistics-trade-about = Lo que los miembros hicieron unos por otros. Sube y baja con las estaciones; si cae tres meses seguidos, pregunta a los miembros qué buscaron sin encontrarlo y organizad un día de mercado.
statistics-members-title = Quién participó
statistics-members-sentence = { $members ->
    [one] { $traded } de un miembro intercambió en este tiempo.
   *[other] { $traded } de { $members } miembros intercambiaron en este tiempo.
  }
statistics-without = { $count ->
    [one] Uno no lo hizo.
   *[other] { $count } no lo hicieron.
  }
statistics-new = { $count ->
    [one] De estos, uno se unió en este tiempo.
   *[other] De estos, { $count } se unieron en este tiempo.
  }
statistics-members-caption = Miembros que intercambiaron en cada mes
statistics-traders = Miembros que intercambiaron
statistics-members = Miembros
statistics-members-about = Miembros que dieron o recibieron al menos una vez. Va bien cuando más de la mitad intercambia a lo largo de un año; llama a quienes no lo hacen y junta a los recién llegados con un vecino que necesite lo que ofrecen.
statistics-credit-title = Lo que los miembros tienen a su favor
statistics-line = Una línea de { $first } a { $last }.
statistics-credit-sentence = Quienes están por encima de cero tienen { $credit } a su favor.
statistics-pace = { $days ->
    [one] Otro tanto se intercambia en un día.
   *[other] Otro tanto se intercambia en { $days } días.
  }
statistics-no-pace = En este tiempo no se intercambió nada, así que espera.
statistics-credit = A favor
statistics-credit-caption = A favor de los miembros al final de cada mes
statistics-credit-about = Es lo que unos dieron y aún no han recuperado, y otros deben otro tanto. Va bien cuando se intercambia otro tanto en medio año; si hace falta más de un año, quienes tienen saldo a favor no encuentran lo que quieren: busca ofertas nuevas.
statistics-spread-title = Cómo se reparten los saldos
statistics-histogram = Cuántos miembros hay en cada tramo, de { $first } a { $last }.
statistics-spread-sentence = Por debajo de cero hay { $below } miembros, por encima { $above }, en cero { $even }.
statistics-half = { $count ->
    [one] La mitad de todo el saldo a favor es de un solo miembro.
   *[other] La mitad de todo el saldo a favor es de { $count } miembros.
  }
statistics-from-to = de { $from } a { $to }
statistics-spread-numbers = Cuántos hay en cada tramo
statistics-spread-caption = Miembros por saldo, cada tramo hasta donde empieza el siguiente
statistics-spread-about = Nadie puede estar por encima de cero si nadie está por debajo, así que ambas cosas están bien. Va bien cuando la mayoría está cerca de cero; con quienes están muy lejos habla a tiempo, de lo que podrían ofrecer o de lo que necesitan.
statistics-stuck-title = Saldo a favor que no se mueve
statistics-stuck-sentence = { $count ->
    [one] Un miembro tiene más saldo a favor de lo que gastó en este tiempo, { $stuck } de más: el { $percent } % de todo.
   *[other] { $count } miembros tienen más saldo a favor de lo que gastaron en este tiempo, { $stuck } de más en total: el { $percent } % de todo.
  }
statistics-not-stuck = Todos los miembros por encima de cero gastaron en este tiempo tanto como tienen a su favor.
statistics-stuck-about = Quien tiene más de lo que gasta impide que otros lo ganen. Hasta un tercio de todo es lo habitual; pregúntales qué les gustaría, o si darían una parte a la cuenta propia de la red.
statistics-shift-sentence = Hoy todos los miembros juntos están en { $amount }.
statistics-shift-why = Dónde está el resto
statistics-shift-about = Juntos, los miembros estarían en cero si nada hubiera ido a las cuentas propias de la red o a otras redes. Una cifra pequeña es lo habitual; si crece de un año a otro, decidid qué hacer con ella.
statistics-bought = Comprado a otras redes
statistics-sold = Vendido a otras redes
statistics-more = Todas las cifras de la red
