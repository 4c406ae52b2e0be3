//! Paying across two exchanges: both legs or none, mirrored in value, once.

use app::ids::{AgreementId, Code, MemberId, TransferId};
use app::intertrading::forms::Answer;
use app::intertrading::{ConvertError, Typed, Whose};
use app::ledger::{Amount, Refusal};
use manyhands::clock::{fresh_key, fresh_transfer_id, random};
use manyhands::db::{DbError, Engine, Failed};
use manyhands::http::tenant;
use manyhands::intertrading::agreements::{AnswerKeys, Answering, NotAgreed, answer, propose};
use manyhands::intertrading::store::{NewAgreement, clearing};
use manyhands::intertrading::work::{NoTrade, Payer, Trade, post, quote, reach};
use manyhands::ledger::Receipt;
use manyhands::ledger::verify::verify;
use sqlx::{AnyConnection, Connection};

use crate::common::{NOON, Plan, Village, World, agreement, worlds};

/// Two exchanges that do not trade yet.
pub async fn two(world: &World) -> (Village, Village) {
    let plan = |slug, code, names| Plan { slug, code, names, limits: (-100_000, 100_000), hash: String::new() };
    let one = world.village(plan("riverside", "RIVR", &["Ada", "Amina", "Asha"])).await;
    (one, world.village(plan("hilltop", "HILL", &["Ben", "Berta"])).await)
}

/// Ada, who pays.
pub fn ada(exchange: tenant::Exchange, a: &Village) -> Payer {
    Payer {
        exchange,
        member: MemberId(0),
        account: a.accounts[0],
        code: Code::new(a.code, 1),
        name: "Ada".into(),
        by: a.people[0],
        by_name: "Ada".into(),
        on_behalf: false,
    }
}

/// Asked for after a look at the check page.
pub async fn trade(world: &World, a: &Village, id: TransferId, paid: i64) -> Trade {
    let mut conn = world.db().read().await.unwrap();
    let ours = tenant::by_id(&mut conn, a.exchange).await.unwrap().unwrap();
    let typed = Typed::Paid(Amount::new(paid).unwrap());
    let reached = reach(&mut conn, a.exchange, &Code::new("HILL", 1)).await.unwrap();
    // With room enough on every side: it is the books that refuse, and not the check page.
    let shown = reached.and_then(|mut reached| {
        for account in [&mut reached.our_clearing, &mut reached.their_clearing, &mut reached.account] {
            account.account = plenty();
        }
        quote(&ours, &plenty(), (&reached, typed)).ok().map(|quote| quote.shown())
    });
    Trade {
        payer: ada(ours, a),
        payee: Code::new("HILL", 1),
        id,
        typed,
        description: "soup".into(),
        shown: shown.unwrap_or_default(),
        at: NOON,
        salts: [random(), random()],
    }
}

fn plenty() -> app::ledger::Account {
    let (min, max) = (-1_000_000, 1_000_000);
    app::ledger::Account {
        balance: 0,
        min_balance: min,
        max_balance: max,
        warn_min: min,
        warn_max: max,
        may_debit: true,
        may_credit: true,
    }
}

/// Posts it.
pub async fn book(world: &World, trade: Trade) -> Result<Receipt, Failed<NoTrade>> {
    world.db().write(trade, post).await
}

#[tokio::test]
async fn both_legs_are_booked_and_mirror_each_other_in_value() {
    for world in worlds().await {
        let (a, b) = two(&world).await;
        world.agreed(&a, &b, 5_000).await;
        let asked = trade(&world, &a, fresh_transfer_id(), 500).await;
        assert!(!book(&world, asked.clone()).await.unwrap().repeated, "{}", world.engine);
        assert!(book(&world, asked.clone()).await.unwrap().repeated, "{}", world.engine);
        let other = Trade { typed: Typed::Paid(Amount::new(600).unwrap()), ..asked.clone() };
        assert!(matches!(book(&world, other).await, Err(Failed::Refused(NoTrade::OtherTerms))));
        assert_eq!((world.balance(&a, 0).await, world.balance(&b, 0).await), (-500, 1_000), "{}", world.engine);
        let mut conn = world.db().read().await.unwrap();
        let ours = clearing(&mut conn, a.exchange, b.exchange).await.unwrap().unwrap();
        let theirs = clearing(&mut conn, b.exchange, a.exchange).await.unwrap().unwrap();
        assert_eq!((ours.account.balance, theirs.account.balance), (500, -1_000));
        assert_eq!((ours.value, theirs.value), (500_000, -500_000));
        drop(conn);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

#[tokio::test]
async fn the_limit_of_the_agreement_refuses_and_a_stale_check_page_books_nothing() {
    for world in worlds().await {
        let (a, b) = two(&world).await;
        world.agreed(&a, &b, 5_000).await;
        let asked = trade(&world, &a, fresh_transfer_id(), 5_001).await;
        let refused = book(&world, asked).await;
        let expected = Refusal::AboveMax { room: 5_000 };
        assert!(
            matches!(refused, Err(Failed::Refused(NoTrade::Refused(Whose::Ours, refusal))) if refusal == expected),
            "{refused:?}"
        );
        for shown in ["x", ""] {
            for typed in [Typed::Paid(Amount::new(100).unwrap()), Typed::Received(Amount::new(100).unwrap())] {
                let unseen = trade(&world, &a, fresh_transfer_id(), 100).await;
                let unseen = Trade { shown: shown.into(), typed, ..unseen };
                assert!(
                    matches!(book(&world, unseen).await, Err(Failed::Refused(NoTrade::Stale))),
                    "{shown} {typed:?}"
                );
            }
        }
        let stranger = Trade { payee: Code::new("HILL", 99), ..trade(&world, &a, fresh_transfer_id(), 100).await };
        assert!(matches!(book(&world, stranger).await, Err(Failed::Refused(NoTrade::UnknownPayee))));
        assert_eq!((world.count(&a).await, world.count(&b).await), (0, 0));
    }
}

#[tokio::test]
async fn the_books_themselves_say_whose_limit_refuses_a_trade() {
    let limit = |refusal| move |whose| NoTrade::Refused(whose, refusal);
    for (set, paid, expected) in [
        ("min_balance = -400 where code = 'RIVR0001'", 500, limit(Refusal::BelowMin { room: 400 })(Whose::Own)),
        ("max_balance = 400 where code = 'RIVR*HILL'", 500, limit(Refusal::AboveMax { room: 400 })(Whose::Ours)),
        ("min_balance = -900 where code = 'HILL*RIVR'", 500, limit(Refusal::BelowMin { room: 900 })(Whose::Theirs)),
        ("may_debit = 0 where code = 'HILL*RIVR'", 500, limit(Refusal::MayNotPay)(Whose::Theirs)),
        ("max_balance = 900 where code = 'HILL0001'", 500, limit(Refusal::AboveMax { room: 900 })(Whose::Payee)),
        ("may_credit = 0 where code = 'HILL0001'", 500, limit(Refusal::MayNotBePaid)(Whose::Payee)),
        ("balance = 0", 999_999_999_999_999, NoTrade::NoOtherSide(ConvertError::TooLarge)),
    ] {
        for world in worlds().await {
            let (a, b) = two(&world).await;
            world.agreed(&a, &b, 5_000).await;
            let asked = trade(&world, &a, fresh_transfer_id(), paid).await;
            world.sql(format!("update accounts set {set}")).await;
            let refused = book(&world, asked).await;
            assert!(
                matches!(refused, Err(Failed::Refused(reason)) if reason == expected),
                "{} {set}: {refused:?}",
                world.engine
            );
            assert_eq!((world.count(&a).await, world.count(&b).await), (0, 0));
        }
    }
}

#[tokio::test]
async fn without_an_agreement_in_force_nobody_there_is_known() {
    for world in worlds().await {
        let (a, _) = two(&world).await;
        let asked = trade(&world, &a, fresh_transfer_id(), 100).await;
        assert!(matches!(book(&world, asked).await, Err(Failed::Refused(NoTrade::UnknownPayee))));
    }
}

#[tokio::test]
async fn only_the_other_exchange_accepts_and_nobody_their_own_proposal() {
    for world in worlds().await {
        let (a, b) = two(&world).await;
        let new = agreement(&a, &b, 5_000);
        let id = new.id;
        world.db().write(new.clone(), propose).await.unwrap();
        let accept = Answer::Accept(new.b.2);
        for (exchange, partner, by) in [(a.exchange, b.exchange, a.people[1]), (b.exchange, a.exchange, a.people[0])] {
            let said = Answering { exchange, partner, by, at: NOON, id, answer: accept, keys: AnswerKeys::fresh() };
            let answered = world.db().write(said, answer).await;
            assert!(matches!(answered, Err(Failed::Refused(NotAgreed::NotTheirs))), "{}", world.engine);
        }
        let twice = NewAgreement { id: AgreementId(fresh_key()), ..agreement(&b, &a, 1) };
        let again = world.db().write(twice, propose).await;
        assert!(matches!(again, Err(Failed::Refused(NotAgreed::Taken))));
    }
}

#[tokio::test]
async fn a_failure_between_any_two_statements_books_both_legs_or_none() {
    for world in worlds().await {
        let (a, b) = two(&world).await;
        world.agreed(&a, &b, 50_000).await;
        let mut failed = 0;
        for statements in 0..60 {
            let asked = trade(&world, &a, fresh_transfer_id(), 500).await;
            let posted = world.db().write((asked, statements), async |tx, (trade, statements)| {
                let broken = AnyConnection::connect("sqlite::memory:").await.map_err(DbError::from)?;
                tx.fail_after(Some((*statements, broken)));
                let posted = post(tx, trade).await;
                tx.fail_after(None);
                posted
            });
            match posted.await {
                Ok(_) => break,
                Err(_) => failed += 1,
            }
            assert_eq!((world.count(&a).await, world.count(&b).await), (0, 0), "{} {statements}", world.engine);
            assert_eq!((world.balance(&a, 0).await, world.balance(&b, 0).await), (0, 0));
        }
        assert!((6..60).contains(&failed), "{failed} statements");
        assert_eq!((world.count(&a).await, world.count(&b).await), (1, 1), "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

/// On PostgreSQL both twins are made to look the id up before either has the lock, so that the second is refused by the key.
#[tokio::test]
async fn of_two_twins_that_both_wait_for_the_lock_the_second_gets_the_receipt_of_the_first() {
    for world in worlds().await.into_iter().filter(|world| world.db().engine() == Engine::Postgres) {
        let (a, b) = two(&world).await;
        world.agreed(&a, &b, 50_000).await;
        let asked = trade(&world, &a, fresh_transfer_id(), 500).await;
        let mut holder = AnyConnection::connect(&world.site.config.database_url).await.unwrap();
        sqlx::raw_sql("begin").execute(&mut holder).await.unwrap();
        let hold = "select account_id from accounts where exchange_id = $1 and account_id = $2 for update";
        sqlx::query(hold).bind(a.exchange).bind(a.accounts[0]).execute(&mut holder).await.unwrap();
        let release = async {
            let waiting = "select count(*) as n from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'";
            loop {
                let count: i64 = sqlx::query_scalar(waiting).fetch_one(&mut holder).await.unwrap();
                if count == 2 {
                    break;
                }
                // Within a transaction the view is one picture unless it is taken anew.
                sqlx::raw_sql("select pg_stat_clear_snapshot()").execute(&mut holder).await.unwrap();
                tokio::task::yield_now().await;
            }
            sqlx::raw_sql("rollback").execute(&mut holder).await.unwrap();
        };
        let (one, two, ()) = tokio::join!(book(&world, asked.clone()), book(&world, asked.clone()), release);
        let mut repeated = [one.unwrap().repeated, two.unwrap().repeated];
        repeated.sort_unstable();
        assert_eq!(repeated, [false, true]);
        assert_eq!((world.count(&a).await, world.count(&b).await), (1, 1));
    }
}
