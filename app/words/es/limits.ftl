limits-none = ninguno
limits-title = Límites de { $name }
limits-balance = Saldo:
limits-change = Cambiar los límites
limits-owe = { $name } puede deber hasta { $amount }.
limits-owe-nothing = { $name } no puede deber nada: solo puede gastar lo que haya recibido.
limits-owe-anything = { $name } puede deber sin límite.
limits-hold = { $name } puede tener hasta { $amount }; los pagos que pasen de ahí se rechazan.
limits-hold-nothing = { $name } no puede tener nada a favor: solo puede cobrar lo que debe.
limits-hold-anything = { $name } puede tener sin límite.
limits-min = Puede deber hasta
limits-max = Puede tener hasta
limits-warn-min = Avisar cuando deba más de
limits-warn-max = Avisar cuando tenga más de
limits-hint = En { $unit }, sin signo. Escribe { $none } si no hay límite.
limits-warn-hint = Si queda vacío: nueve décimos del límite. Pasado el aviso los pagos siguen; lo ven las dos partes y el comité.
limits-reason = Motivo
limits-reason-hint = El miembro lo recibe en un aviso, y queda con el cambio.
limits-at-once = El cambio vale desde ahora, para el próximo pago. Lo ya pagado queda como está.
limits-button = Fijar los límites de { $name }
limits-own = Esta es tu propia cuenta. Nadie fija sus propios límites: pídeselo a otra persona del comité.
limits-history = Cómo se llegó a ellos
limits-range = Deber hasta { $min }, tener hasta { $max }
limits-error-own = Nadie fija sus propios límites. Pídeselo a otra persona del comité.
limits-error-warn = El aviso debe llegar antes que el límite
because-everybody = La regla de la red para todos los miembros
because-newcomer = La regla de la red para recién llegados
because-grown = La regla de la red, con lo que ha crecido por aportar a miembros distintos
because-by-hand = Fijados por el comité para esta cuenta
because-frozen = El comité ha congelado la cuenta: se puede gastar lo que hay, no se puede deber nada
why-everybody = Este límite es la regla de la red para todos los miembros.
why-things = { $things ->
    [one] { $things } cosa
   *[other] { $things } cosas
  }
why-members = { $members ->
    [one] { $members } miembro
   *[other] { $members } miembros distintos
  }
why-newcomer = Es el límite de quien acaba de llegar. Se amplía después de { $days } como miembro y de aportar { $things } a { $members }.
why-newcomer-days = Es el límite de quien acaba de llegar. Se amplía después de { $days } como miembro.
why-newcomer-things = Es el límite de quien acaba de llegar. Se amplía después de aportar { $things } a { $members }.
why-grown = { $amount } de este límite han crecido por aportar a miembros distintos.
why-by-hand-day = El comité fijó este límite el { $day }.
why-by-hand = El comité fijó este límite el { $day }. Motivo: { $reason }
why-frozen = El comité congeló esta cuenta el { $day }: se puede gastar lo que hay, no se puede deber nada. Motivo: { $reason }
limits-freeze = Congelar la cuenta
limits-freeze-means = Una cuenta congelada no puede deber nada más: solo se gasta lo que hay en ella. Siempre puede cobrar.
limits-lift = Descongelar la cuenta
limits-lift-means = Los límites vuelven a ser los que serían sin congelarla.
limits-to-rule = Volver a la regla de la red
limits-to-rule-means = Se olvida lo que se fijó solo para esta cuenta; desde entonces sus límites siguen las reglas.
limits-error-course = Ya está así
limits-error-frozen = La cuenta está congelada. Descongélala primero
because-class = Los límites de la clase del miembro
why-class = Este límite es el de la clase «{ $class }».
classes-title = Clases de miembro
classes-lede = Los miembros de una clase tienen sus límites en lugar de los de todos. Lo que el comité fija para un solo miembro va antes.
classes-none = No hay clases: valen los mismos límites para todos los miembros.
classes-members = { $members ->
    [one] { $members } miembro
   *[other] { $members } miembros
  }
classes-new = Una clase nueva
classes-change = Cambiar una clase
classes-at-once = Vale desde ahora para todos los de la clase, y se les avisa.
classes-own = Estás en esta clase. Nadie fija sus propios límites: pídeselo a otra persona del comité.
classes-taken = Ya hay una clase con ese nombre
limits-class = Clase de miembro
limits-class-none = Ninguna
limits-class-button = Elegir la clase
limits-class-means = En una clase, los límites son los de la clase, salvo lo que se fije solo para esta cuenta.
limits-classes = Clases de miembro
limits-course-second = Lo que deja deber o tener más espera hasta que otra persona con cargo lo confirme. Lo demás vale en el acto, para el próximo pago.
limits-waiting = Un cambio de esto espera a una segunda persona con cargo. Verlo
classes-course-second = Lo que deja deber o tener más a sus miembros espera hasta que otra persona con cargo lo confirme. Lo demás vale en el acto.
classes-course-alone = Lo que deja deber o tener más a sus miembros se anuncia, porque nadie más puede confirmarlo, y vale tras { $days } días salvo que se opongan bastantes miembros.
classes-delete = Borrar esta clase
classes-delete-what = No hay nadie en ella. Lo que se decidió sobre ella queda en el registro.
classes-peopled = Ahora hay alguien en esta clase: dale antes otra, o ninguna.
