### Miembros desde una hoja de cálculo.

sheet-title = Miembros desde una hoja de cálculo
sheet-link = Varios a la vez: miembros desde una hoja de cálculo
sheet-lede = Pega abajo la lista de vuestros miembros tal como la guarda tu programa de hojas de cálculo (CSV). Primero ves qué saldría de cada línea; no se escribe nada hasta que lo digas.
sheet-second = Aquí una admisión requiere dos personas con cargo, y ya ha pagado alguien: no se dan de alta miembros desde una hoja. Que lo soliciten, o invítales.
sheet-how = Cómo funciona
sheet-how-columns = La primera línea dice qué hay en cada columna, con vuestras palabras: nombre, correo, lugar, código de cuenta, saldo inicial, saldo mínimo y máximo, descripción, ofertas, demandas, pagado hasta. Solo el nombre es necesario. Se entienden comas, punto y coma y tabuladores entre las columnas. Como mucho, 2000 líneas.
sheet-how-amounts = Los saldos se escriben como los escribirías aquí, con un menos para quien debe. Deben sumar cero, o dices qué cuenta de la red se queda con el resto. Los límites no frenan un saldo inicial; queda anotado que los pasó.
sheet-how-again = Puedes corregir la hoja y traerla otra vez hasta que alguien haya pagado aquí. A partir de entonces una hoja solo trae miembros nuevos, con saldo cero y sin más margen que el de todos. La misma hoja otra vez no cambia nada; una corregida cambia lo que difiere. Quitar una línea de la hoja no quita a nadie de la red, y una celda vacía no cambia nada, salvo un saldo: ahí dice cero.
sheet-how-mail = Quien es nuevo y tiene correo recibe un mensaje con un enlace para poner su contraseña. Quien no tiene correo no recibe nada: hazle un código en papel en su página.
sheet-how-not = Lo demás que haya en la hoja no se recoge. Ves qué columnas quedan fuera. Quien ya es miembro aquí conserva lo que tiene: quita su línea.
sheet-sample = Un ejemplo para copiar
sheet-sample-head = Nombre;Correo;Dónde;Código;Saldo inicial;Saldo mínimo;Saldo máximo;Ofertas;Demandas;Pagado hasta
sheet-sample-one = Marta Sol;marta@example.org;Calle del Molino;;12;50;100;Pan y mermelada;Ayuda en el huerto;2026-12-31
sheet-sample-two = Tomás el Viejo;;El Puerto;;-20;;;Remendar redes;;
sheet-sample-three = La Verdulería;tienda@example.org;El Puerto;;8;200;ninguno;Verdura;Repartos;2026-12-31
sheet-field = La hoja
sheet-field-hint = Abre el archivo CSV, cópialo entero y pégalo aquí, con la línea que nombra las columnas.
sheet-button-look = Mirarla
sheet-button-again = Mirarla otra vez
sheet-button-take = Incorporarlos
sheet-looked = Qué saldría de ella
sheet-new = Miembros nuevos
sheet-same = Ya están como dice la hoja
sheet-changed = Corregidos
sheet-sum = Suma de los saldos iniciales
sheet-remainder = Lo que toma { $code } para que todo sume cero
sheet-problems = { $count ->
    [one] { $count } cosa que arreglar en la hoja
   *[other] { $count } cosas que arreglar en la hoja
  }
sheet-warnings = { $count ->
    [one] { $count } cosa que mirar
   *[other] { $count } cosas que mirar
  }
sheet-corrected = { $count ->
    [one] { $count } línea que corrige a un miembro
   *[other] { $count } líneas que corrigen a miembros
  }
sheet-at-line = Línea { $line }: { $what }
sheet-at = Línea { $line }, { $column }: { $what }
sheet-more = Y { $count } más.
sheet-nothing = Todo está como dice la hoja. No hay nada que hacer.
sheet-common = Cuenta que queda frente a los saldos iniciales
sheet-common-hint = Cada saldo inicial se anota entre el miembro y esta cuenta de la red. Lo que falta hasta cero queda ahí, a la vista de todos.
sheet-common-none = Elige una cuenta
sheet-columns = Las columnas
sheet-columns-hint = Las hemos adivinado por la primera línea. Cambia lo que no sea y mira otra vez.
sheet-column-none = No está en la hoja
sheet-first-rows = Las primeras líneas, tal como las leemos
sheet-line = Línea
sheet-left-out = Quedan fuera: { $columns }.
sheet-zero = Qué dice un límite de 0
sheet-zero-none = Que no hay límite, como lo escribe CES
sheet-zero-zero = Que el saldo no puede pasar de cero
sheet-name = Nombre
sheet-surname = Apellidos
sheet-email = Correo
sheet-area = Dónde
sheet-code = Código de cuenta
sheet-opening = Saldo inicial
sheet-lowest = Saldo mínimo (puede deber)
sheet-highest = Saldo máximo (puede tener)
sheet-about = Sobre el miembro
sheet-offers = Qué ofrece
sheet-wants = Qué busca
sheet-paid = Pagado hasta (en dinero)
sheet-error-day = Escribe el último día pagado como 2026-12-31 o 31.12.2026
sheet-offers-text = Ofrece: { $text }.
sheet-wants-text = Busca: { $text }.
sheet-words = Saldo inicial, traído de donde se llevaban antes los libros
sheet-limits = Como en la hoja de miembros
sheet-error-empty = Pega aquí la hoja
sheet-error-long = La hoja es demasiado larga: tráela por partes
sheet-error-rows = No hay ninguna línea debajo de la que nombra las columnas
sheet-error-many = Hay más de { $most } líneas: tráelas por partes
sheet-error-open = En la línea { $line } se abren unas comillas que no se cierran
sheet-error-quote = En la línea { $line } hay algo detrás de unas comillas cerradas
sheet-error-names = Di en qué columna están los nombres
sheet-error-name = El nombre está vacío
sheet-error-cells = Hay { $found } celdas donde la primera línea nombra { $wanted } columnas
sheet-error-letters = Un código aquí son las letras de la red y un número, como { $example }
sheet-error-twice = Ya está en la línea { $line }
sheet-error-namesake = El mismo nombre está en la línea { $line }, y ninguno tiene correo ni código con que distinguirlos
sheet-error-code = { $code } es de alguien que no vino de una hoja. Un código no se da nunca a otra persona
sheet-error-known = Alguien con este correo ya actúa aquí por { $code }
sheet-error-which = Varios miembros con ese nombre vinieron de una hoja. Escribe el código de cuenta para saber de quién se trata
sheet-error-traded = Aquí ya ha habido intercambios, así que una hoja ya no corrige a nadie. Cámbialo en la página del miembro
sheet-error-late = Aquí ya ha habido intercambios, así que nadie nuevo empieza con un saldo: déjalo vacío. Lo que traiga consigo es un pago, que ven las dos partes
sheet-error-wider = Aquí ya ha habido intercambios, así que nadie nuevo empieza con más margen que el de todos. Dale más en su página, como lo piden las reglas
sheet-error-own = Actúas por este miembro: debe cambiarlo otra persona con cargo
sheet-error-closed = Este miembro se va o se ha ido, o su cuenta está congelada: una hoja no cambia nada suyo
sheet-error-sum = Los saldos iniciales no suman cero: di qué cuenta toma el resto, o corrígelos
sheet-error-room = { $room ->
    [0] El anfitrión no permite más miembros aquí, y la hoja trae { $new } nuevos
    [one] El anfitrión permite un miembro más aquí, y la hoja trae { $new } nuevos
   *[other] El anfitrión permite { $room } miembros más aquí, y la hoja trae { $new } nuevos
  }
sheet-error-mend = Hay cosas que arreglar en la hoja
sheet-error-changed = Algo ha cambiado desde que se hizo la página, así que no se ha escrito nada. Así está ahora: mira otra vez
sheet-error-books = Los libros no pueden con estos saldos. De esta parte no se ha escrito nada
sheet-warning-here = { $code } tiene el mismo nombre. Este sería otra persona
sheet-warning-twice = El mismo nombre está en la línea { $line }. Serían dos personas
sheet-warning-email = El miembro tiene aquí otra dirección, que se queda: solo puede cambiarla quien la usa
act-sheet = Incorporó miembros desde una hoja de cálculo
journal-sheet = { $new } nuevos, { $changed } corregidos.
journal-sheet-rest = Los saldos iniciales de la hoja suman { $sum }; frente a ellos queda { $rest } en { $code }.
