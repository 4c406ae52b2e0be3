amount-empty = Escribe la cantidad
amount-not-a-number = Escribe la cantidad con cifras, como 8 u 8,50
amount-not-a-time = Escribe el tiempo en horas y minutos, como 1:30 o 90 min
amount-not-positive = La cantidad tiene que ser mayor que cero
amount-ambiguous = ¿Es coma decimal o son millares? Escríbelo sin separadores, como 1000, o con dos decimales
amount-two-readings = ¿Horas y minutos ({ $minutes }) u horas con decimales ({ $hours })? Escríbelo con dos puntos, como { $minutes } o { $hours }
amount-one-reading = ¿Horas y minutos? Escríbelos con dos puntos, como { $minutes }
pay-which-time = ¿Qué tiempo quieres decir?
pay-time-minutes = horas y minutos
pay-time-decimals = horas con decimales
amount-too-fine = { $decimals ->
    [0] Las cantidades en { $unit } son números enteros
    [one] Las cantidades en { $unit } tienen como mucho un decimal
   *[other] Las cantidades en { $unit } tienen como mucho { $decimals } decimales
  }
amount-too-fine-time = El tiempo se cuenta en minutos enteros
amount-too-large = La cantidad puede ser como mucho { $most }

pay-step-form = Rellenar
pay-step-check = Revisar
pay-title = Pagar a alguien
pay-room = Tu saldo es { $balance }. Puedes gastar { $room }.
pay-to = ¿A quién pagas?
pay-to-hint = Su nombre o su código de cuenta, como { $code }
pay-amount = ¿Cuánto, en { $unit }?
pay-amount-time = ¿Cuánto tiempo?
pay-amount-time-hint = En horas y minutos, como 1:30 o 90 min
pay-description = ¿Por qué?
pay-description-hint = Una línea que los dos reconozcáis más tarde
pay-to-empty = Escribe a quién pagas
pay-to-unknown = No encontramos a nadie llamado «{ $typed }». Revisa cómo se escribe o usa el código de cuenta
pay-to-several = Varios miembros se llaman así. Elige uno abajo o escribe el código de cuenta
pay-to-likely = Nadie se llama exactamente «{ $typed }». Elige abajo o escribe el código de cuenta
pay-to-ended = Ya no hay acuerdo con { $partner }, así que desde aquí no se puede pagar a nadie de allí. Pregunta al comité
pay-to-choose = ¿A quién te refieres?
pay-to-last = Tus últimos pagos
pay-to-self = Esa es tu propia cuenta
pay-too-much = Es mucho de una vez, y ahora no se ha anotado nada. Espera un minuto y sigue: lo que escribiste sigue aquí
pay-description-empty = Escribe por qué pagas

check-title = Revisa antes de pagar
check-from = De
check-to = A
check-amount = Cantidad
check-description = Por
check-after = Tu saldo después
check-button = Pagar { $amount } a { $name }
check-warn = Esto te deja cerca de tu límite. El comité también lo verá.

refused-below-min = Puedes gastar como mucho { $room } antes de llegar a tu propio límite
refused-above-max = Puede recibir como mucho { $room } antes de llegar a su límite. Pregúntale, o pregunta al comité
refused-may-not-pay = Tu cuenta no puede pagar ahora mismo. Pregunta al comité
refused-may-not-be-paid = Esa cuenta no puede recibir pagos ahora mismo. Pregunta al comité
refused-out-of-range = Los libros no admiten un número tan grande

receipt-title = Recibo
receipt-paid = Has pagado { $amount } a { $name }.
receipt-received = { $name } te ha pagado { $amount }.
receipt-other = { $payer } pagó { $amount } a { $payee }.
receipt-repeated = Ya habías enviado este formulario. Se anotó una sola vez; este es su recibo.
receipt-when = Anotado
receipt-reference = Referencia
receipt-number = N.º { $number }
receipt-balance-after = Saldo después
receipt-other-terms-title = Ese formulario ya se usó
receipt-other-terms = Con este formulario se pagó antes otra cosa. Ahora no se ha anotado nada. Esto es lo que consta:
receipt-other-terms-unseen = Con este número se anotó antes otra cosa. Ahora no se ha anotado nada. Haz un pago nuevo.
receipt-again = Hacer otro pago
receipt-wrong = ¿Hay algo mal?
receipt-wrong-how = Un pago nunca se borra. Pide a la otra parte que lo devuelva o al comité que lo deshaga; dales la referencia de arriba.
receipt-words-erased = (palabras borradas)
receipt-warned = Tu saldo está ahora cerca de tu límite.

pay-made-for-another = { $made } Ahora pagas desde { $mine }. No se ha anotado nada. Revísalo y sigue
payfor-own-abroad = Te pagarías a ti, en otra red: pide a otra persona del comité que lo anote
payfor-waive-abroad = Un pago a otra red no puede pasar los límites: las dos los acordaron

payfor-title = Pagar en nombre de un miembro
payfor-waive = Dejar que este pago pase los límites
payfor-waive-reason = Por qué puede pasar los límites
payfor-waive-hint = Solo si marcaste la casilla. Queda en los libros con el pago.
payfor-button = Pagar { $amount } a { $name } desde la cuenta de { $payer }
payfor-waive-own = Te pagan a ti: pide a otra persona del comité que lo deje pasar los límites
payfor-waive-why = Di por qué puede pasar los límites
receipt-undone = Deshecho el { $day } por { $who }: { $why }
receipt-undone-partner = el comité de { $partner }
receipt-undone-link = El pago que lo deshace
receipt-reverses = Deshace un pago anterior
receipt-on-behalf = Lo anotó el comité en nombre de quien paga.
receipt-imported = Viene de los libros anteriores de la red.
receipt-waiver = Pasó los límites porque
pay-between-own = Esa cuenta también es tuya. Nadie paga entre cuentas propias: dos límites se harían uno
refused-above-max-unseen = Puede recibir menos que eso antes de llegar a su límite. Pregúntale, o pregunta al comité
pay-room-of = El saldo de { $name } es { $balance }. Puede gastar { $room }.
pay-to-of = ¿A quién paga { $name }?
pay-to-self-of = Esa es la propia cuenta de { $name }
check-title-of = Revisa antes de que pague { $name }
check-after-of = Saldo de { $name } después
check-warn-of = Esto deja a { $name } cerca de su límite. El comité también lo verá.
refused-below-min-of = { $name } puede gastar como mucho { $room } antes de llegar a su propio límite
refused-may-not-pay-of = La cuenta de { $name } no puede pagar ahora mismo. Pregunta al comité
receipt-warned-of = El saldo de { $name } está ahora cerca de su límite.
receipt-back = Devolver { $amount } a { $name }
receipt-back-words = Devolución, n.º { $number }: { $words }
receipt-ask = Pedir al comité que lo devuelvan
receipt-ask-words = Mi pago n.º { $number }, { $amount } a { $name }, fue un error:
receipt-anew = Volver a anotarlo en nombre de { $name }, como debía ser
