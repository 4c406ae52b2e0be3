//! Giving up a class that nobody is in.
//!
//! Always holds: the class is held first, as by whoever puts a member into it, so that nobody is left in a class that is gone; a form gives
//! it up once.

use app::forms::{PAGE, numbered};
use app::journal::{What, figures};
use app::limits::classes::{ClassForm, reason_to_delete};
use app::paths::exchange::{MemberClass as ClassPath, MemberClasses};
use app::ui::{FieldError, Flash};
use axum::response::Response;

use super::{AboutClass, NotPut, store};
use crate::db::{Failed, Tx};
use crate::http::actor::Member;
use crate::http::answer::{Error, with_flash};
use crate::http::tenant::Exchange;
use crate::journal::{self, Act, Begun};
use crate::rules::store::hold as hold_rules;
use crate::site::Site;

/// A class about to be given up.
struct DeletingClass {
    exchange: Exchange,
    class: i64,
    act: Act,
}

/// Decides what was sent; 422 with errors. The same form again finds it gone.
pub(super) async fn decide(member: &Member, site: &Site, path: &ClassPath, form: ClassForm) -> Result<Response, Error> {
    let (words, language) = (member.chrome.words(), member.chrome.language);
    let (id, why) = match numbered(&form.id, language, reason_to_delete(&form, language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = ClassForm { id: journal::number(&form.id), ..form };
            return Ok(AboutClass::of(member, site, path).await?.show_again(member, form, errors));
        }
    };
    let class = path.class.parse().map_err(|_| Error::NotFound)?;
    let act = Act::new(What::Class, (member.exchange.id, id), (member.person.id, site.clock.now()));
    let act = Act { why: why.clone(), ..act.asking(&(class, &why)) };
    let deleting = DeletingClass { exchange: member.exchange.clone(), class, act };
    let message = match site.db.write(deleting, delete).await {
        Ok(()) => return Ok(with_flash(site, &member.chrome.href(&MemberClasses), Flash::Saved)),
        Err(Failed::Refused(NotPut::Taken)) => words.classes_peopled(),
        Err(Failed::Refused(NotPut::Gone)) => return Err(Error::NotFound),
        Err(Failed::Refused(_)) => return Err(Error::Conflict),
        Err(Failed::Db(error)) => return Err(error.into()),
    };
    let errors = vec![FieldError { field: PAGE, message }];
    Ok(AboutClass::of(member, site, path).await?.show_again(member, form, errors))
}

/// Gives it up, in the caller's transaction; under the same key that was done before. [`NotPut::Taken`] if somebody is in it.
async fn delete(tx: &mut Tx, deleting: &DeletingClass) -> Result<(), Failed<NotPut>> {
    let DeletingClass { exchange, class, act } = deleting;
    if journal::begin::<Failed<NotPut>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    hold_rules(tx, exchange.id).await?;
    // The same form may have been faster.
    if journal::begin::<Failed<NotPut>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    let stood = store::hold(tx, (exchange.id, *class)).await?.ok_or(Failed::Refused(NotPut::Gone))?;
    if !store::delete(tx, (exchange.id, *class)).await? {
        return Err(Failed::Refused(NotPut::Taken));
    }
    let was = figures::limits(&exchange.unit, stood.limits.parts());
    Ok(journal::record(tx, &Act { object: stood.name, was, ..act.clone() }).await?)
}
