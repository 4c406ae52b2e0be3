//! The bytes of a transfer row, over which exchanges' ledgers will be hash-chained.
