//! What tells two bundles apart: what they say, not how their tables are written down.

use sha2::{Digest, Sha256};

use super::table::Tables;

/// SHA-256 over the filled cells of every row of every file, as 64 hexadecimal digits. The order of files, columns and
/// rows, quoting, line ends and secrets make no difference.
pub(super) fn print(tables: &Tables) -> String {
    let mut whole = Sha256::new();
    for table in tables.all() {
        let mut rows: Vec<[u8; 32]> = table
            .rows
            .iter()
            .map(|row| {
                let mut hash = Sha256::new();
                for (column, text) in row.cells() {
                    for part in [column, text] {
                        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
                        hash.update(part.as_bytes());
                    }
                }
                hash.finalize().into()
            })
            .collect();
        rows.sort_unstable();
        whole.update(table.layout.name.as_bytes());
        whole.update(u64::try_from(rows.len()).unwrap_or(u64::MAX).to_be_bytes());
        for row in rows {
            whole.update(row);
        }
    }
    whole.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
