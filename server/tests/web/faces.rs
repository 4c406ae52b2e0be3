//! Faces: the same member has the same one wherever their name stands.

use app::ids::Code;
use app::ui::face::tone;

use crate::browser::{Browser, riverside};
use crate::common::worlds;
use crate::intertrading;
use crate::lists::texts;

fn faces(code: &Code) -> String {
    format!("main .face.hue-{}", tone(code))
}

#[tokio::test]
async fn a_member_has_the_same_face_in_the_directory_on_their_page_and_beside_each_payment() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let (paid, _) = ada.pay("RIVR0004", "3").await;
        let receipt = paid.location().to_owned();
        let of_sam = faces(&Code::new("RIVR", 4));
        for (path, seen) in [
            ("/riverside/members/RIVR0004", 1),
            (receipt.as_str(), 1),
            ("/riverside", 1),
            ("/riverside/statement", 1),
            ("/riverside/members", 1),
        ] {
            let letters = texts(&ada.get(path).await, &of_sam);
            assert_eq!(letters, vec!["SL"; seen], "{path}, {}", world.engine);
        }
        let check = [
            ("id", "01978f5e-0000-7000-8000-000000000001"),
            ("to", "RIVR0004"),
            ("amount", "2"),
            ("description", "Eggs"),
        ];
        assert_eq!(texts(&ada.post("/riverside/pay", &check).await, &of_sam), ["SL"], "{}", world.engine);
    }
}

#[tokio::test]
async fn who_was_paid_in_a_partner_exchange_has_the_face_of_their_account_there() {
    for world in worlds().await {
        intertrading::partners(&world, (50_000, 3_000)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let (paid, _) = intertrading::pay(&mut ada, "5", "").await;
        let of_sol = faces(&Code::new("HILL", 7));
        for path in [paid.location(), "/riverside", "/riverside/statement"] {
            assert_eq!(texts(&ada.get(path).await, &of_sol), ["S"], "{path}, {}", world.engine);
        }
    }
}
