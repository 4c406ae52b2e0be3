//! An officer enters somebody who reads no mail where an admission takes two: they apply through the officer, whose yes waits for another
//! one, as with whoever applies by themselves.
//!
//! Always holds: the application has the key of the form, so that of two forms that are the same at one moment one files it.

use app::ids::{Code, PersonId};
use app::members::add::{AddMemberForm, MemberAsked};

use super::admit::{Admission, NotAnswered};
use super::enrol::NotAdded;
use super::seconding::{Yes, said_before, say_yes};
use super::store::{self, NewApplication};
use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::{Member, Scope};
use crate::journal::{self, Act, Begun};
use crate::ledger::accounts::still_counts;
use crate::members::store::called;
use crate::sign_in::persons::{NewPerson, create_person};
use crate::site::Site;

/// Whom an officer enters, and their yes: everything that is made before the transaction.
pub(super) struct Entering {
    asked: MemberAsked,
    form: AddMemberForm,
    scope: Scope,
    answering: Admission,
    act: Act,
    counting: i64,
    person: NewPerson,
}

impl Entering {
    /// By that officer, under the key of the form.
    pub(super) fn by(member: &Member, site: &Site, form: &AddMemberForm, (asked, id): (MemberAsked, i64)) -> Self {
        let exchange = &member.exchange;
        let answering = Admission::new(site, exchange, (id, member.person.id));
        Self {
            act: answering.admitted(exchange, id).asking(&asked),
            answering,
            counting: exchange.unit.counting(),
            person: NewPerson {
                id: PersonId(fresh_key()),
                email: None,
                name: asked.name.clone(),
                language: exchange.language,
                password_hash: String::new(),
                is_host: false,
            },
            asked,
            form: form.clone(),
            scope: member.scope(),
        }
    }
}

/// Files the application and says yes to it, in the caller's transaction; under the same key that was done before.
pub(super) async fn enter(tx: &mut Tx, entering: &Entering) -> Result<Yes, Failed<NotAdded>> {
    let Entering { asked, answering, act, person, .. } = entering;
    if said_before(tx, act).await? {
        return Ok(Yes::Waits(act.id));
    }
    if let Begun::Before(code) = journal::begin::<Failed<NotAdded>>(tx, act).await? {
        return Ok(Yes::In(Code::stored(&code)));
    }
    let namesakes = called(tx.conn(), entering.scope, &asked.name).await?.into_iter().map(|other| other.candidate);
    let namesakes: Vec<_> = namesakes.collect();
    if !entering.form.is_none_of(&namesakes) {
        return Err(Failed::Refused(NotAdded::Namesakes(namesakes)));
    }
    create_person(tx, person, act.at).await?;
    let (name, area) = (asked.name.clone(), asked.area.clone());
    let key = answering.key;
    let new = NewApplication { key, person: person.id, name, area, agreement_version: 0, at: act.at, invitation: 0 };
    match store::apply(tx, &new).await {
        // The same form was faster: it is found when this runs again.
        Err(DbError::Exists) => return Err(Failed::Db(DbError::Again)),
        applied => applied?,
    }
    store::describe(tx, key, (asked.kind, asked.about.clone())).await?;
    match say_yes(tx, answering, act).await? {
        Ok(Yes::Waits(proposal)) => Ok(Yes::Waits(proposal)),
        // The rule was given up meanwhile.
        Ok(Yes::In(code)) => {
            if !still_counts(tx, act.exchange, entering.counting).await? {
                return Err(Failed::Refused(NotAdded::Recounted));
            }
            journal::record(tx, &Act { object: code.to_string(), ..act.clone() }).await?;
            Ok(Yes::In(code))
        }
        Err(NotAnswered::Full(most)) => Err(Failed::Refused(NotAdded::Full(most))),
        Err(_) => Err(Failed::Refused(NotAdded::Other)),
    }
}
