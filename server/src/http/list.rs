//! Long lists: which lines of one are read, and the page they make.
//!
//! A page is found by its edge, the line before or after it, and not by counting: so nothing is lost or shown twice while
//! others come and go. Each store writes its statement for both directions; the order must be the same to the last tie.
//! A spreadsheet reads the same statement, part after part.
//!
//! Not here: the form and the pager (`app::ui::list`), what was asked (`app::paths::query`).

use app::paths::query::{Edge, ListQuery};
use app::text;
use app::ui::ListPage;

/// Lines on a page.
pub const PAGE: i64 = 50;
/// Lines read at once for a spreadsheet.
pub const PART: i64 = 1000;

/// What is looked for, as statements are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookFor {
    /// As names are compared; empty for all.
    pub folded: String,
    /// The same anywhere in a text, for `like … escape '!'`.
    pub pattern: String,
}

impl LookFor {
    /// Of what was typed.
    pub fn typed(typed: &str) -> Self {
        let folded = text::folded(typed);
        Self { pattern: literal(&folded), folded }
    }
}

/// A text by the letter anywhere in another, for `like … escape '!'`.
pub fn literal(text: &str) -> String {
    format!("%{}%", text.replace('!', "!!").replace('%', "!%").replace('_', "!_"))
}

/// Which lines are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    edge: Edge,
    most: i64,
}

impl Window {
    /// The page that was asked for.
    pub fn asked(query: &ListQuery) -> Self {
        Self { edge: query.edge(), most: PAGE }
    }

    /// The first page.
    pub fn first() -> Self {
        Self { edge: Edge::Start, most: PAGE }
    }

    /// The first part of a spreadsheet, or the one after a line.
    pub fn part(after: Option<String>) -> Self {
        Self { edge: after.map_or(Edge::Start, Edge::After), most: PART }
    }

    /// Whether the lines are read from the edge backward.
    pub fn is_backward(&self) -> bool {
        matches!(self.edge, Edge::Before(_))
    }

    /// The line at the edge; empty at the start.
    pub fn edge(&self) -> String {
        match &self.edge {
            Edge::Start => String::new(),
            Edge::After(line) | Edge::Before(line) => line.clone(),
        }
    }

    /// How many lines to read: one more than are shown, which tells whether there are others.
    pub fn limit(&self) -> i64 {
        self.most.saturating_add(1)
    }

    /// The page of what was read, in the order of the list.
    pub fn page<T>(&self, mut lines: Vec<T>) -> ListPage<T> {
        let most = usize::try_from(self.most).unwrap_or(usize::MAX);
        let more = lines.len() > most;
        lines.truncate(most);
        let beside = self.edge != Edge::Start;
        if self.is_backward() {
            lines.reverse();
            return ListPage { lines, earlier: more, later: true };
        }
        ListPage { lines, earlier: beside, later: more }
    }

    /// Whether these lines are none because the edge leads nowhere (a line that never was, or the last): then the first page is
    /// shown instead.
    pub fn leads_nowhere<T>(&self, lines: &[T]) -> bool {
        lines.is_empty() && self.edge != Edge::Start
    }
}

#[cfg(test)]
mod tests {
    use app::paths::query::{Edge, ListQuery};

    use super::{LookFor, PAGE, Window};

    #[test]
    fn one_line_more_than_a_page_says_that_there_are_others() {
        let lines = |n: i64| (0..n).collect::<Vec<_>>();
        let all = Window::first().page(lines(PAGE));
        assert_eq!((all.lines.len(), all.earlier, all.later), (50, false, false));
        let first = Window::first().page(lines(PAGE + 1));
        assert_eq!((first.lines.last(), first.earlier, first.later), (Some(&49), false, true));
        let before = Window::asked(&ListQuery::default().from(Edge::Before("x".into()))).page(lines(PAGE + 1));
        assert_eq!((before.lines.first(), before.lines.last()), (Some(&49), Some(&0)), "in the order of the list");
        assert!(before.earlier && before.later);
        let after = Window::asked(&ListQuery::default().from(Edge::After("x".into()))).page(lines(3));
        assert!(after.earlier && !after.later);
    }

    #[test]
    fn what_is_looked_for_is_taken_by_the_letter() {
        assert_eq!(LookFor::typed(" 100%_!É ").pattern, "%100!%!_!!e%");
    }
}
