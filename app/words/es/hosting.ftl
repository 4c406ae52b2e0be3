front-title = Comunidades que comercian entre sí
front-lede = En cada una de estas redes, los vecinos se dan crédito sin intereses. Todos los saldos empiezan en cero; lo que uno paga, otro lo recibe; y cada comunidad pone sus propios límites.
front-exchanges = Redes de esta instalación
front-search = Nombre o lugar
front-none-found = Aquí ninguna red encaja con «{ $typed }».
front-all = Ver todas
front-none = Aquí todavía no hay ninguna red. Quien aloja la instalación crea la primera con el enlace que apareció al arrancarla.
front-members = { $count ->
    [one] { $count } miembro
   *[other] { $count } miembros
  }
front-unit = Cuenta en { $unit }
front-unit-time = Cuenta en horas y minutos

public-hour = Una hora de trabajo corriente vale alrededor de { $amount }.
public-hour-is-hour = Una hora es una hora, la dé quien la dé y haga lo que haga.
public-how = Cómo funciona
public-credit = Los miembros hacen cosas unos por otros y apuntan cuánto valían. Todos los saldos empiezan en cero; lo que uno paga, otro lo recibe. No hay intereses, y nadie necesita dinero para empezar.
public-more = Lo que se pregunta: límites, errores, quién ve qué
public-who = Quién la lleva
public-join = Cómo entrar
public-join-how = Rellena un formulario corto; después decide el comité. Si no tienes correo electrónico, habla con un miembro que conozcas: el comité puede añadirte en un minuto.
setup-title = Empezar
setup-lede = Esto crea la primera red de esta instalación y te da la presidencia. La dirección, las letras y contar o no en tiempo quedan como las pongas aquí; los nombres, los límites y las reglas se pueden cambiar más tarde.
setup-you = Tú
setup-name = Tu nombre
setup-exchange = Tu red
setup-exchange-name = Nombre de la red
setup-slug = Su dirección
setup-slug-hint = Letras minúsculas, cifras y guiones, como riverside
setup-code = Cuatro letras delante de cada código de cuenta
setup-code-hint = Como RIVR: las cuentas se llamarán RIVR0001, RIVR0002, etcétera
setup-unit = Unidad, una
setup-units = Unidad, varias
setup-unit-hint = En qué contáis, como punto y puntos. Déjalo como está si contáis en tiempo
setup-language = Idioma de la red
setup-zone = Zona horaria
setup-zone-hint = Como Europe/Madrid; los días y meses de los movimientos son los de allí
setup-make = Crear la red
setup-name-empty = Escribe tu nombre
setup-exchange-empty = Escribe el nombre de la red
setup-slug-wrong = Usa de 2 a 32 letras minúsculas, cifras y guiones, y ninguna palabra propia de la instalación
setup-code-wrong = Usa cuatro letras o cifras
setup-unit-empty = Escribe en qué contáis
setup-zone-wrong = No conocemos esa zona horaria

host-title = Esta instalación
host-lede = Todas las redes de aquí y cómo van. Ves cuántos y cuándo; lo que hacen los miembros, cómo se llaman y qué saldo tienen es cosa suya.
host-search = Nombre, lugar o dirección
host-show-all = Todas
host-show-open = Abiertas
host-show-not-open = No abiertas
host-show-waiting = Donde alguien espera
host-line-asleep = { $count ->
    [one] { $count } dormido
   *[other] { $count } dormidos
  }
host-line-waiting = { $count ->
    [one] { $count } quiere entrar
   *[other] { $count } quieren entrar
  }
host-last = último intercambio el { $day }
host-no-trade = sin intercambios aún
host-open = Abierta
host-closed = Cerrada
host-importing = Importándose
host-removing = Retirándose
host-none = Aquí todavía no hay ninguna red.
host-none-found = Ninguna red encaja.
host-asleep = Dormidos son los miembros que no han intercambiado nada en { $days } días y no están de vacaciones.

host-new = Abrir una red
opening-title = Abrir una red
opening-step-place = Qué es
opening-step-rules = Unidad y límites
opening-step-committee = Quién la lleva
opening-place-title = Abrir una red: qué es
opening-rules-title = Abrir una red: unidad y límites
opening-committee-title = Abrir una red: quién la lleva
opening-next = Seguir
opening-make = Abrir la red
opening-area = Dónde está
opening-area-hint = Un pueblo, un valle, un barrio. La gente la busca por esto
opening-template = Qué tipo de red
opening-template-hint = Rellena la página siguiente. Su comité puede cambiar después cualquier regla
opening-lets = LETS
opening-time-bank = Banco de tiempo
opening-business = Empresas
opening-lets-brings = Los miembros ponen precios en una unidad propia, como los puntos, y ven los saldos de los demás.
opening-time-bank-brings = Una hora es una hora, la dé quien la dé y haga lo que haga. Los saldos los ve el comité.
opening-business-brings = Las empresas comercian en una unidad que es como dinero. Los cambios de reglas se anuncian con más tiempo.
opening-rules-lede = Esto es lo que trae al empezar una red de este tipo ({ $template }). Si dudas, déjalo como está.
opening-unit-hint = En qué contáis, como punto y puntos
opening-rate-hint = Dice a quien llega cuánto vale una hora de trabajo, y a las redes asociadas a qué cambio comerciáis
opening-lowest = Cuánto puede bajar de cero un miembro
opening-highest-label = Cuánto puede subir de cero un miembro
opening-lets-lowest = Lo que valen 25 horas de trabajo es lo que suelen permitir estas redes: basta para empezar y nadie debe más de lo que puede devolver.
opening-time-bank-lowest = Los bancos de tiempo suelen permitir 20 horas: basta para empezar y nadie debe más de lo que puede devolver.
opening-business-lowest = La empresa que necesita más se lo pide al comité, que decide en cada caso.
opening-time-bank-highest = A quien llega a tanto se le pide que deje que otros hagan algo por él.
opening-highest = Con «{ $none }» a nadie se le impide ganar; a quien tiene mucho se le pide que gaste.
opening-also = Qué más trae al empezar
opening-also-how = El comité puede cambiar cada una de estas reglas con una decisión y un motivo que leen los miembros.
opening-worth = { $amount }, lo que valen { $hours } horas de trabajo
opening-committee-lede = Quien nombres aquí pasa a ser miembro y recibe el cargo. A los demás los invitan o los admiten ellos.
opening-second = Otra persona, si quieres
opening-third = Y otra más
opening-name = Nombre
opening-office = Cargo
opening-way = Cómo entran
opening-way-mail = Por correo, con un enlace
opening-way-link = Doy yo los enlaces en mano
opening-way-hint = Quien ya es conocido aquí recibe siempre un correo y conserva su contraseña
opening-name-empty = Escribe el nombre
opening-twice = Esa dirección ya está aquí. Nombra a otra persona o déjalo vacío
opening-slug-taken = Esa dirección ya está ocupada. Elige otra
opening-code-taken = Esas letras ya están ocupadas. Elige otras
opening-done = { $exchange } está abierta
opening-done-lede = Ya aparece en la portada. Su comité entra de esta forma.
opening-mailed = Va de camino un correo con un enlace a { $email }. El enlace vale siete días.
opening-known = Ya es conocido aquí como { $email }: un correo se lo dice, y conserva su contraseña.
opening-hand-over = Dale este enlace. Solo se muestra ahora, vale siete días y permite elegir una contraseña:
opening-mail-subject = Te piden que lleves { $exchange }
opening-mail-lead = { $host } ha abierto la red { $exchange } y te pide que formes parte de su comité. Tu cargo: { $office }.
opening-mail-first = Lo primero es mirar las reglas y decir a los vecinos dónde se entra.
opening-mail-new-ask = Elige una contraseña para empezar. El enlace vale siete días:
opening-mail-known-ask = Entra con la contraseña que ya tienes aquí:
opening-mail-after = Si no conoces a { $host }, no tienes que hacer nada: sin este correo nadie entra con tu dirección.
