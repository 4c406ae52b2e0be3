//! The requests that a route of the table stands for, in the scene of the matrix.

use axum::http::StatusCode;
use manyhands::routes::Route;

use crate::browser::Page;
use crate::invitations::INVITATION;
use crate::market::{CANARYS, DECIDED, OTHERS, OWN};
use crate::scene::{Caller, Object, Scene};

/// Who lives in the coordinator's area.
pub const OF_THE_AREA: &str = "RIVR0011";
/// For whom the committee, or whoever may, acts.
const ACTED_FOR: [(&str, bool); 5] =
    [("RIVR0001", true), ("RIVR0010", true), ("RIVR0011", true), ("HILL0001", false), ("RIVR0099", false)];

/// One request to be made: where, and whether it names something that is there.
#[derive(Clone, Debug)]
pub struct Target {
    pub path: String,
    pub there: Option<bool>,
    /// The code of who was paid, if it names a transfer.
    pub payee: String,
    /// Below `/as/{code}`: that code, and whether it is a member's.
    pub acting: Option<(&'static str, bool)>,
}

/// The requests that a route stands for.
pub fn targets(route: &Route, scene: &Scene) -> Vec<Target> {
    let mut all = Vec::new();
    let before = if route.in_exchange { "/riverside" } else { "" };
    let payee = |path: &str| {
        let paid = scene.payees.iter().find(|(id, _)| path.contains(id));
        paid.map_or(String::new(), |(_, code)| code.clone())
    };
    for (path, there) in paths(route, scene) {
        all.push(Target { payee: payee(&path), path: format!("{before}{path}"), there, acting: None });
    }
    if route.acting.is_some() {
        for acting in ACTED_FOR {
            for (path, there) in paths(route, scene) {
                let payee = payee(&path);
                let path = if path == "/" { "" } else { path.as_str() };
                let path = format!("/riverside/as/{}{path}", acting.0);
                all.push(Target { path, there, payee, acting: Some(acting) });
            }
        }
    }
    all
}

fn paths(route: &Route, scene: &Scene) -> Vec<Object> {
    let Some((start, rest)) = route.path.split_once('{') else { return vec![(route.path.to_owned(), Some(true))] };
    let (name, end) = rest.split_once('}').unwrap();
    let values = match name {
        "code" if end == "/remainder" => [("RIVR0012", true), ("HILL0001", false), ("RIVR0099", false)]
            .map(|(code, there)| (code.to_owned(), Some(there)))
            .to_vec(),
        "code" if end == "/erase" => [("RIVR0012", true), ("HILL0001", false), ("RIVR0099", false)]
            .map(|(code, there)| (code.to_owned(), Some(there)))
            .to_vec(),
        "code" if end == "/paper-code" => [(OF_THE_AREA, true), ("HILL0001", false), ("RIVR0099", false)]
            .map(|(code, there)| (code.to_owned(), Some(there)))
            .to_vec(),
        "code" => scene.codes.clone(),
        "invitation" => vec![(INVITATION.to_owned(), Some(true)), ("99".to_owned(), Some(false))],
        "listing" => {
            let ours = if ["", "/edit"].contains(&end) {
                OWN
            } else if end == "/report" {
                OTHERS
            } else {
                DECIDED
            };
            [(ours, true), (CANARYS, false), ("x", false)].map(|(id, there)| (id.to_owned(), Some(there))).to_vec()
        }
        "id" if start == "/applications/" => scene.applications.clone(),
        "id" => scene.ids.clone(),
        "slug" if end == "/end" => scene.ends.clone(),
        "slug" => scene.slugs.clone(),
        _ => vec![("x".to_owned(), Some(false))],
    };
    values.into_iter().map(|(value, there)| (format!("{start}{value}{end}"), there)).collect()
}

/// What somebody types who means it; each time something else, so that it is a change.
pub fn meant(name: &str, value: &str, (caller, nth): (&Caller, usize)) -> String {
    let to = match caller.own {
        ["RIVR0004"] => "RIVR0003",
        // Who looks over the books hands that over to somebody without an office.
        ["RIVR0013"] => "RIVR0008",
        _ => "RIVR0004",
    };
    match name {
        "to" if value.is_empty() => to.into(),
        "amount" if value.is_empty() => "0.01".into(),
        "description" => format!("Bread {nth}"),
        "reason" | "why" | "note" | "waive_reason" | "message" | "text" => format!("because {nth}"),
        "min" => format!("{}.{:02}", 200 + nth / 100, nth % 100),
        "max" => format!("{}.{:02}", 300 + nth / 100, nth % 100),
        "warn_min" | "warn_max" => String::new(),
        "about" => format!("Mends gutters, says {} {nth}", caller.name),
        "down" | "up" => "5".into(),
        "rate" => "10".into(),
        "label" => format!("Fair {nth}"),
        "title" => format!("Plum jam {nth} of {}", caller.name),
        "price" => "whole".into(),
        // Nobody else's: the form asks about namesakes.
        "name" if value.is_empty() => format!("New {nth} of {}", caller.name),
        _ => value.to_owned(),
    }
}

/// It changes a listing, or is the form for it.
pub fn is_own_listing(route: &Route) -> bool {
    route.path == "/listings/{listing}/edit" || (route.writes && route.path == "/listings/{listing}")
}

/// Of a listing, the form of whose it is was sent by somebody else.
pub fn is_form_of_another(route: &Route, page: &Page) -> bool {
    route.writes && route.path.starts_with("/listings/") && page.status == StatusCode::CONFLICT
}
