acting-for = Actúas por { $name } ({ $code }).
acting-recorded = Queda anotado con tu nombre, y se le avisa.
acting-recorded-common = Queda anotado con tu nombre.
acting-back = Volver a tu propia cuenta

held-suspended = Esta red está suspendida: todo se puede leer y no se puede apuntar nada.
held-archived = Esta red está archivada: todo se puede leer y ya no se apunta nada.
held-why = Motivo: { $why }
