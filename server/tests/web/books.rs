//! Everything that stands in the database about one exchange, row by row, whatever tables there are.

use manyhands::db::Db;
use sqlx::AssertSqlSafe;

use crate::common::{Village, World};

/// The tables that know an exchange: name, whose column it is, and the columns that can be read as text.
pub struct Books(Vec<(String, Vec<String>, Vec<String>)>);

pub async fn columns(db: &Db, engine: &str) -> Vec<(String, String, String)> {
    let sql = if engine == "sqlite" {
        "select m.name, p.name, lower(p.type) from sqlite_master m, pragma_table_info(m.name) p where m.type = 'table'
         order by m.name, p.cid"
    } else {
        "select cast(c.table_name as text), cast(c.column_name as text), cast(c.data_type as text)
         from information_schema.columns c
         join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
         where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
         order by 1, c.ordinal_position"
    };
    let mut conn = db.read().await.unwrap();
    sqlx::query_as(sql).fetch_all(&mut *conn).await.unwrap()
}

impl Books {
    /// What tables there are.
    pub async fn of(world: &World) -> Self {
        let mut tables: Vec<(String, Vec<String>, Vec<String>)> = Vec::new();
        for (table, column, kind) in columns(world.db(), world.engine).await {
            if tables.last().is_none_or(|(name, ..)| *name != table) {
                tables.push((table, Vec::new(), Vec::new()));
            }
            let (_, keys, shown) = tables.last_mut().unwrap();
            if column.ends_with("exchange_id") {
                keys.push(column.clone());
            }
            // Keys and hashes of bytes: what they name is told by the other columns.
            if !["bytea", "blob"].contains(&kind.as_str()) {
                shown.push(format!("coalesce(cast({column} as text), '')"));
            }
        }
        tables.retain(|(_, keys, _)| !keys.is_empty());
        assert!(tables.len() >= 8, "{} tables know an exchange", tables.len());
        Self(tables)
    }

    /// All rows of an exchange.
    pub async fn rows(&self, world: &World, exchange: &Village) -> Vec<String> {
        let mut conn = world.db().read().await.unwrap();
        let mut all = Vec::new();
        for (table, keys, shown) in &self.0 {
            let own: Vec<String> = keys.iter().map(|key| format!("{key} = $1")).collect();
            let (shown, own) = (shown.join(" || ' ' || "), own.join(" or "));
            let text = format!("select '{table} ' || {shown} as r from {table} where {own} order by 1");
            let query = sqlx::query_scalar::<_, String>(AssertSqlSafe(text)).bind(exchange.exchange);
            all.extend(query.fetch_all(&mut *conn).await.unwrap());
        }
        all
    }
}
