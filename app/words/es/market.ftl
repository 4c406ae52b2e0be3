nav-market = Mercado
market-name = Mercado
market-lede = Lo que ofrecen tus vecinos y lo que buscan.
market-lede-stranger = Lo que ofrecen y buscan los miembros de { $exchange }.
market-offer = Oferta
market-want = Se busca
market-offers = Ofertas
market-wants = Lo que se busca
market-kind-all = Todo
market-category-all = Todas las categorías
market-search = ¿Qué necesitas?
market-count = { $count ->
    [0] Aquí no hay nada
    [one] Un anuncio
   *[other] { $count } anuncios
  }
market-none = Aquí todavía no se ofrece nada
market-none-of = Todavía nadie ofrece ni busca «{ $typed }»
market-post-want = Decir que buscas «{ $typed }»
market-all = Ver todo
market-new-offer = Ofrecer algo
market-new-want = Buscar algo
market-change-offer = Cambiar una oferta
market-change-want = Cambiar lo que buscas
market-own = Lo que ofrezco y busco
market-own-none = Todavía no ofreces nada
market-own-none-how = Todo el mundo sabe hacer algo: hornear, llevar, escuchar, prestar. Los vecinos acuden a quien lo dice.
market-kind = ¿Ofreces algo o lo buscas?
market-kind-offer = Ofrezco algo
market-kind-want = Busco algo
market-title = ¿Qué es?
market-title-hint = En pocas palabras, como se buscaría: «Arreglo bicicletas a domicilio».
market-title-empty = Di en pocas palabras qué es
market-text = Más detalles
market-text-hint = Qué incluye, cuándo, cómo quedar. Una línea vacía empieza otro párrafo; los *asteriscos* destacan palabras; un guion ante cada línea hace una lista.
market-category = Categoría
market-category-none = Otra cosa
market-price = ¿Cuánto cuesta?
market-price-open = A convenir
market-price-whole = Tantos { $units } por todo
market-price-per-hour = Tantos { $units } por hora
market-price-hour = { $amount } por hora
market-price-amount = Elige arriba para qué es la cantidad, o déjala vacía
market-amount = Cuánto
market-amount-hint = En { $units }. Déjalo vacío si es a convenir.
market-area-hint = Tan aproximado como quieras: lo lee quien encuentre el anuncio.
market-reach = ¿Quién puede encontrarlo?
market-reach-own = Los miembros de esta red
market-reach-partners = Los miembros de aquí y de las redes asociadas
market-reach-everybody = Todo el mundo, también quien no es miembro
market-preview = Ver cómo queda
market-save = Guardar
market-publish-offer = Publicar esta oferta
market-publish-want = Publicar lo que buscas
market-pause = Retirarlo por un tiempo
market-renew = Publicarlo otra vez
market-finish-offer = Ya no lo ofrezco
market-finish-want = Ya lo he encontrado
market-discard = Tirarlo
market-let = Dejar que se vea
market-keep = Dejarlo como está
market-remove = Retirarlo del mercado
market-change = Cambiarlo
market-is-draft = Así lo verán los demás. Todavía no lo ve nadie: publícalo cuando esté bien.
market-is-waiting = Está en espera: el comité lo mira antes de que lo vean los demás.
market-is-live = Está en el mercado.
market-is-over = Se le ha acabado el tiempo y ya no lo ve nadie. Publícalo otra vez si sigue en pie.
market-is-paused = Lo has retirado por un tiempo: no lo ve nadie.
market-is-done = Está hecho y ya no lo ve nadie.
market-is-removed = El comité lo ha retirado del mercado. Si lo cambias, el comité lo vuelve a mirar.
market-state = Estado
market-state-draft = Borrador
market-state-waiting = Espera al comité
market-state-live = En el mercado
market-state-over = Se le ha acabado el tiempo
market-state-paused = Retirado por un tiempo
market-state-done = Hecho
market-state-removed = Retirado por el comité
market-whose = Quién
market-since = Desde
market-until = Hasta
market-until-day = hasta el { $day }
market-want-how = ¿Puedes ayudar? Llama, o habladlo en el próximo encuentro; a quien ayuda se le paga.
market-stranger = Los miembros de { $exchange } ven quién es y pueden pagarle.
market-changed-meanwhile = Alguien lo ha cambiado mientras tanto. Abajo está lo que has escrito; lo que hay ahora está en su página.
market-not-so = Eso no se puede hacer con el anuncio tal como está ahora.
market-report = Algo no está bien
market-report-lede = Cuéntale al comité qué no está bien en «{ $title }». De quién es el anuncio no sabrá que has sido tú.
market-report-reason = ¿Qué no está bien?
market-report-button = Contárselo al comité
market-reported = El comité lo sabe
market-reported-lede = Lo mira y decide si se queda. No tienes que hacer nada más.
market-reports = Lo que dicen los miembros
market-decide = Decidir sobre el anuncio
market-decide-reason = Por qué
market-decide-hint = Lo lee quien ha puesto el anuncio.
market-categories = Categorías del mercado
market-categories-lede = En qué orden y con qué nombres encuentran los miembros lo que se ofrece y se busca.
market-categories-list = Categorías
market-categories-hint = Una por línea. Lo que empieza con un guion pertenece a la última de arriba que no lo tiene. Una categoría que quites no se lleva ningún anuncio: pasan a «Otra cosa».
market-category-empty = Una línea no tiene nombre
market-category-long = «{ $name }» es demasiado largo: 60 caracteres como mucho
market-category-below = «{ $name }» no pertenece a nada: empieza con una línea sin guion
market-category-twice = «{ $name }» está dos veces
market-category-many = Puede haber { $most } categorías como mucho
market-categories-seen = Alguien ha cambiado la lista mientras tanto. Abajo está lo que has escrito; mira lo que hay ahora y envíalo otra vez.
market-renewed = Está otra vez en el mercado
market-renew-title = ¿Publicar «{ $title }» otra vez?
market-renew-lede = Estará en el mercado hasta el { $day }.
market-renew-over = Este enlace ya no vale
market-renew-over-how = Entra y mira lo que ofreces y buscas: allí puedes publicarlo otra vez.
settings-offer-months = Meses que una oferta está en el mercado
settings-want-months = Meses que está en el mercado lo que alguien busca
settings-months-hint = Después se retira si su miembro no lo publica otra vez; un correo se lo pregunta una semana antes.
settings-moderation = Cuándo miral comité los anuncios
market-moderation-after = Cuando alguien avisa de uno
market-moderation-first = Antes de que se vea el primero de cada miembro
market-moderation-before = Antes de que se vea cada uno
settings-reach = Hasta dónde pueden llegar los anuncios
settings-reach-hint = Cada miembro lo elige para cada uno de los suyos, hasta este punto.
settings-public-names = Quien no es miembro lee de quién es una oferta
settings-public-names-hint = Solo de lo que puede encontrar todo el mundo. Los teléfonos los ven solo los miembros.
subject-market = Mercado
subject-market-lede = Cuánto tiempo están los anuncios, quién los mira antes de que se vean y quién puede encontrarlos.
right-keep-market = Cuidar de las ofertas y de lo que se busca
act-listing = Decidió sobre un anuncio
act-categories = Cambió las categorías del mercado
work-listings = Anuncios que mirar
work-listings-new = Espera a que se vea
work-listings-reported = Alguien ha avisado
notices-kind-listing-ends = Un anuncio mío se acaba, o el comité ha decidido sobre él
listing-ends-notice = «{ $title }» está en el mercado hasta el { $day }
listing-ends-lead = «{ $title }» está en el mercado de { $exchange } hasta el { $day }. Después no lo encuentra nadie.
listing-ends-ask = Si sigue en pie, publícalo otra vez con un clic:
listing-ends-button = Publicarlo otra vez
listing-decided-notice = { $exchange } ha decidido sobre un anuncio tuyo
listing-allowed-lead = { $clerk } ha mirado un anuncio tuyo en { $exchange } y deja que se vea.
listing-removed-lead = { $clerk } ha retirado un anuncio tuyo del mercado de { $exchange }.
listing-decided-ask = Míralo y cámbialo si quieres:
listing-decided-button = Lo que ofrezco y busco
member-offers = Ofrece
member-wants = Busca
market-starters =
    Comida: Pan y pasteles; Fruta y verdura; Conservas; Platos preparados
    Casa y jardín: Jardinería; Reparaciones; Limpieza; Herramientas prestadas
    Transporte: Viajes compartidos; Mudanzas y recados; Bicicletas
    Aprender: Idiomas; Música; Ordenadores y móviles; Escuela
    Cuidados: Niños; Compañía; Animales; Salud
    Ropa y artesanía: Costura; Cosas hechas a mano
    Segunda mano
market-starters-business =
    Alimentación: Al por mayor; Comidas y eventos
    Obras y reparaciones: Oficios; Materiales; Máquinas
    Oficinas y locales: Locales; Equipos; Limpieza de locales
    Imprenta y diseño: Imprenta; Diseño; Fotografía
    Informática: Equipos informáticos; Programas; Asistencia
    Transporte: Repartos; Vehículos; Almacenes
    Asesoría: Cuentas e impuestos; Derecho; Formación
    Excedentes
right-see-work = Ver lo que espera al comité
market-decide-own = Es tuyo: lo decide otra persona del comité
