//! The steps that bring a database to the shape this program needs; forward only, merged by version.

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, SqlSafeStr};

use super::DbError;
use super::dialect::Engine;

/// Version, what it does, and its text on each engine (the same one where the folder is `common`).
const STEPS: &[(i64, &str, &str, &str)] = &[
    (
        1,
        "installation",
        include_str!("../../../migrations/common/0001_installation.sql"),
        include_str!("../../../migrations/common/0001_installation.sql"),
    ),
    (
        2,
        "ledger",
        include_str!("../../../migrations/common/0002_ledger.sql"),
        include_str!("../../../migrations/common/0002_ledger.sql"),
    ),
    (
        3,
        "members",
        include_str!("../../../migrations/common/0003_members.sql"),
        include_str!("../../../migrations/common/0003_members.sql"),
    ),
    (
        4,
        "rules",
        include_str!("../../../migrations/common/0004_rules.sql"),
        include_str!("../../../migrations/common/0004_rules.sql"),
    ),
    (
        5,
        "notices",
        include_str!("../../../migrations/common/0005_notices.sql"),
        include_str!("../../../migrations/common/0005_notices.sql"),
    ),
    (
        6,
        "append only",
        include_str!("../../../migrations/sqlite/0006_append_only.sql"),
        include_str!("../../../migrations/postgres/0006_append_only.sql"),
    ),
    (
        7,
        "seconds of agreements",
        include_str!("../../../migrations/common/0007_agreement_seconds.sql"),
        include_str!("../../../migrations/common/0007_agreement_seconds.sql"),
    ),
    (
        8,
        "terms of acts",
        include_str!("../../../migrations/common/0008_terms.sql"),
        include_str!("../../../migrations/common/0008_terms.sql"),
    ),
    (
        9,
        "decisions",
        include_str!("../../../migrations/common/0009_decisions.sql"),
        include_str!("../../../migrations/common/0009_decisions.sql"),
    ),
    (
        10,
        "verify",
        include_str!("../../../migrations/sqlite/0010_verify.sql"),
        include_str!("../../../migrations/postgres/0010_verify.sql"),
    ),
    (
        12,
        "posting",
        include_str!("../../../migrations/common/0012_posting.sql"),
        include_str!("../../../migrations/common/0012_posting.sql"),
    ),
    (
        13,
        "asleep",
        include_str!("../../../migrations/common/0013_asleep.sql"),
        include_str!("../../../migrations/common/0013_asleep.sql"),
    ),
    (
        14,
        "imports in parts",
        concat!(
            include_str!("../../../migrations/common/0014_imports.sql"),
            include_str!("../../../migrations/sqlite/0014_removal.sql")
        ),
        concat!(
            include_str!("../../../migrations/common/0014_imports.sql"),
            include_str!("../../../migrations/postgres/0014_removal.sql")
        ),
    ),
    (
        15,
        "notices together",
        include_str!("../../../migrations/common/0015_notices.sql"),
        include_str!("../../../migrations/common/0015_notices.sql"),
    ),
    (
        16,
        "what members are sought by",
        include_str!("../../../migrations/common/0016_sought.sql"),
        include_str!("../../../migrations/common/0016_sought.sql"),
    ),
    (
        17,
        "what members show of themselves",
        include_str!("../../../migrations/common/0017_profile.sql"),
        include_str!("../../../migrations/common/0017_profile.sql"),
    ),
    (
        18,
        "checks",
        include_str!("../../../migrations/common/0018_checks.sql"),
        include_str!("../../../migrations/common/0018_checks.sql"),
    ),
    (
        19,
        "how exchanges are listed",
        include_str!("../../../migrations/common/0019_listed.sql"),
        include_str!("../../../migrations/common/0019_listed.sql"),
    ),
    (
        20,
        "what exchanges say in their own words",
        include_str!("../../../migrations/common/0020_help.sql"),
        include_str!("../../../migrations/common/0020_help.sql"),
    ),
    (
        21,
        "whose name mails come under",
        include_str!("../../../migrations/common/0021_mail_from.sql"),
        include_str!("../../../migrations/common/0021_mail_from.sql"),
    ),
    (
        22,
        "who wants to join",
        include_str!("../../../migrations/common/0022_joining.sql"),
        include_str!("../../../migrations/common/0022_joining.sql"),
    ),
    (
        23,
        "entered",
        include_str!("../../../migrations/common/0023_entered.sql"),
        include_str!("../../../migrations/common/0023_entered.sql"),
    ),
    (
        24,
        "erasing whoever has left",
        concat!(
            include_str!("../../../migrations/common/0024_erasures.sql"),
            include_str!("../../../migrations/sqlite/0024_belt.sql")
        ),
        concat!(
            include_str!("../../../migrations/common/0024_erasures.sql"),
            include_str!("../../../migrations/postgres/0024_belt.sql")
        ),
    ),
    (
        25,
        "states of members",
        include_str!("../../../migrations/common/0025_states.sql"),
        include_str!("../../../migrations/common/0025_states.sql"),
    ),
    (
        26,
        "addresses that several persons read",
        include_str!("../../../migrations/common/0026_mailbox.sql"),
        include_str!("../../../migrations/common/0026_mailbox.sql"),
    ),
    (
        27,
        "changes of rules that wait",
        include_str!("../../../migrations/common/0027_proposals.sql"),
        include_str!("../../../migrations/common/0027_proposals.sql"),
    ),
    (
        28,
        "what limits follow from",
        include_str!("../../../migrations/common/0028_limits.sql"),
        include_str!("../../../migrations/common/0028_limits.sql"),
    ),
    (
        29,
        "classes of member",
        include_str!("../../../migrations/common/0029_classes.sql"),
        include_str!("../../../migrations/common/0029_classes.sql"),
    ),
    (
        30,
        "exchanges in which nothing can be entered",
        include_str!("../../../migrations/common/0030_held.sql"),
        include_str!("../../../migrations/common/0030_held.sql"),
    ),
    (
        31,
        "who asks for an exchange",
        include_str!("../../../migrations/common/0031_asks.sql"),
        include_str!("../../../migrations/common/0031_asks.sql"),
    ),
    (
        32,
        "offices with terms and areas",
        include_str!("../../../migrations/common/0032_offices.sql"),
        include_str!("../../../migrations/common/0032_offices.sql"),
    ),
    (
        33,
        "subscriptions in money",
        include_str!("../../../migrations/common/0033_subscriptions.sql"),
        include_str!("../../../migrations/common/0033_subscriptions.sql"),
    ),
    (
        35,
        "more that waits for a second officer",
        include_str!("../../../migrations/common/0035_second.sql"),
        include_str!("../../../migrations/common/0035_second.sql"),
    ),
    (
        36,
        "the host who looks in",
        include_str!("../../../migrations/common/0036_glass.sql"),
        include_str!("../../../migrations/common/0036_glass.sql"),
    ),
    (
        37,
        "who asks for an interim chair",
        include_str!("../../../migrations/common/0037_interim.sql"),
        include_str!("../../../migrations/common/0037_interim.sql"),
    ),
    (
        38,
        "paper codes",
        include_str!("../../../migrations/common/0038_paper_codes.sql"),
        include_str!("../../../migrations/common/0038_paper_codes.sql"),
    ),
    (
        39,
        "invitations",
        include_str!("../../../migrations/common/0039_invitations.sql"),
        include_str!("../../../migrations/common/0039_invitations.sql"),
    ),
    (
        40,
        "sheets",
        include_str!("../../../migrations/common/0040_sheets.sql"),
        include_str!("../../../migrations/common/0040_sheets.sql"),
    ),
    (
        42,
        "operators",
        include_str!("../../../migrations/common/0042_operators.sql"),
        include_str!("../../../migrations/common/0042_operators.sql"),
    ),
    (
        43,
        "photos",
        include_str!("../../../migrations/common/0043_photos.sql"),
        include_str!("../../../migrations/common/0043_photos.sql"),
    ),
    (
        44,
        "photos in backups",
        include_str!("../../../migrations/common/0044_photo_copies.sql"),
        include_str!("../../../migrations/common/0044_photo_copies.sql"),
    ),
    (
        45,
        "listings",
        include_str!("../../../migrations/common/0045_listings.sql"),
        include_str!("../../../migrations/common/0045_listings.sql"),
    ),
];

/// Runs what is missing on the database at `url`. Programs that start at once wait for each other: on PostgreSQL by sqlx's lock, on SQLite,
/// where sqlx takes none, since all steps are one transaction that holds the write lock from its beginning.
///
/// # Errors
/// When it cannot be reached, a step fails, or the database has steps that this program does not know.
pub(super) async fn run(engine: Engine, url: &str) -> Result<(), DbError> {
    let steps = STEPS.iter().map(|(version, description, sqlite, postgres)| {
        let sql = engine.text(if engine == Engine::Sqlite { sqlite } else { postgres });
        let (kind, no_tx) = (MigrationType::Simple, false);
        Migration::new(*version, (*description).into(), kind, AssertSqlSafe(sql).into_sql_str(), no_tx)
    });
    let migrator = Migrator::with_migrations(steps.collect());
    let mut conn = AnyConnection::connect(url).await?;
    sqlx::raw_sql(engine.prepare_migration()).execute(&mut conn).await?;
    match engine {
        Engine::Sqlite => {
            let mut tx = conn.begin_with(engine.begin()).await?;
            migrator.run_direct(None, &mut *tx, false).await.map_err(fault)?;
            tx.commit().await?;
        }
        Engine::Postgres => migrator.run_direct(None, &mut conn, false).await.map_err(fault)?,
    }
    conn.close().await?;
    Ok(())
}

fn fault(error: MigrateError) -> DbError {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        other => DbError::Fault(sqlx::Error::Migrate(Box::new(other))),
    }
}
