//! The committee makes a code on paper for who reads no mail; where nobody has acted for the member yet, the person too.
//!
//! Always holds: the last code of a person is the only one; nobody gets one who is more than a member here, or its committee would be all
//! that they are; a form that comes twice makes one code, written down and told once. Not here: using it (`sign_in::paper`).

pub mod store;

use app::forms::numbered;
use app::ids::{Code, PersonId};
use app::journal::What;
use app::members::paper::{
    DAYS, NewPaperAsked, NewPaperForm, PaperMade, PaperOf, PaperReader, new_paper_page, paper_made_page,
};
use app::notices::NoticeKind;
use app::paths::exchange::PaperCode;
use app::paths::installation::UsePaperCode;
use app::roles::Right;
use app::sign_in::code::{join_code, typed};
use app::time::Instant;
use app::ui::FieldError;
use app::words::Language;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use self::store::PaperMember;
use crate::clock::{fresh_key, random};
use crate::db::{Failed, Tx};
use crate::http::actor::{Committee, Enrol, Member};
use crate::http::answer::Error;
use crate::http::form::Form;
use crate::journal::{self, Act, Begun, OtherAct};
use crate::notices::{self, NewNotice};
use crate::sign_in::link;
use crate::sign_in::paper::store::{NewPaper, is_more, leave};
use crate::sign_in::persons::{NewPerson, create_person};
use crate::site::Site;

/// A day, in seconds.
const DAY: i64 = 86_400;

/// The member of the path and who acts for them; a coordinator's are those of the area.
async fn subject(member: &Member, site: &Site, path: &PaperCode) -> Result<(PaperMember, PaperOf), Error> {
    let code = Code::typed(&path.code).ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let found = store::find(&mut conn, member.scope(), &code).await?.ok_or(Error::NotFound)?;
    if !member.may_in(Right::Enrol, &found.area) {
        return Err(Error::NotFound);
    }
    let mut readers = store::readers(&mut conn, (member.exchange.id, found.member_id)).await?;
    if readers.is_empty() {
        readers.push(PaperReader { person: PersonId(0), name: found.name.clone(), is_more: false });
    }
    let of = PaperOf { code: found.code.clone(), name: found.name.clone(), readers };
    Ok((found, of))
}

fn drawn() -> String {
    join_code(random())
}

/// `GET /members/{code}/paper-code`
pub async fn form(path: PaperCode, committee: Committee<Enrol>, State(site): State<Site>) -> Result<Response, Error> {
    let member = committee.member;
    let (_, of) = subject(&member, &site, &path).await?;
    let form = NewPaperForm { id: fresh_key().to_string(), paper: drawn(), whom: String::new() };
    Ok(Html(new_paper_page(&member.chrome, &of, &form, &[])).into_response())
}

/// What making one takes, made before the transaction.
struct Making {
    found: PaperMember,
    asked: NewPaperAsked,
    act: Act,
    person: PersonId,
    language: Language,
    until: Instant,
}

/// Why none was made.
enum NotMade {
    /// The form's key stands for something else.
    Other,
    /// They are more than a member here by now, or somebody else acts for the member.
    Changed,
}

impl From<OtherAct> for NotMade {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// `POST /members/{code}/paper-code`: the slip; the same form again shows the same.
pub async fn make(
    path: PaperCode,
    committee: Committee<Enrol>,
    State(site): State<Site>,
    Form(form): Form<NewPaperForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let (found, of) = subject(&member, &site, &path).await?;
    let language = member.chrome.language;
    let again = |errors: &[FieldError]| {
        let paper = typed(&form.paper).unwrap_or_else(drawn);
        let form = NewPaperForm { id: journal::number(&form.id), paper, whom: form.whom.clone() };
        let page = new_paper_page(&member.chrome, &of, &form, errors);
        Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
    };
    let (id, asked) = match numbered(&form.id, language, form.parse(&of.readers, language)) {
        Ok(read) => read,
        Err(errors) => return again(&errors),
    };
    let at = site.clock.now();
    let act =
        Act::new(What::PaperCode, (member.exchange.id, id), (member.person.id, at)).asking(&(&of.code, &asked.paper));
    let until = at.plus_seconds(DAYS * DAY);
    let made = PaperMade {
        account: of.code.clone(),
        name: asked.whom.name.clone(),
        paper: asked.paper.clone(),
        until: until.day(&member.exchange.zone),
        address: format!("{}{UsePaperCode}", site.config.public_url),
    };
    let act = Act { object: of.code.to_string(), ..act };
    let language = member.exchange.language;
    let making = Making { found, asked, act, person: PersonId(fresh_key()), language, until };
    match site.db.write(making, write).await {
        Ok(()) => {
            site.notices_wait.notify_one();
            Ok(Html(paper_made_page(&member.chrome, &made)).into_response())
        }
        Err(Failed::Refused(NotMade::Changed)) => {
            let message = member.chrome.words().paper_more(&made.name);
            again(&[FieldError { field: "whom", message }])
        }
        Err(Failed::Refused(NotMade::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

async fn write(tx: &mut Tx, making: &Making) -> Result<(), Failed<NotMade>> {
    if journal::begin::<Failed<NotMade>>(tx, &making.act).await? != Begun::Now {
        return Ok(());
    }
    let (exchange, at) = (making.act.exchange, making.act.at);
    let whose = (exchange, making.found.member_id);
    store::hold(tx, whose).await?;
    let person = match store::readers(tx.conn(), whose).await?.as_slice() {
        [] => begin_person(tx, making).await?,
        // Another officer made the person meanwhile.
        [only] if making.asked.whom.person == PersonId(0) => only.person,
        several => {
            let asked = several.iter().find(|one| one.person == making.asked.whom.person);
            asked.ok_or(Failed::Refused(NotMade::Changed))?.person
        }
    };
    if is_more(tx, (exchange, person)).await? {
        return Err(Failed::Refused(NotMade::Changed));
    }
    let hash = link::hash(&making.asked.paper);
    leave(tx, &NewPaper { key: (exchange, person), hash, from: at, until: making.until }).await?;
    journal::record(tx, &making.act).await?;
    let told = NewNotice {
        exchange,
        account: making.found.account_id,
        kind: NoticeKind::PaperCode,
        object: making.act.id.to_string(),
        pair: String::new(),
        at,
    };
    notices::tell(tx, &[told]).await?;
    Ok(())
}

/// The first who acts for the member: of the same name, without an address.
async fn begin_person(tx: &mut Tx, making: &Making) -> Result<PersonId, Failed<NotMade>> {
    let new = NewPerson {
        id: making.person,
        email: None,
        name: making.found.name.clone(),
        language: making.language,
        password_hash: String::new(),
        is_host: false,
    };
    create_person(tx, &new, making.act.at).await?;
    store::let_act(tx, (making.act.exchange, making.found.member_id), (making.person, making.act.at)).await?;
    Ok(making.person)
}
