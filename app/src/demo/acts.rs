//! What the committees of the demo decide and do over the year, each so many days before today.

use crate::members::checks::CheckItem;
use crate::roles::Role;
use crate::rules::catalogue::Rule;
use jiff::civil::Date;

use super::market::Market;
use super::{Mark, subscriptions};
use crate::words::Language;

/// A decision or an act of a committee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAct {
    /// The day.
    pub day: Date,
    /// Seconds after that day began.
    pub second: i64,
    /// What.
    pub deed: DemoDeed,
}

/// What a committee decides or does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "said of each as a whole; amounts are smallest parts, members places")]
pub enum DemoDeed {
    /// Sets the limits of a member; `state` says if they are suspended or have left from then on.
    Limits { member: usize, limits: (i64, i64), state: Option<&'static str>, why: &'static str },
    /// Makes a class.
    Class { name: &'static str, limits: (i64, i64), why: &'static str },
    /// Puts a member into the class of that name.
    InClass { member: usize, name: &'static str, why: &'static str },
    /// The treasurer proposes that a member may owe so much, which waits for another officer.
    Raises { member: usize, min: i64, why: &'static str },
    /// Freezes the account of a member.
    Freeze { member: usize, why: &'static str },
    /// Changes a rule.
    Rule { rule: DemoRule, why: &'static str },
    /// Proposes a change of a rule to a value, as it is kept; confirmed by the treasurer a moment later, or by nobody yet.
    Proposes { rule: Rule, value: &'static str, why: &'static str, seconded: bool },
    /// Gives a member an office for so many days, confirmed by the treasurer; or it waits to be confirmed.
    Office { member: usize, role: Role, area: &'static str, days: i64, why: &'static str, waits: bool },
    /// Undoes a transfer, by its place.
    Undo { transfer: usize, why: &'static str },
    /// Somebody asks to become a member.
    Applies(DemoApplicant),
    /// And one officer says yes, which another has to confirm.
    Admits { name: &'static str },
    /// An officer has made sure of something about them.
    Ticks { name: &'static str, item: CheckItem },
    /// And is declined.
    Declines { name: &'static str, why: &'static str },
    /// Makes an invitation with which so many may join.
    Invites { label: &'static str, most: i64 },
    /// Enters that members have paid until a day, or that they pay none.
    Subscribed { members: Vec<usize>, until: Option<Date> },
    /// Those whose subscription ends are told.
    Reminds,
    /// Pays a member out of the exchange's own account.
    PayOut { member: usize, amount: i64, words: &'static str },
}

impl DemoDeed {
    /// Whether it is about somebody who wants to join.
    pub fn is_of_who_joins(&self) -> bool {
        matches!(
            self,
            Self::Applies(_) | Self::Ticks { .. } | Self::Admits { .. } | Self::Declines { .. } | Self::Invites { .. }
        )
    }
}

/// Somebody who asks to become a member, in their own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as on the page of joining")]
pub struct DemoApplicant {
    pub name: &'static str,
    pub email: &'static str,
    pub area: &'static str,
    pub offers: &'static str,
    pub wants: &'static str,
}

const NADIA: DemoApplicant = DemoApplicant {
    name: "Nadia Okafor",
    email: "nadia@okafor.example",
    area: "Canal Street",
    offers: "Braiding hair, and company on a walk",
    wants: "Somebody who mends a washing machine",
};
const PIOTR: DemoApplicant = DemoApplicant {
    name: "Piotr Zielinski",
    email: "piotr@zielinski.example",
    area: "Old Mill",
    offers: "Bicycles: brakes, gears, punctures",
    wants: "",
};
const IMRAN: DemoApplicant = DemoApplicant {
    name: "Imran Sethi",
    email: "imran@sethi.example",
    area: "Chapel Row",
    offers: "An hour of computer help, at your own table",
    wants: "Somebody to walk a patient old dog",
};
const FLIP: DemoApplicant = DemoApplicant {
    name: "Flip Deals Ltd",
    email: "sales@flipdeals.example",
    area: "",
    offers: "Phones and vouchers at a discount",
    wants: "Leads",
};

const LONJA: DemoApplicant = DemoApplicant {
    name: "Velas y Lonas La Lonja",
    email: "taller@lonja.example",
    area: "El Puerto",
    offers: "Toldos, velas y lonas a medida, y arreglos en el día",
    wants: "Imprenta y gestoría",
};

/// A rule and its new value, in smallest parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemoRule {
    /// A newcomer's lowest balance.
    Newcomers(i64),
    /// For how many days one is a newcomer.
    Ramp(i64),
    /// How much an officer may enter alone in their own favour.
    Alone(i64),
    /// Members pay a subscription in money.
    Subscription,
    /// An admission takes two officers.
    Admissions,
    /// The committee meets whoever wants to join, and asks others about them.
    Checks,
}

/// What is said, in the language of the exchange.
struct Said {
    raised: [&'static str; 3],
    newcomers: &'static str,
    ramp: &'static str,
    alone: &'static str,
    flood: (&'static str, &'static str),
    after: &'static str,
    twice: &'static str,
    blocked: &'static str,
    settled: &'static str,
    left: &'static str,
    rent: &'static str,
    households: (&'static str, &'static str),
    businesses: (&'static str, &'static str),
    frozen: &'static str,
    keeper: &'static str,
}

const ENGLISH: Said = Said {
    raised: [
        "Half the street buys there; agreed at the spring meeting",
        "A whole year without a hitch; they asked, and nobody objected",
        "They serve everybody and are paid by everybody",
    ],
    newcomers: "Half is enough to begin with, until we know each other",
    ramp: "Whoever helps every week should not wait for half a year",
    alone: "The auditor would rather have two pairs of eyes sooner",
    flood: ("Floor and pipes after the flood", "The flood could not wait for the next meeting"),
    after: "Until the insurance has paid; looked at again in a year",
    twice: "Entered twice within minutes; the first one stands",
    blocked: "Not reached since the move; paused until we have spoken",
    settled: "A last thank-you, and all the best",
    left: "Has moved away; brought to zero, with our thanks",
    rent: "Room for our meetings, three months",
    households: ("Households", "Two and more share one account"),
    businesses: ("Shops and associations", "They serve many, and buy before they sell"),
    frozen: "Our letters come back; nothing more is owed until we have spoken",
    keeper: "Somebody has to look after the offers",
};

const SPANISH: Said = Said {
    raised: [
        "Medio barrio compra ahí; acordado en la asamblea de primavera",
        "Un año entero sin un tropiezo; lo pidieron y nadie se opuso",
        "Sirven a todos y todos les pagan",
    ],
    newcomers: "Los nuevos pedían algo más de margen para empezar",
    ramp: "Quien ayuda todas las semanas no debería esperar medio año",
    alone: "La auditoría prefiere que miren dos personas antes",
    flood: ("Arreglos después de la inundación", "La inundación no podía esperar a la próxima reunión"),
    after: "Hasta que pague el seguro; se revisa dentro de un año",
    twice: "Introducido dos veces en pocos minutos; vale el primero",
    blocked: "No contesta desde la mudanza; en pausa hasta hablar",
    settled: "Un último gracias, y que le vaya muy bien",
    left: "Se ha retirado; quedó a cero, con nuestro agradecimiento",
    rent: "Sala para las reuniones, tres meses",
    households: ("Familias", "Dos o más comparten una cuenta"),
    businesses: ("Comercios y asociaciones", "Sirven a muchos y compran antes de vender"),
    frozen: "Nuestras cartas vuelven; no se debe nada más hasta hablar",
    keeper: "Alguien tiene que cuidar de los anuncios",
};

/// What is decided and done in the morning, `left` days before today: before anybody trades.
pub(super) fn morning(market: &mut Market, day: Date, left: i64) {
    let said = said(market);
    let (min, _) = market.exchange.limits;
    let rule = |rule, why| Some(DemoDeed::Rule { rule, why });
    let deed = match left {
        280 => rule(DemoRule::Newcomers(min / 2), said.newcomers),
        205 => rule(DemoRule::Ramp(120), said.ramp),
        98 => rule(DemoRule::Alone(min.abs() / 5), said.alone),
        168 => Some(DemoDeed::Office {
            member: 6,
            role: Role::Marketplace,
            area: "",
            days: 730,
            why: said.keeper,
            waits: false,
        }),
        320 | 247 | 139 => raise(market, (day, left), said),
        // A week after it was waived.
        93 => after(market, said),
        20 => stop(market, said),
        225 | 134 | 43 => pay_rent(market, day, said),
        _ => None,
    };
    for (second, deed) in (6 * 3600 + 60..).zip(classes(market, day, said)) {
        write(market, (day, second), Some(deed));
    }
    write(market, (day, 7 * 3600), deed);
    if market.exchange.slug == "puerto" {
        write(market, (day, 9 * 3600), firms(left));
    }
    if market.exchange.slug == "hilltop" {
        write(market, (day, 9 * 3600), checking(left));
    }
    if market.exchange.slug == "riverside" {
        write(market, (day, 9 * 3600), joining(left));
        write(market, (day, 11 * 3600), office(left));
        write(market, (day, 10 * 3600), proposal(left));
        let why = "Buys the flour for the whole street before the first loaf is sold";
        let (min, _) = market.exchange.limits;
        let deed = (left == 1).then_some(DemoDeed::Raises { member: 3, min: min * 2, why });
        write(market, (day, 13 * 3600), deed);
        for (second, deed) in (12 * 3600..).zip(subscriptions::deeds(market, day, left)) {
            write(market, (day, second), Some(deed));
        }
    }
}

/// The classes with which an exchange begins, of members who have other limits than everybody; and whoever joins one on that day.
fn classes(market: &Market, day: Date, said: &Said) -> Vec<DemoDeed> {
    let exchange = &market.exchange;
    let mut deeds = Vec::new();
    for ((name, why), kinds) in
        [(said.households, &["household"][..]), (said.businesses, &["business", "organisation"])]
    {
        let places = exchange.members.iter().enumerate().filter(|(_, member)| kinds.contains(&member.kind));
        let other = places.clone().map(|(_, member)| member.began_with).find(|limits| *limits != exchange.limits);
        let Some(limits) = other else { continue };
        deeds.extend((day == exchange.began).then_some(DemoDeed::Class { name, limits, why }));
        let joined = places.filter(|(_, member)| member.joined == day);
        deeds.extend(joined.map(|(member, _)| DemoDeed::InClass { member, name, why }));
    }
    deeds
}

/// Who wants to join: one was declined, two wait.
fn joining(left: i64) -> Option<DemoDeed> {
    let why = "We exchange among neighbours and not with firms that sell; the market on Mondays may suit you.";
    match left {
        33 => Some(DemoDeed::Applies(FLIP)),
        30 => Some(DemoDeed::Declines { name: FLIP.name, why }),
        20 => Some(DemoDeed::Invites { label: "Flea market in the church hall", most: 10 }),
        7 => Some(DemoDeed::Applies(NADIA)),
        3 => Some(DemoDeed::Applies(PIOTR)),
        _ => None,
    }
}

/// Where firms give one another credit, two look at each that wants to come in: one of them has, and a second has to.
fn firms(left: i64) -> Option<DemoDeed> {
    match left {
        190 => Some(DemoDeed::Rule {
            rule: DemoRule::Admissions,
            why: "Antes de dar crédito a un taller nuevo lo miran dos; acordado en la asamblea",
        }),
        6 => Some(DemoDeed::Applies(LONJA)),
        2 => Some(DemoDeed::Admits { name: LONJA.name }),
        _ => None,
    }
}

/// Where who wants to join is met first: one waits whose references are still to be asked.
fn checking(left: i64) -> Option<DemoDeed> {
    let why = "We give one another keys and children to mind: somebody should have met whoever joins";
    match left {
        60 => Some(DemoDeed::Rule { rule: DemoRule::Checks, why }),
        9 => Some(DemoDeed::Applies(IMRAN)),
        4 => Some(DemoDeed::Ticks { name: IMRAN.name, item: CheckItem::Meeting }),
        _ => None,
    }
}

/// Who looks over the books, who looks after a lane where not everybody has mail, and who might be the second treasurer.
fn office(left: i64) -> Option<DemoDeed> {
    let (member, role, area, days, why, waits) = match left {
        330 => (5, Role::Auditor, "", 365, "Elected at the yearly meeting to look over the books", false),
        120 => (
            12,
            Role::Coordinator,
            "Mill Lane",
            365,
            "Several in the lane have no mail, and she passes by anyway",
            false,
        ),
        4 => (4, Role::Treasurer, "", 365, "Tomasz is away in January and wants somebody beside him", true),
        _ => return None,
    };
    Some(DemoDeed::Office { member, role, area, days, why, waits })
}

/// What the committee is about to change: one change is announced, another waits for a second officer.
fn proposal(left: i64) -> Option<DemoDeed> {
    let (rule, value, why, seconded) = match left {
        6 => (Rule::LeavingDays, "120", "Three months are short for who moves away in winter", true),
        2 => (Rule::ShowBalances, "yes", "Open books would end the guessing; asked for at the autumn meeting", false),
        _ => return None,
    };
    Some(DemoDeed::Proposes { rule, value, why, seconded })
}

/// What is done at night, after everybody has traded.
pub(super) fn night(market: &mut Market, day: Date, left: i64) {
    let said = said(market);
    let deed = match left {
        112 => leave(market, day, said),
        100 => {
            market.waived(day, said.flood);
            None
        }
        1 => market.marked(Mark::Lost).map(|member| DemoDeed::Freeze { member, why: said.frozen }),
        45 => market.twice(day).map(|transfer| DemoDeed::Undo { transfer, why: said.twice }),
        _ => None,
    };
    write(market, (day, 21 * 3600), deed);
}

fn said(market: &Market) -> &'static Said {
    if market.exchange.language == Language::Spanish { &SPANISH } else { &ENGLISH }
}

fn write(market: &mut Market, (day, second): (Date, i64), deed: Option<DemoDeed>) {
    if let Some(DemoDeed::Limits { member, limits, state, .. }) = &deed {
        market.set_limits(*member, *limits, state.is_some());
    }
    if let Some(DemoDeed::Freeze { member, .. }) = &deed {
        market.freeze(*member);
    }
    market.exchange.acts.extend(deed.map(|deed| DemoAct { day, second, deed }));
}

/// The next of those who serve many gets more room.
fn raise(market: &Market, (day, left): (Date, i64), said: &Said) -> Option<DemoDeed> {
    let turn = [320, 247, 139].into_iter().position(|one| one == left)?;
    let larger = |place: &usize| {
        let member = market.exchange.members.get(*place);
        member.is_some_and(|member| member.limits != market.in_force(*place) && member.joined < day)
    };
    let member = (0..market.exchange.members.len()).find(larger)?;
    let limits = market.exchange.members.get(member)?.limits;
    Some(DemoDeed::Limits { member, limits, state: None, why: said.raised.get(turn)? })
}

fn stop(market: &Market, said: &Said) -> Option<DemoDeed> {
    let member = market.marked(Mark::Blocked)?;
    let limits = market.in_force(member);
    Some(DemoDeed::Limits { member, limits, state: Some("suspended"), why: said.blocked })
}

fn leave(market: &mut Market, day: Date, said: &Said) -> Option<DemoDeed> {
    let member = market.marked(Mark::Left)?;
    let limits = (0, 0);
    let settled = market.settle(member, said.settled, day);
    if let Some(member) = market.exchange.members.get_mut(member) {
        member.limits = limits;
    }
    settled.then_some(DemoDeed::Limits { member, limits, state: Some("left"), why: said.left })
}

/// Whoever has the room is paid four hours for it out of the exchange's own account.
fn pay_rent(market: &mut Market, day: Date, said: &Said) -> Option<DemoDeed> {
    let exchange = &market.exchange;
    let amount = exchange.units_per_hour.parse::<i64>().ok()? * exchange.unit.parts() * 4;
    let member = market.host(day, amount)?;
    market.move_balance(member, amount);
    Some(DemoDeed::PayOut { member, amount, words: said.rent })
}

/// Whoever was let past their limit gets a lower one.
fn after(market: &mut Market, said: &Said) -> Option<DemoDeed> {
    let payer = market.exchange.transfers.iter().find(|one| !one.waiver.is_empty())?.payer;
    let member = market.exchange.members.get_mut(payer)?;
    member.limits = (member.began_with.0 * 8 / 5, member.began_with.1);
    Some(DemoDeed::Limits { member: payer, limits: member.limits, state: None, why: said.after })
}
