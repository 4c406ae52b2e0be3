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
