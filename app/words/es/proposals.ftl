proposal-title = Un cambio propuesto
proposal-waiting = Cambios pendientes
proposal-proposed = Propuesto
proposal-seconded = Confirmado por
proposal-waits = Espera a una segunda persona con cargo, que no lo haya propuesto.
proposal-from = Vale desde el { $day }.
proposal-open = Vale desde el { $day }, salvo que se opongan miembros: { $said } de { $enough } lo han hecho.
proposal-since = Vale desde el { $day }.
proposal-declined = Otra persona con cargo lo rechazó. El registro dice por qué.
proposal-withdrawn = Quien lo propuso lo retiró.
proposal-confirmed = Otra persona con cargo lo confirmó. Se hará en un minuto.
proposal-fell = No sale adelante. { $why }
fell-gone = El miembro se ha ido, se va, o ya no queda nada por hacer.
fell-changed = Lo que iba a cambiar ha cambiado entretanto.
fell-frozen = La cuenta se congeló entretanto.
fell-recounted = La red cuenta ahora de otra manera.
fell-refused = Las cuentas o las reglas no lo admiten tal como está todo ahora.
act-proposed-for = Propuesto, para que lo confirme otra persona con cargo:
act-confirmed-for = Confirmó lo que propuso otra persona con cargo:
act-declined-for = Rechazó lo que propuso otra persona con cargo:
act-withdrawn-for = Retiró una propuesta:
act-fallen-for = Ya no se pudo hacer:
proposal-fallen = Hubo oposición de miembros, o ya no podía valer. No entra en vigor.
proposal-state-proposed = Por confirmar
proposal-state-announced = Anunciado
proposal-state-in-force = En vigor
proposal-state-declined = Rechazado
proposal-state-withdrawn = Retirado
proposal-state-fallen = Decaído
proposal-second = Confirmar este cambio
proposal-decline = Rechazarlo
proposal-withdraw = Retirarlo
proposal-object = Oponerse
proposal-taken = Ya hay pendiente un cambio de esto. Antes hay que decidirlo o retirarlo.
proposal-late = Alguien fue más rápido: así está ahora.
proposal-not-yours = No puedes decir eso de este cambio.
decisions-rule-proposed = Propuesta: { $rule }
decisions-rule-announced = Anuncio: { $rule }
decisions-rule-declined = Rechazo: { $rule }
decisions-rule-withdrawn = Retirada: { $rule }
decisions-rule-fallen = Decaída por oposición: { $rule }
journal-seconded = con la confirmación de { $name }
journal-from = desde el { $day }
rules-on-title = Reglas que valían
rules-on-day = El { $day }
rules-on-field = ¿Qué día?
rules-on-button = Ver
rules-on-lede = Según el registro, al final de ese día. Cómo se llama la red y en qué cuenta se muestra como es ahora.
rules-on-version = Las reglas con el número { $version }
rules-on-none = Ese día aún no se había decidido nada.
rules-on-link = ¿Qué decían las reglas un día?
receipt-rules = Las reglas con que se anotó
act-rule-proposed = Propuso un cambio de reglas
act-rule-announced = Anunció un cambio de reglas
act-rule-declined = Rechazó un cambio de reglas
act-rule-withdrawn = Retiró un cambio de reglas
act-rule-fallen = Decayó un cambio de reglas por oposición
notices-kind-rule-proposed = Algo que propuso otra persona con cargo espera una segunda confirmación, si tengo un cargo
notices-kind-rule-announced = Se anunció un cambio de reglas o de cargos
rule-proposed-notice = Un cambio en { $exchange } espera una segunda confirmación
rule-proposed-lead = { $clerk } propone un cambio en { $exchange }. Se hará cuando otra persona con cargo lo confirme.
rule-proposed-ask = Míralo y confírmalo o recházalo:
rule-announced-notice = Se anunció un cambio en { $exchange }
rule-announced-lead = El comité de { $exchange } ha anunciado un cambio de reglas o de cargos.
rule-announced-ask = Mira qué cambia y desde cuándo:
rule-button = Ver el cambio
settings-course-second = { $days ->
    [0] Otra persona con cargo tiene que confirmarlo. Entonces vale.
    [one] Otra persona con cargo tiene que confirmarlo. Después se avisa a todo el mundo y vale un día más tarde; lo que restringe puede valer en el acto.
   *[other] Otra persona con cargo tiene que confirmarlo. Después se avisa a todo el mundo y vale { $days } días más tarde; lo que restringe puede valer en el acto.
  }
settings-course-alone = Nadie más puede confirmarlo. Se avisa a todo el mundo y vale tras { $days } días, salvo que se opongan bastantes miembros.
settings-course-notice = { $days ->
    [one] Se avisa a todo el mundo y vale un día más tarde; lo que restringe puede valer en el acto.
   *[other] Se avisa a todo el mundo y vale { $days } días más tarde; lo que restringe puede valer en el acto.
  }
work-proposals = Cambios por confirmar
