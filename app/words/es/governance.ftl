add-title = Añadir un miembro
add-limits = Un miembro nuevo puede deber hasta { $owe } y tener hasta { $hold }.
add-name = Nombre
add-kind = Tipo
add-kind-person = Una persona
add-kind-household = Un hogar
add-kind-business = Una empresa
add-kind-organisation = Una organización
add-email = Correo (puede quedar vacío)
add-email-hint = Recibe un enlace para entrar. Sin correo, el comité actúa en su nombre.
add-area = Dónde (pueblo, barrio)
add-about = Sobre el miembro
add-code = El código de cuenta se da ahora y queda con la cuenta para siempre.
add-button = Añadir el miembro
add-error-name = Escribe el nombre
add-error-kind = Elige qué tipo de miembro es
add-error-known = Alguien con este correo ya actúa por un miembro aquí
add-mail-subject = Eres miembro de { $exchange }
add-mail-new =
    El comité de { $exchange } te ha añadido como miembro. El código de tu cuenta es { $code }.

    Pon tu contraseña aquí (el enlace vale una semana):
    { $link }
add-mail-known =
    El comité de { $exchange } te ha añadido como miembro. El código de tu cuenta es { $code }.

    Entra con la contraseña que ya tienes:
    { $link }

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
settings-began = Comenzó el intercambio
settings-from-to = { $old } → { $new }

reverse-title = Deshacer un pago
reverse-what = { $payer } pagó { $amount } a { $payee }.
reverse-means = Deshacer anota lo contrario: { $payee } devuelve { $amount } a { $payer }. Los dos pagos quedan en los libros, enlazados, y las dos partes reciben un correo. Se hace una sola vez y pasa los límites.
reverse-reason = Por qué
reverse-reason-hint = Las dos partes pueden leerlo.
reverse-button = Deshacer este pago
reverse-done = Este pago ya se deshizo.
reverse-is-one = Esto mismo deshace un pago; no se puede deshacer. Haz un pago nuevo.
reverse-theirs = Solo el comité de { $partner } puede deshacer este pago, porque lo recibió { $payee }. Pídeselo.
reverse-closed = Este pago no se puede deshacer ahora, porque el otro intercambio está cerrado.
reverse-left = Una de las dos partes se ha ido y su cuenta queda a cero. Arregladlo con un pago de la cuenta común o a ella.
reverse-own = Eres parte de este pago. Pídeselo a otra persona del comité.
reverse-mail-subject = Se deshizo un pago de { $amount } en { $exchange }
reverse-mail-body =
    El comité de { $exchange } ha deshecho el pago de { $amount } de { $payer } a { $payee }.

    Por qué: { $reason }
    Tu saldo es ahora { $balance }.

    { $link }

receipt-reverses = Deshace un pago anterior
receipt-on-behalf = Lo anotó el comité en nombre de quien paga.
receipt-imported = Viene de los libros anteriores del intercambio.
receipt-waiver = Pasó los límites porque
