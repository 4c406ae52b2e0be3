//! Whether the program lives, and whether it can work.

use app::ids::ExchangeId;
use axum::extract::State;

use crate::db::DbError;
use crate::http::answer::Error;
use crate::ledger;
use crate::site::Site;

pub(super) async fn livez() -> &'static str {
    "alive\n"
}

pub(super) async fn readyz(State(site): State<Site>) -> Result<&'static str, Error> {
    if let Some(what) = site.db.vital().reason() {
        tracing::warn!(what, "not ready");
        return Err(Error::Db(DbError::Away(sqlx::Error::WorkerCrashed)));
    }
    let mut conn = site.db.read().await?;
    ledger::verify::exchange_exists(&mut conn, ExchangeId(0)).await?;
    Ok("ready\n")
}
