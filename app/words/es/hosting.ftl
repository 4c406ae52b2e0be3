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
