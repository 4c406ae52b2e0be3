//! Persona lives in the demo and what they do for one another.

use super::DemoMember;
use crate::text::folded;
use crate::words::Language;

type Persona = (&'static str, &'static str, &'static str);

fn all(host: &str, list: &[Persona]) -> Vec<DemoMember> {
    let one = |(name, area, about): &Persona| {
        let first = folded(name).split(' ').next().unwrap_or("somebody").to_owned();
        DemoMember { name, email: format!("{first}@{host}.example"), area, about }
    };
    list.iter().map(one).collect()
}

pub(super) fn riverside() -> Vec<DemoMember> {
    all(
        "riverside",
        &[
            ("Ada Okafor", "Mill Lane", "Chair. Jam, seedlings and patient advice about bees."),
            ("Tomasz Wójcik", "Station Road", "Treasurer. Bicycles mended while you wait."),
            ("Grace Ellery", "The Weir", "Welcomes new members. Upholstery."),
            ("Amina Diallo", "Mill Lane", "Bread on Fridays, alterations all week."),
            ("Ben Hartley", "Old Quay", "Gutters, sheds, fences."),
            ("Chiara Rossi", "Church Street", "Italian conversation and fresh pasta."),
            ("Dilip Rao", "Station Road", "Computers explained without hurry."),
            ("Eleanor Finch", "The Weir", "Piano lessons for beginners of any age."),
            ("Farah Haddad", "Market Square", "Cooking for parties, big and small."),
            ("George Penrose", "Mill Lane", "Lifts to the hospital and the station."),
            ("Hana Sato", "Church Street", "Garden design and pruning."),
            ("Ibrahim Yusuf", "Old Quay", "Plastering and painting."),
            ("Joan Whitlock", "The Weir", "Dog walking, mornings."),
            ("Kofi Mensah", "Market Square", "Drumming, and minding children."),
            ("Lucy Barrow", "Mill Lane", "Eggs, honey, a trailer to borrow."),
            ("Marek Dvořák", "Station Road", "Carpentry."),
            ("Niamh Byrne", "Old Quay", "Proofreading and letters to offices."),
            ("Olu Adeyemi", "Church Street", "Photographs of people who hate photographs."),
            ("Petra Lindqvist", "The Weir", "Massage, by appointment."),
            ("Quentin Marsh", "Market Square", "Sharpening: knives, shears, mower blades."),
            ("Rosa Delgado", "Mill Lane", "Spanish, and sewing machines set right."),
            ("Samuel Osei", "Station Road", "Moving day help with a van."),
            ("Thea Novak", "Old Quay", "Herbal teas and salves."),
            ("Umar Farooq", "Church Street", "Maths for school exams."),
            ("Vera Antonova", "The Weir", "Knitting, socks a speciality."),
            ("Will Tanner", "Market Square", "Firewood, split and stacked."),
            ("Xin Li", "Mill Lane", "Dumplings and tai chi."),
            ("Yusra Aziz", "Station Road", "Hair cut at your home."),
            ("Zoe Mercer", "Old Quay", "Bookkeeping for the small and frightened."),
            ("Alan Pike", "The Weir", "Fishing lessons."),
            ("Bridget Shaw", "Church Street", "Ironing, and good talk meanwhile."),
            ("Carlos Mendes", "Market Square", "Tiles."),
            ("Dora Kemp", "Mill Lane", "House sitting and cats."),
            ("Emeka Nwosu", "Station Road", "Phones and tablets for grandparents."),
            ("Freya Holm", "Old Quay", "Yoga by the water."),
            ("Gwen Parry", "The Weir", "Choir, and singing lessons."),
        ],
    )
}

pub(super) fn hilltop() -> Vec<DemoMember> {
    let mut members = all(
        "hilltop",
        &[
            ("Miriam Adler", "Top Street", "Chair. Reading aloud, anything but thrillers."),
            ("Joseph Kariuki", "Beacon Hill", "Treasurer. Tax forms."),
            ("Lena Brandt", "Orchard Close", "New members. Walking in company."),
            ("Pavel Horák", "Top Street", "Plumbing, small jobs."),
            ("Sunita Patel", "Beacon Hill", "Childcare after school."),
            ("Diego Fuentes", "Quarry Bank", "Guitar for beginners."),
            ("Ben Achterberg", "Orchard Close", "Apple trees pruned, cider pressed."),
            ("Ruth Calloway", "Top Street", "Mending clothes."),
            ("Omar Nasser", "Quarry Bank", "Shopping and carrying."),
            ("Ingrid Solberg", "Beacon Hill", "Company for people who live alone."),
            ("Peter Ashdown", "Orchard Close", "Lawns and hedges."),
            ("Fatima Benali", "Top Street", "French, Arabic, couscous."),
            ("Colin Frost", "Quarry Bank", "Wi-Fi and printers."),
            ("Mei Tanaka", "Beacon Hill", "Calligraphy and cards."),
            ("Agnes Murray", "Orchard Close", "Jam and chutney made with you."),
            ("Tariq Malik", "Top Street", "Driving, also at night."),
            ("Beatrice Lowe", "Quarry Bank", "Letters and forms."),
            ("Stefan Ionescu", "Beacon Hill", "Electrical checks."),
            ("Hazel Quinn", "Orchard Close", "Dogs, also large ones."),
            ("Ravi Menon", "Top Street", "Cooking lessons."),
            ("Clara Jensen", "Quarry Bank", "Babysitting."),
            ("Martin Oakes", "Beacon Hill", "Shelves put up straight."),
            ("Nadia Rahman", "Orchard Close", "Henna, and hair."),
            ("Edwin Moss", "Top Street", "Chess and company."),
            ("Sofia Lindgren", "Quarry Bank", "Swimming with beginners."),
            ("Abel Tesfaye", "Beacon Hill", "Moving furniture."),
            ("Iris Wren", "Orchard Close", "Garden planning."),
            ("Leo Castellano", "Top Street", "Bread baking lessons."),
            ("Maud Hillier", "Quarry Bank", "Sewing circle."),
            ("Jonas Weber", "Beacon Hill", "Bicycles."),
            ("Alma Reyes", "Orchard Close", "Spanish conversation."),
            ("Desmond Clarke", "Top Street", "Repairs of chairs."),
        ],
    );
    // Somebody who belongs to two exchanges with one sign-in.
    members.push(DemoMember {
        name: "Ada Okafor",
        email: "ada@riverside.example".into(),
        area: "Riverside",
        about: "Bees, seedlings; also of Riverside LETS.",
    });
    members
}

pub(super) fn puerto() -> Vec<DemoMember> {
    all(
        "puerto",
        &[
            ("Carmen Ortega", "Calle Ancha", "Presidenta. Panadería La Espiga."),
            ("Andrés Molina", "Muelle Norte", "Tesorero. Gestoría Molina."),
            ("Lucía Vidal", "Plaza Mayor", "Nuevos socios. Librería El Faro."),
            ("Taller Náutico Rey", "Muelle Norte", "Motores y cascos."),
            ("Frutas Hermanos Gil", "Mercado", "Fruta y verdura de la vega."),
            ("Inés Cabrera", "Calle Ancha", "Diseño gráfico y rótulos."),
            ("Bar La Marea", "Plaza Mayor", "Menús de mediodía y catering."),
            ("Javier Prado", "Calle del Sol", "Electricista."),
            ("Ferretería Costa", "Calle Ancha", "Todo lo que falta para terminar."),
            ("Nuria Salas", "Calle del Sol", "Fisioterapia."),
            ("Imprenta Delta", "Polígono", "Carteles, menús, tarjetas."),
            ("Óptica Luna", "Plaza Mayor", "Gafas y revisiones."),
            ("Pescados Amparo", "Mercado", "De la lonja de hoy."),
            ("Raúl Campos", "Muelle Norte", "Fontanería."),
            ("Floristería Azahar", "Calle del Sol", "Ramos y jardineras."),
            ("Marta Esteve", "Calle Ancha", "Clases de inglés para empresas."),
            ("Hostal del Puerto", "Muelle Norte", "Doce habitaciones con vistas."),
            ("Carpintería Soler", "Polígono", "Muebles a medida."),
            ("Quesos La Vega", "Mercado", "Queso de cabra curado."),
            ("Diana Ferrer", "Plaza Mayor", "Asesoría laboral."),
            ("Lavandería Nieve", "Calle del Sol", "Ropa de hostelería."),
            ("Bodega Tres Olas", "Calle Ancha", "Vinos de la comarca."),
            ("Óscar Reina", "Polígono", "Reparto en bicicleta."),
            ("Peluquería Alba", "Plaza Mayor", "Cortes y peinados."),
            ("Cristalería Marín", "Polígono", "Ventanas y mamparas."),
            ("Huerta Ecológica Río", "Vega Baja", "Cestas semanales."),
            ("Estudio Bravo", "Calle Ancha", "Fotografía de producto."),
            ("Gabriel Ríos", "Calle del Sol", "Informática y redes."),
            ("Pastelería Miel", "Plaza Mayor", "Tartas por encargo."),
            ("Limpiezas Clara", "Polígono", "Oficinas y comunidades."),
            ("Zapatería Paso", "Calle Ancha", "Arreglos y plantillas."),
            ("Elena Duarte", "Muelle Norte", "Traducciones."),
        ],
    )
}

/// What is traded: words, least and most, in smallest parts.
pub(super) fn goods(language: Language, is_time: bool) -> Vec<(&'static str, i64, i64)> {
    match (language, is_time) {
        (Language::Spanish, _) => vec![
            ("Menús para doce", 8_000, 18_000),
            ("Tarjetas de visita", 3_000, 6_000),
            ("Reparación de la persiana", 4_000, 9_000),
            ("Cesta de fruta semanal", 1_500, 3_000),
            ("Declaración trimestral", 5_000, 12_000),
            ("Tarta de aniversario", 2_500, 5_000),
            ("Dos noches de hostal", 9_000, 16_000),
            ("Pan para la semana", 800, 2_000),
            ("Rótulo nuevo", 9_000, 20_000),
            ("Ramos para las mesas", 1_500, 4_500),
            ("Revisión de la red", 4_000, 10_000),
            ("Reparto de abril", 2_000, 6_000),
            ("Sesión de fisioterapia", 3_000, 4_500),
            ("Fotos de la carta", 6_000, 12_000),
            ("Queso curado, tres piezas", 2_000, 4_000),
        ],
        (_, true) => vec![
            ("Pruning the apple trees", 60, 180),
            ("An afternoon with the children", 120, 240),
            ("Help with the tax form", 30, 90),
            ("Guitar lesson", 45, 60),
            ("Driving to the hospital", 60, 150),
            ("Shelves in the hall", 60, 120),
            ("Shopping", 30, 75),
            ("Setting up the printer", 30, 60),
            ("Mending two coats", 45, 105),
            ("Hedge cutting", 60, 180),
            ("Chess and tea", 60, 120),
            ("Bread baking, with me", 90, 150),
            ("Reading aloud", 30, 60),
            ("Moving a wardrobe", 45, 90),
            ("French conversation", 60, 60),
        ],
        _ => vec![
            ("Two jars of plum jam", 400, 700),
            ("Fixing the gutter", 1_500, 3_500),
            ("Loaf and rolls", 300, 650),
            ("Lift to the station", 500, 800),
            ("Piano lesson", 900, 1_200),
            ("Bicycle service", 1_000, 2_500),
            ("A dozen eggs", 250, 400),
            ("Dog walking, one week", 1_500, 2_500),
            ("Computer help", 800, 1_600),
            ("Seedlings for the allotment", 300, 900),
            ("Van for the move", 2_500, 5_000),
            ("Socks", 800, 1_200),
            ("Haircut", 700, 1_000),
            ("Firewood, one load", 2_000, 4_000),
            ("Painting the shed", 2_500, 4_500),
            ("Dinner for six", 2_000, 3_500),
            ("Minding the cat", 500, 1_500),
            ("Knives sharpened", 300, 700),
            ("Letter to the council", 500, 1_000),
            ("Yoga, four times", 1_200, 2_000),
        ],
    }
}
