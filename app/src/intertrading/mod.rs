//! Trade between two exchanges: what an agreement says, and what an intertrade comes to on each side.
