//! Recomputes the books from the first transfer on and names the first row that disagrees.
