//! The exchanges of the demo while they are filled: who has which account, and each thing that happens by the work that does it for
//! everybody else.

use app::demo::{Demo, DemoDeed, DemoExchange, DemoTransfer, Mark, SIGN_IN};
use app::ids::{AccountId, AgreementId, Code, MemberId, PersonId, TransferId};
use app::intertrading::Typed;
use app::intertrading::forms::Reach;
use app::journal::{What, figures};
use app::ledger::Amount;
use app::limits::LimitsCourse;
use app::limits::due::{self, LimitFacts};
use app::members::mails::AddedMail;
use app::payments::{Payment, Sum};
use app::roles::Office;
use app::time::Instant;
use jiff::ToSpan as _;

use super::committee::{
    DemoLimits, DemoOffice, DemoProposal, class_of, give_office, make_class, propose_rule, raise, set_limits, set_rule,
    take_course,
};
use super::history::{DemoStep, Happens};
use super::joining::asks;
use super::subscriptions::{keeps, reminds};
use crate::db::{Failed, Tx};
use crate::disputes::work::{Order, UndoAnswer, Undoer, undo};
use crate::http::actor::Scope;
use crate::http::tenant::{self, Exchange};
use crate::intertrading::agree;
use crate::intertrading::ending::work::{Ending, end_once};
use crate::intertrading::store::NewAgreement;
use crate::intertrading::work::{Payer, Trade, post as post_trade, quote, reach};
use crate::journal::{self, Act};
use crate::ledger::accounts::Limits;
use crate::ledger::{self, Movement, NewTransfer};
use crate::mail::store::{Fate, enqueue, mark};
use crate::mail::{Mail, MailKey, whom};
use crate::members::asleep;
use crate::members::store::{self as members, FirstLimits, NewMember, Payee, Phone, create_member, payee, payees};
use crate::notices;
use crate::payments::work::{PaymentHere, PaymentOrder, book_here};
use crate::sign_in::persons::{NewPerson, create_person, person_by_email};

/// What was refused and must not have been, in a sentence for whoever starts the demo; or the database.
pub(super) type Untold = Failed<String>;

/// What is told of later than this many seconds before now is still unread, and its mails are made.
const NEWS: i64 = 7 * 86_400;
/// When the mails came back.
const CAME_BACK: i64 = 9 * 86_400;
/// Transfers that are posted at once, at most.
const AT_ONCE: usize = 80;

/// Somebody of the demo, here.
#[derive(Clone)]
pub(super) struct DemoWho {
    pub(super) payee: Payee,
    pub(super) person: PersonId,
}

/// An exchange of the demo, here.
pub(super) struct DemoPlace {
    pub(super) exchange: Exchange,
    /// None: not added yet.
    pub(super) members: Vec<Option<DemoWho>>,
    transfers: Vec<TransferId>,
}

pub(super) struct Scene<'a> {
    demo: &'a Demo,
    hash: &'a str,
    pub(super) now: Instant,
    pub(super) places: Vec<DemoPlace>,
    /// Payments that wait to be posted together: nothing but payments happens between them.
    waiting: Vec<NewTransfer>,
}

pub(super) fn refused(why: impl std::fmt::Debug) -> Untold {
    Failed::Refused(format!("the demo was refused something: {why:?}"))
}

pub(super) fn nobody() -> Untold {
    Failed::Refused("the demo names somebody who is not in it".to_owned())
}

impl<'a> Scene<'a> {
    pub(super) fn of(demo: &'a Demo, (hash, now): (&'a str, Instant)) -> Self {
        Self { demo, hash, now, places: Vec::new(), waiting: Vec::new() }
    }

    /// An exchange that has begun, with those who came with its bundle.
    pub(super) async fn enter(&mut self, tx: &mut Tx, demo: &DemoExchange) -> Result<(), Untold> {
        let exchange = tenant::by_slug(tx.conn(), demo.slug).await?.ok_or_else(nobody)?;
        let scope = Scope::of_party(exchange.id);
        let mut members = Vec::new();
        for (place, member) in demo.members.iter().enumerate() {
            let found = payees(tx.conn(), scope, &demo.code(place)).await?.pop();
            let person = person_by_email(tx.conn(), &member.email).await?;
            members.push(found.zip(person).map(|(payee, person)| DemoWho { payee, person }));
        }
        self.places.push(DemoPlace { exchange, members, transfers: Vec::new() });
        Ok(())
    }

    /// One thing happens.
    pub(super) async fn play(&mut self, tx: &mut Tx, step: &DemoStep) -> Result<(), Untold> {
        if let Happens::Pays(place, number) = step.what {
            return self.pays(tx, step, (place, number)).await;
        }
        self.flush(tx).await?;
        match step.what {
            Happens::Joins(place, member) => self.joins(tx, step, (place, member)).await,
            Happens::Does(place, act) => self.does(tx, step, (place, act)).await,
            Happens::Agrees(number) => self.agrees(tx, step, number).await,
            Happens::Ends(number) => self.ends(tx, step, number).await,
            Happens::Trades(number) => self.trades(tx, step, number).await,
            Happens::Pays(..) => Ok(()),
        }
    }

    /// What waits is posted; what is no news any more was read; a mail to one of each exchange came back.
    pub(super) async fn close(mut self, tx: &mut Tx, (mails, lapses): (&[MailKey], i64)) -> Result<(), Untold> {
        self.flush(tx).await?;
        if let Some(first) = self.places.first() {
            reminds(tx, (&first.exchange, &first.members), (lapses, self.now)).await?;
        }
        for place in &self.places {
            asleep::job::ask_all(tx, &place.exchange, self.now.plus_seconds(-30 * 86_400)).await?;
        }
        for ((place, demo), key) in self.places.iter().zip(&self.demo.exchanges).zip(mails) {
            notices::was_read(tx, place.exchange.id, self.now.plus_seconds(-NEWS)).await?;
            let Some(lost) = demo.members.iter().position(|member| member.mark == Mark::Lost) else { continue };
            let Some(member) = demo.members.get(lost) else { continue };
            let mail = AddedMail {
                name: member.name.to_owned(),
                officer: demo.members.get(2).map_or("", |member| member.name).to_owned(),
                sender: whom::sender((demo.name, ""), &[], ""),
                plural: demo.unit.plural.clone(),
                code: demo.code(lost),
                link: String::new(),
                is_known: true,
            };
            let at = self.now.plus_seconds(-CAME_BACK);
            let mail = Mail { key: *key, to: member.email.clone(), letter: mail.letter(demo.language), until: None };
            enqueue(tx, &[mail], at).await?;
            mark(tx, Fate::GivenUp(key.0, at)).await?;
        }
        Ok(())
    }

    async fn flush(&mut self, tx: &mut Tx) -> Result<(), Untold> {
        let waiting = std::mem::take(&mut self.waiting);
        if !waiting.is_empty() {
            ledger::post(tx, &waiting)
                .await
                .map_err(|error| error.map(|why| format!("a payment of the demo: {why:?}")))?;
        }
        Ok(())
    }

    fn place(&self, place: usize) -> Result<(&DemoPlace, &'a DemoExchange), Untold> {
        self.places.get(place).zip(self.demo.exchanges.get(place)).ok_or_else(nobody)
    }

    fn who(&self, (place, member): (usize, usize)) -> Result<&DemoWho, Untold> {
        self.places.get(place).and_then(|place| place.members.get(member)?.as_ref()).ok_or_else(nobody)
    }

    /// The rules have changed, and so has their version.
    async fn look_again(&mut self, tx: &mut Tx, place: usize) -> Result<(), Untold> {
        let place = self.places.get_mut(place).ok_or_else(nobody)?;
        place.exchange = tenant::by_id(tx.conn(), place.exchange.id).await?.ok_or_else(nobody)?;
        Ok(())
    }

    /// A payment here: by itself if somebody enters it for the payer or it is news to whoever signs in, else with the others.
    async fn pays(&mut self, tx: &mut Tx, step: &DemoStep, (place, number): (usize, usize)) -> Result<(), Untold> {
        let (here, demo) = self.place(place)?;
        let one = demo.transfers.get(number).ok_or_else(nobody)?;
        let amount = Amount::new(one.amount).ok_or_else(nobody)?;
        let (payer, payee) = (self.who((place, one.payer))?, self.who((place, one.payee))?);
        let is_news = one.payee < SIGN_IN && step.at >= self.now.plus_seconds(-NEWS);
        if one.entered_by.is_some() || is_news {
            let order = self.order((place, one), step)?;
            let here = PaymentHere::of(order, (&payee.payee, amount));
            self.flush(tx).await?;
            book_here(tx, &here).await.map_err(|error| error.map(refused_text))?;
        } else {
            let slip = here.exchange.slip((step.transfer, step.salts[0]), payer.person, step.at);
            let movement = Movement { payer: payer.payee.account, payee: payee.payee.account, amount };
            self.waiting.push(NewTransfer::payment(slip, movement, one.description.to_owned()));
            if self.waiting.len() >= AT_ONCE {
                self.flush(tx).await?;
            }
        }
        self.places.get_mut(place).ok_or_else(nobody)?.transfers.push(step.transfer);
        Ok(())
    }

    fn payer(&self, (place, payer): (usize, usize), entered_by: Option<usize>) -> Result<Payer, Untold> {
        let (here, demo) = self.place(place)?;
        let who = self.who((place, payer))?;
        let officer = entered_by.map(|officer| self.who((place, officer))).transpose()?;
        let named = |member: usize| demo.members.get(member).map_or(String::new(), |member| member.name.to_owned());
        Ok(Payer {
            exchange: here.exchange.clone(),
            member: who.payee.member,
            account: who.payee.account,
            code: who.payee.candidate.code.clone(),
            name: named(payer),
            by: officer.unwrap_or(who).person,
            by_name: named(entered_by.unwrap_or(payer)),
            on_behalf: entered_by.is_some(),
        })
    }

    fn order(&self, (place, one): (usize, &DemoTransfer), step: &DemoStep) -> Result<PaymentOrder, Untold> {
        let payment = Payment {
            id: step.transfer,
            to: self.who((place, one.payee))?.payee.candidate.code.to_string(),
            sum: Sum::Paid(Amount::new(one.amount).ok_or_else(nobody)?),
            description: one.description.to_owned(),
            shown: String::new(),
            waiver: (!one.waiver.is_empty()).then(|| one.waiver.to_owned()),
        };
        let payer = self.payer((place, one.payer), one.entered_by)?;
        Ok(PaymentOrder { payer, payment, at: step.at, salts: step.salts, act: step.act })
    }

    /// The membership secretary adds somebody: a household with both who act for it, or a member without an e-mail.
    async fn joins(&mut self, tx: &mut Tx, step: &DemoStep, (place, member): (usize, usize)) -> Result<(), Untold> {
        let (here, demo) = self.place(place)?;
        let joins = demo.members.get(member).ok_or_else(nobody)?;
        let by = self.who((place, 2))?.person;
        let (exchange, unit) = (here.exchange.id, here.exchange.unit.clone());
        let [first, second, account, id] = step.keys;
        let mut operators = Vec::new();
        let emails = [Some(&joins.email), joins.second.as_ref()].into_iter().flatten();
        for (email, key) in emails.zip([first, second]).filter(|_| joins.has_mail) {
            let person = NewPerson {
                id: PersonId(key),
                email: Some(email.clone()),
                name: joins.name.to_owned(),
                language: demo.language,
                password_hash: self.hash.to_owned(),
                is_host: false,
            };
            create_person(tx, &person, step.at).await?;
            operators.push(person.id);
        }
        let person = operators.first().copied().unwrap_or(PersonId(0));
        // Whoever has other limits gets them by a class.
        let everybodys = (due::due(&here.exchange.rules, &LimitFacts::default()).limits, false);
        let (limits, is_newcomer) = if joins.is_new { due::first(&here.exchange.rules) } else { everybodys };
        let (limits, follows) =
            (Limits::of(limits.parts()), if is_newcomer { FirstLimits::Newcomer } else { FirstLimits::Everybody });
        let new = NewMember {
            exchange,
            id: MemberId(id),
            account: AccountId(account),
            code: Some(Code::stored(demo.code(member))),
            name: joins.name.to_owned(),
            kind: joins.kind,
            about: joins.about.to_owned(),
            phone: Phone { number: joins.phone.clone(), is_shown: !joins.phone.is_empty() },
            area: joins.area.to_owned(),
            limits,
            follows,
            operators,
            joined_at: step.at,
        };
        let code = create_member(tx, &new, by).await?;
        let becomes = [limits.min_balance, limits.max_balance, limits.warn_min, limits.warn_max];
        let act = Act::new(What::Member, (exchange, step.act), (by, step.at));
        let becomes = figures::limits(&unit, becomes);
        journal::record(tx, &Act { object: code.to_string(), becomes, ..act }).await?;
        let payee = payees(tx.conn(), Scope::of_party(exchange), code.as_str()).await?.pop().ok_or_else(nobody)?;
        let members = self.places.get_mut(place).and_then(|place| place.members.get_mut(member));
        *members.ok_or_else(nobody)? = Some(DemoWho { payee, person });
        Ok(())
    }

    async fn does(&mut self, tx: &mut Tx, step: &DemoStep, (place, act): (usize, usize)) -> Result<(), Untold> {
        let (here, demo) = self.place(place)?;
        let act = demo.acts.get(act).ok_or_else(nobody)?;
        let (chair, treasurer) = (self.who((place, 0))?.person, self.who((place, 1))?.person);
        let by_treasurer = (step.act, (treasurer, step.at));
        match &act.deed {
            DemoDeed::Limits { member, limits, state, why } => {
                let who = self.who((place, *member))?;
                let limits = Limits::between(limits.0, limits.1);
                let asked = DemoLimits { who, limits, state: *state, why };
                set_limits(tx, &here.exchange, (asked, by_treasurer)).await
            }
            DemoDeed::Class { name, limits, why } => {
                make_class(tx, &here.exchange, (name, *limits, why), (step.keys[0], by_treasurer)).await
            }
            DemoDeed::InClass { member, name, why } => {
                let who = &self.who((place, *member))?.payee;
                let course = LimitsCourse::Class(class_of(tx, &here.exchange, name).await?);
                take_course(tx, &here.exchange, (who, course, why), by_treasurer).await
            }
            DemoDeed::Raises { member, min, why } => {
                let raised = (&self.who((place, *member))?.payee, *min, *why);
                raise(tx, &here.exchange, raised, by_treasurer).await
            }
            DemoDeed::Freeze { member, why } => {
                let who = &self.who((place, *member))?.payee;
                take_course(tx, &here.exchange, (who, LimitsCourse::Freeze, why), by_treasurer).await
            }
            DemoDeed::Rule { rule, why } => {
                set_rule(tx, &here.exchange, (*rule, why, treasurer), (step.act, (chair, step.at))).await?;
                self.look_again(tx, place).await
            }
            DemoDeed::Proposes { rule, value, why, seconded } => {
                let seconder = seconded.then_some((treasurer, step.keys[0]));
                let proposal = DemoProposal { rule: *rule, value, why, seconder };
                propose_rule(tx, &here.exchange, proposal, (step.act, (chair, step.at))).await
            }
            DemoDeed::Office { member, role, area, days, why, waits } => {
                let until = step.at.day(&here.exchange.zone).saturating_add(days.days());
                let office = Office { role: *role, until: Some(until), area: (*area).to_owned() };
                let given = DemoOffice { who: self.who((place, *member))?, office, why, waits: *waits };
                give_office(tx, &here.exchange, (given, treasurer), (step.act, (chair, step.at))).await
            }
            deed if deed.is_of_who_joins() => {
                asks(tx, &here.exchange, deed, (step, self.who((place, 2))?.person, self.hash)).await
            }
            DemoDeed::PayOut { member, amount, words } => {
                self.pays_out(tx, step, (place, *member), (*amount, words)).await
            }
            DemoDeed::Undo { transfer, why } => {
                let order = Order {
                    undoer: Undoer::Committee,
                    exchange: here.exchange.clone(),
                    undoes: *here.transfers.get(*transfer).ok_or_else(nobody)?,
                    id: step.transfer,
                    reason: (*why).to_owned(),
                    by: treasurer,
                    at: step.at,
                    act: step.act,
                    salts: step.salts,
                };
                match undo(tx, &order).await? {
                    UndoAnswer::Undone(_) => Ok(()),
                    other => Err(refused(other)),
                }
            }
            deed => keeps(tx, (&here.exchange, &here.members), deed, (step, [chair, treasurer])).await,
        }
    }

    /// The treasurer pays out of the exchange's own account.
    async fn pays_out(
        &self,
        tx: &mut Tx,
        step: &DemoStep,
        who: (usize, usize),
        (amount, words): (i64, &str),
    ) -> Result<(), Untold> {
        let (here, _) = self.place(who.0)?;
        let exchange = here.exchange.clone();
        let code = Code::common(&exchange.code);
        let common = payee(tx.conn(), Scope::of_party(exchange.id), code.clone()).await?.ok_or_else(nobody)?;
        let (to, amount) = (&self.who(who)?.payee, Amount::new(amount).ok_or_else(nobody)?);
        let name = exchange.name.clone();
        let by = Payer {
            code,
            name,
            member: common.member,
            account: common.account,
            on_behalf: true,
            ..self.payer((who.0, 1), None)?
        };
        let payment = Payment {
            id: step.transfer,
            to: to.candidate.code.to_string(),
            sum: Sum::Paid(amount),
            description: words.to_owned(),
            shown: String::new(),
            waiver: None,
        };
        let order = PaymentOrder { payer: by, payment, at: step.at, salts: step.salts, act: step.act };
        book_here(tx, &PaymentHere::of(order, (to, amount))).await.map_err(|error| error.map(refused_text))?;
        Ok(())
    }

    async fn agrees(&mut self, tx: &mut Tx, step: &DemoStep, number: usize) -> Result<(), Untold> {
        let one = self.demo.agreements.get(number).ok_or_else(nobody)?;
        let side = |place: usize| {
            let exchange = &self.place(place)?.0.exchange;
            let rate = exchange.rules.units_per_hour();
            let reach = rate.micro_parts(&exchange.unit) * i128::from(one.hours) / 1_000_000;
            let reach = i64::try_from(reach).unwrap_or(0);
            Ok::<_, Untold>((exchange.id, rate, Reach { down: reach, up: reach }))
        };
        let new = NewAgreement {
            id: AgreementId(step.act),
            a: side(one.a)?,
            b: side(one.b)?,
            counting: None,
            note: one.note.to_owned(),
            by: self.who((one.a, 0))?.person,
            at: step.at,
        };
        let accepts = self.who((one.b, 1))?.person;
        agree(tx, &new, (accepts, step.answer)).await.map_err(|error| error.map(refused_text))?;
        for place in [one.a, one.b] {
            self.look_again(tx, place).await?;
        }
        Ok(())
    }

    async fn ends(&mut self, tx: &mut Tx, step: &DemoStep, number: usize) -> Result<(), Untold> {
        let one = self.demo.agreements.get(number).ok_or_else(nobody)?;
        let Some((_, why)) = one.ended else { return Err(nobody()) };
        let (a, b) = (self.place(one.a)?.0.exchange.id, self.place(one.b)?.0.exchange.id);
        let by = self.who((one.b, 0))?.person;
        let ending = Ending { exchange: b, partner: a, by, at: step.at, act: step.act, reason: why.to_owned() };
        end_once(tx, &ending).await.map_err(|error| error.map(refused_text))?;
        for place in [one.a, one.b] {
            self.look_again(tx, place).await?;
        }
        Ok(())
    }

    /// A payment across, as whoever pays confirms what the check page shows.
    async fn trades(&mut self, tx: &mut Tx, step: &DemoStep, number: usize) -> Result<(), Untold> {
        let one = self.demo.trades.get(number).ok_or_else(nobody)?;
        let payer = self.payer(one.payer, None)?;
        let payee = self.who(one.payee)?.payee.candidate.code.clone();
        let typed = Typed::Paid(Amount::new(one.paid).ok_or_else(nobody)?);
        let ours = &payer.exchange;
        let reached = reach(tx.conn(), ours.id, &payee).await?.ok_or_else(nobody)?;
        let mine = members::account(tx.conn(), Scope::of_party(ours.id), payer.account).await?;
        let shown = quote(ours, &mine, (&reached, typed)).map_err(refused)?.shown();
        let (id, description, salts) = (step.transfer, one.description.to_owned(), step.salts);
        let trade = Trade { payer, payee, id, typed, description, shown, at: step.at, salts };
        let receipt = post_trade(tx, &trade).await.map_err(|error| error.map(refused_text))?;
        match receipt.transfers.last() {
            Some(leg) if leg.amount == one.received => Ok(()),
            _ => Err(refused("an amount that comes to something else there")),
        }
    }
}

pub(super) fn refused_text(why: impl std::fmt::Debug) -> String {
    format!("the demo was refused something: {why:?}")
}
