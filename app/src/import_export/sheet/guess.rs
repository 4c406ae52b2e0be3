//! Which column of a sheet is which of ours: guessed from its header, in English, in Spanish, as CES and Community Forge write it.

use crate::text::folded;
use crate::words::Words;

/// What a sheet may say of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetColumn {
    /// The name, or the first of two.
    Name,
    /// The second of two.
    Surname,
    /// The address.
    Email,
    /// Where.
    Area,
    /// The code of the account, kept from elsewhere.
    Code,
    /// The balance to begin with.
    Opening,
    /// How far below zero.
    Lowest,
    /// How far above.
    Highest,
    /// About them.
    About,
    /// What they offer.
    Offers,
    /// What they look for.
    Wants,
    /// Until which day they have paid in money.
    Paid,
}

impl SheetColumn {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Name,
        Self::Surname,
        Self::Email,
        Self::Area,
        Self::Code,
        Self::Opening,
        Self::Lowest,
        Self::Highest,
        Self::About,
        Self::Offers,
        Self::Wants,
        Self::Paid,
    ];

    /// The field that says where it is.
    pub fn field(self) -> &'static str {
        match self {
            Self::Name => "name_in",
            Self::Surname => "surname_in",
            Self::Email => "email_in",
            Self::Area => "area_in",
            Self::Code => "code_in",
            Self::Opening => "opening_in",
            Self::Lowest => "lowest_in",
            Self::Highest => "highest_in",
            Self::About => "about_in",
            Self::Offers => "offers_in",
            Self::Wants => "wants_in",
            Self::Paid => "paid_in",
        }
    }

    /// What it is called.
    pub fn name(self, words: &Words) -> String {
        match self {
            Self::Name => words.sheet_name(),
            Self::Surname => words.sheet_surname(),
            Self::Email => words.sheet_email(),
            Self::Area => words.sheet_area(),
            Self::Code => words.sheet_code(),
            Self::Opening => words.sheet_opening(),
            Self::Lowest => words.sheet_lowest(),
            Self::Highest => words.sheet_highest(),
            Self::About => words.sheet_about(),
            Self::Offers => words.sheet_offers(),
            Self::Wants => words.sheet_wants(),
            Self::Paid => words.sheet_paid(),
        }
    }

    /// How headers name it, folded and with spaces for all that is no letter; a stroke between two.
    fn heads(self) -> &'static str {
        match self {
            Self::Name => {
                "name|full name|member|member name|first name|firstname|user name|username|nombre|nombre completo|\
                nombre y apellidos|socio|socia|miembro|persona"
            }
            Self::Surname => "surname|last name|lastname|family name|apellido|apellidos",
            Self::Email => {
                "email|e mail|mail|email address|e mail address|email 1|correo|correo electronico|direccion de correo"
            }
            Self::Area => {
                "area|where|village|town|suburb|city|place|neighbourhood|neighborhood|locality|quarter|zona|barrio|\
                pueblo|municipio|localidad|poblacion|lugar|ciudad|donde"
            }
            Self::Code => {
                "code|account|account code|account no|account number|member no|member number|uid|codigo|cuenta|\
                codigo de cuenta|numero de cuenta|n de cuenta|numero de socio"
            }
            Self::Opening => {
                "balance|opening balance|current balance|opening|saldo|saldo inicial|saldo actual|saldo de apertura"
            }
            Self::Lowest => {
                "limit|lowest|lowest balance|minimum|min|min balance|debit limit|overdraft|may owe|limite|saldo minimo|\
                minimo|limite de debito|limite de deuda|puede deber"
            }
            Self::Highest => {
                "highest|highest balance|maximum|max|max balance|credit limit|may hold|saldo maximo|maximo|\
                limite de credito|puede tener"
            }
            Self::About => "about|description|profile|acerca de|descripcion|sobre|perfil",
            Self::Offers => "offers|offer|offerings|offering|skills|ofrece|oferta|ofertas|puede ofrecer",
            Self::Wants => "wants|want|needs|requests|looks for|busca|necesita|necesidades|demanda|demandas",
            Self::Paid => {
                "paid until|paid to|paid up to|subscription|subscription until|subscription expires|membership expires|\
                renewal date|expiry date|expires|pagado hasta|cuota|cuota hasta|cuota pagada hasta|vence|vencimiento"
            }
        }
    }
}

/// What comes before a header's words can be compared.
fn plain(head: &str) -> String {
    let spaced: String = folded(head).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Which of ours a header names.
pub(super) fn named(head: &str) -> Option<SheetColumn> {
    let head = plain(head);
    SheetColumn::ALL.into_iter().find(|column| column.heads().split('|').any(|one| one == head))
}

/// Whether the header is one of CES, where a limit of 0 says that there is none.
pub(super) fn is_of_ces<'a>(mut heads: impl Iterator<Item = &'a str>) -> bool {
    heads.any(|head| matches!(plain(head).as_str(), "debit limit" | "credit limit"))
}
