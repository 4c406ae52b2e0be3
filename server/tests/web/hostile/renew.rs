//! What makes it possible to send a form again that was taken.

use app::ids::AccountId;
use manyhands::clock::fresh_key;

use super::fields::{Subject, leave_joining, leave_links};
use crate::asks::wish;
use crate::browser::Browser;
use crate::common::{Plan, Village, World};
use crate::erasing::leave_gone;
use crate::invitations::leave_invitation;
use crate::joining::applicant;
use crate::market::leave_listings;
use crate::operators::leave_ask;
use crate::photos::leave_portraits;
use crate::whose::{ASK, ask_for_chair, checked, owes};

/// Makes everybody take part again, but Fay, who is suspended, Lea, who is leaving, and whoever has left.
pub async fn settle(world: &World) {
    leave_portraits(world).await;
    let who = "state <> 'left' and name not in ('Fay', 'Gone')";
    let again = format!("update members set state = 'active', state_until = '' where {who}");
    world.sql(again).await;
    world.sql("update members set state = 'leaving' where name = 'Lea of riverside'".to_owned()).await;
    let bound = "select count(*) from accounts where kind = 0 and (may_debit = 0 or min_balance = 0)";
    if world.number(bound).await > 0 {
        world.set_limits("kind = 0 and (may_debit = 0 or min_balance = 0)", (-10_000, 12_000)).await;
    }
}

/// The same of what the host does, and of asking the host for an exchange.
async fn renew_hosting(world: &World, subject: &mut Subject) {
    match subject.route {
        "/ask/{token}" => {
            subject.page = wish(world, fresh_key()).await;
            subject.action.clone_from(&subject.page);
        }
        "/host/asks/{id}" => world.sql(format!("update asks set state = 'asked' where ask_id = {ASK}")).await,
        "/host/exchanges/{slug}" => world.sql("update exchanges set status = 'open', held_why = ''".to_owned()).await,
        // It is there under another address, so that this one is free again.
        "/host/new" => {
            let nth = world.number("select count(*) as n from exchanges").await + 1_000;
            let other = format!("slug = 'made-{nth}', code = 'X' || substr('{nth}', 2, 3)");
            world.sql(format!("update exchanges set {other} where slug = 'greenvale' or code = 'GRNV'")).await;
        }
        _ => {}
    }
}

/// Takes every change that waits back, of offices and of what is left of somebody.
pub async fn take_offices_back(world: &World) {
    let waits = "select proposal_id from proposal_lines where rule like 'office:%' or rule like 'remainder:%'";
    world.sql(format!("update proposals set state = 'withdrawn' where proposal_id in ({waits})")).await;
}

/// Makes it possible again to send what was taken: links and passwords, proposals, payments to be undone, sessions to be ended.
pub async fn renew(world: &World, subject: &mut Subject, ours: &Village) {
    let exchange = ours.exchange.0;
    match subject.route {
        "/me/password" | "/paper-code" | "/reset-password/{token}" | "/me/email/{token}" => {
            let ben = "(select b.password_hash from persons b where b.name = 'Ben')";
            world.sql(format!("update persons set password_hash = {ben} where name <> 'Ben'")).await;
            world.sql("update persons set email = 'ben@riverside.example' where name = 'Ben'".to_owned()).await;
            leave_links(world, ours).await;
        }
        "/partners/propose" => world.sql(format!("delete from agreements where a_exchange_id = {exchange}")).await,
        "/partners/{slug}/answer" => {
            let open = "state = 'proposed', answered_by = 0, answered_at = null";
            world
                .sql(format!("update agreements set {open} where state <> 'ended' and b_exchange_id = {exchange}"))
                .await;
        }
        "/partners/{slug}/end" => {
            let digits: String = subject.page.chars().filter(char::is_ascii_digit).collect();
            let nth = digits.parse::<u32>().unwrap_or(0) + 1;
            let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
            let (slug, code) = (leak(format!("end-{nth}")), leak(format!("E{nth:03}")));
            let plan = Plan { slug, code, names: &["Liv"], limits: (-100, 100), hash: String::new() };
            let partner = world.village(plan).await;
            world.agreed(&partner, ours, 900).await;
            subject.page = format!("/riverside/partners/{slug}/end");
            subject.action.clone_from(&subject.page);
        }
        "/transfers/{id}/reverse" | "/transfers/{id}/back" => {
            let payment = ours.new_payment(3, if subject.route.ends_with("/back") { 0 } else { 2 }, 1);
            subject.page = format!("/riverside{}", subject.route.replace("{id}", &payment.id().to_string()));
            subject.action.clone_from(&subject.page);
            world.post(vec![payment]).await.unwrap();
        }
        "/holiday" | "/leave" | "/members/{code}/state" | "/profile/photo" => settle(world).await,
        "/members/{code}/remainder" => {
            let gone = world.number("select account_id from accounts where code = 'RIVR0006'").await;
            owes(world, ours, AccountId(gone)).await;
        }
        "/members/{code}/erase" => drop(leave_gone(world, ours).await),
        "/members/{code}/checks" | "/applications/{id}/checks" => checked(world).await,
        "/me/erase" => subject.browser = leave_gone(world, ours).await,
        "/join/confirm/{token}" => {
            leave_joining(world, ours).await;
            subject.browser = Browser::new(world);
        }
        "/join/withdraw" => world.sql("update applications set state = 'applied' where name = 'Zoe'".to_owned()).await,
        "/applications/{id}" | "/work" => {
            let sql =
                "update applications set state = 'withdrawn', decided_at = 0 where state = 'applied' and name <> 'Zoe'";
            world.sql(sql.to_owned()).await;
            let (_, id) = applicant(world, ours, &format!("X{}", fresh_key())).await;
            if subject.route != "/work" {
                subject.page = format!("/riverside/applications/{id}");
                subject.action.clone_from(&subject.page);
            }
        }
        "/proposals/{proposal}" => {
            world.sql("update proposals set state = 'proposed', seconded_by = 0, in_force_from = 0".to_owned()).await;
        }
        "/classes/{class}" => world.sql("delete from member_classes".to_owned()).await,
        "/officers/give" | "/officers/end" | "/officers/own" => take_offices_back(world).await,
        "/settings/categories" => world.sql("delete from categories".to_owned()).await,
        path if path.starts_with("/listings/") => leave_listings(world, ours).await,
        "/me/notices" => world.sql("update notices set read_at = null".to_owned()).await,
        "/me/sessions" => drop(Browser::signed_in(world, "ada@riverside.example").await),
        "/sign-out" => subject.browser = Browser::signed_in(world, "ada@riverside.example").await,
        _ => renew_joining(world, subject, ours).await,
    }
}

/// The same of invitations, of vouching, and of who acts for whom.
async fn renew_joining(world: &World, subject: &mut Subject, ours: &Village) {
    match subject.route {
        "/invitations/{invitation}" => leave_invitation(world, ours).await,
        "/host/exchanges/{slug}/chair" => ask_for_chair(world).await,
        "/vouch" => world.sql("delete from vouches".to_owned()).await,
        "/operators/{own}" | "/operators/{own}/end" => leave_ask(world, ours).await,
        "/act-for/{token}" => {
            leave_ask(world, ours).await;
            subject.browser = Browser::new(world);
        }
        _ => renew_hosting(world, subject).await,
    }
}
