settings-title = Reglas de este intercambio
settings-lede = Cada cambio es una decisión que todos los miembros pueden leer: quién, qué, por qué y desde cuándo.
settings-name = Nombre
settings-description = Cómo se presenta
settings-area = Dónde
settings-unit-name = Unidad, una
settings-unit-plural = Unidad, varias
settings-unit-symbol = Unidad, símbolo
settings-counts = Se cuenta en
settings-counts-whole = Números enteros
settings-counts-decimals = { $decimals ->
    [one] { $decimals } decimal
   *[other] { $decimals } decimales
  }
settings-counts-time = Horas y minutos
settings-counts-hint = Puede cambiar hasta que alguien haya pagado. Los límites se cuentan entonces de nuevo y significan lo mismo.
settings-error-counts = Elige cómo se cuenta
settings-error-agreement = Hay una propuesta o un acuerdo con otra red en esta unidad. Mientras siga, la unidad se cuenta como está
settings-unit-fixed = Ya se ha pagado, así que la unidad queda como está.
settings-min = Un miembro nuevo puede deber hasta
settings-max = Un miembro nuevo puede tener hasta
settings-limits-hint = Para quienes entren desde ahora. Las cuentas que ya existen conservan los suyos.
settings-rate = Unidades por una hora de trabajo corriente
settings-rate-hint = Con ello calculan los intercambios socios. Los acuerdos vigentes conservan su tasa.
settings-balances = Los miembros ven los saldos de los demás
settings-yes = Sí
settings-no = No
settings-reason = Por qué
settings-reason-hint = Todos los miembros pueden leerlo.
settings-button = Decidir
settings-none = No hay nada distinto. Cambia lo que quieras cambiar.
settings-stale = Otra persona cambió las reglas mientras tanto. Estas son las de ahora; cámbialas otra vez si aún quieres.
settings-error-empty = No puede quedar vacío
settings-error-fixed = La unidad no puede cambiar cuando ya se ha pagado
settings-error-choice = Elige sí o no
settings-decisions = Decisiones
settings-no-decisions = Aún no se ha cambiado ninguna regla.
settings-from-to = { $old } → { $new }
