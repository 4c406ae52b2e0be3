//! The photo of a member: the form with which they, or the committee for them, choose or remove it.

use leptos::prelude::*;
use serde::Deserialize;

use crate::forms::FieldError;
use crate::ids::Code;
use crate::paths::exchange;
use crate::photos::Photo;
use crate::ui::{Button, ButtonKind, Chrome, Face, FaceSize, FileField, Hidden, Place, act_marks, error_of, form_page};

/// The form as it was sent; the photo is a file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PortraitForm {
    /// Made by the page, so that sending it twice changes once; the key of the photo that came with it.
    pub id: String,
    /// The key of the photo that the page showed: no other is removed.
    pub seen: String,
    /// `remove`, or nothing.
    pub act: String,
}

/// The photo that stands, and its key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct Portrait {
    /// Its key.
    pub photo_id: i64,
    /// The photo.
    #[cfg_attr(feature = "sql", sqlx(flatten))]
    pub photo: Photo,
}

impl PortraitForm {
    /// Whether it is to be removed.
    pub fn removes(&self) -> bool {
        self.act == "remove"
    }
}

/// The form, with the photo that stands.
pub fn portrait_page(
    chrome: &Chrome,
    place: &Place,
    (id, stands): (&str, Option<&Portrait>),
    errors: &[FieldError],
) -> String {
    let words = chrome.words();
    let (name, code) = match &place.mine {
        Some(mine) => (mine.member.clone(), mine.code.clone()),
        None => (String::new(), Code::stored("")),
    };
    let acting = place.acting.as_ref().filter(|acting| acting.on_behalf);
    let (title, lede) = match acting {
        Some(_) => (words.portrait_title_of(&name), words.portrait_lede_of(&name)),
        None => (words.portrait_title(), words.portrait_lede(&place.name)),
    };
    let photo = stands.map(|stands| stands.photo.href(&place.slug, 240));
    let none = stands.is_none().then(|| view! { <p>{words.portrait_none()}</p> });
    let seen = stands.map_or(0, |stands| stands.photo_id).to_string();
    let back = chrome.href(&exchange::Member { code: code.to_string() });
    let remove = stands.map(|_| {
        let value = Some("remove".to_owned());
        view! { <Button label=words.portrait_remove() kind=ButtonKind::Secondary name="act" value=value/> }
    });
    let body = view! {
        <h1>{title.clone()}</h1>
        <div class="person"><Face name=name code=code photo=photo size=FaceSize::Large/>{none}</div>
        <p>{lede}</p>
        <form class="form" method="post" enctype="multipart/form-data" action=chrome.href(&exchange::Portrait) novalidate>
            {act_marks(chrome, id)}
            <Hidden name="seen" value=seen/>
            <FileField name="photo" label=words.photo_choose() hint=words.photo_hint() error=error_of(errors, "photo")/>
            <div class="actions"><button>{words.portrait_save()}</button>{remove}<a href=back>{words.back()}</a></div>
        </form>
    };
    form_page(chrome, title, errors, body.into_any())
}
