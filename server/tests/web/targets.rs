//! The requests that a route of the table stands for, in the scene of the matrix.

use manyhands::routes::Route;

use crate::invitations::INVITATION;
use crate::market::{CANARYS, DECIDED, OTHERS, OWN};
use crate::scene::{Object, Scene};

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
