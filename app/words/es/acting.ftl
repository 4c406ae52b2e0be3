acting-for = Actúas por { $name } ({ $code }).
acting-recorded = Queda anotado con tu nombre, y se le avisa.
acting-recorded-common = Queda anotado con tu nombre.
acting-back = Volver a tu propia cuenta
