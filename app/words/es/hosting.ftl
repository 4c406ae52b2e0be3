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
setup-time = Contamos en horas y minutos
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
