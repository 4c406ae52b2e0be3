//! The whole URL map: path, method, who may, what it does. A route that is not in this table does not exist, since
//! nothing else calls the router.
//!
//! Two routers: the installation's, and the one of an exchange, which a layer reaches by the slug before the path.

mod alive;
mod layers;
mod rooms;

use std::sync::Arc;

use alive::{livez, readyz};
use app::import_export::sheet::LARGEST;
use app::paths::{exchange as in_exchange, installation};
use app::roles::Right;
use app::ui::problem::Problem;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::handler::Handler;
use axum::http::{Method, StatusCode};
use axum::middleware::{from_fn_with_state, map_request};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, on};
use axum::{Extension, Router};
use axum_extra::routing::TypedPath;
use layers::{about_itself, problem_pages, refuse_nameless_writes, without_empty_names};
use rooms::{ExchangeRooms, to_exchange};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

use crate::http::actor::{OnBehalf, Visitor};
use crate::http::answer::{Error, answer};
use crate::http::{assets, session};
use crate::import_export::sheet;
use crate::photos::ONE_PHOTO;
use crate::site::Site;
use crate::{
    disputes, help, home, hosting, intertrading, joining, limits, marketplace, members, messages, notices, payments,
    photos, rules, sign_in, statements, statistics, subscriptions,
};

/// Who may call a route; the handler's first parameter makes it so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody.
    Anybody,
    /// Whoever is signed in.
    Signed,
    /// Who runs the installation; to everybody else it is not there.
    Host,
    /// A member of the exchange.
    Member,
    /// A member with an office that has the right.
    Committee(Right),
    /// The same; to every other member it is not there.
    Unseen(Right),
}

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Route {
    /// Below the slug, if it is an exchange's.
    pub path: &'static str,
    /// `GET` or `POST`.
    pub method: Method,
    /// Who may.
    pub who: Who,
    /// Below a slug.
    pub in_exchange: bool,
    /// Whether it may change anything.
    pub writes: bool,
    /// It exists below `/as/{code}` too: for another account of one's own, and with this right for any member.
    pub acting: Option<Right>,
}

/// A router with the table of what is in it.
#[derive(Default)]
struct Table {
    router: Router<Site>,
    /// Those that exist below `/as/{code}` too.
    acting: Router<Site>,
    last: Option<MethodRouter<Site>>,
    routes: Vec<Route>,
    in_exchange: bool,
}

impl Table {
    fn get<P: TypedPath, H: Handler<T, Site>, T: 'static>(self, who: Who, handler: H) -> Self {
        self.add(P::PATH, Method::GET, who, handler)
    }

    fn post<P: TypedPath, H: Handler<T, Site>, T: 'static>(self, who: Who, handler: H) -> Self {
        self.add(P::PATH, Method::POST, who, handler)
    }

    fn add<H: Handler<T, Site>, T: 'static>(
        mut self,
        path: &'static str,
        method: Method,
        who: Who,
        handler: H,
    ) -> Self {
        let writes = method == Method::POST;
        let filter = if writes { axum::routing::MethodFilter::POST } else { axum::routing::MethodFilter::GET };
        let handler = on(filter, handler);
        self.last = Some(handler.clone());
        self.router = self.router.route(path, handler);
        self.routes.push(Route { path, method, who, in_exchange: self.in_exchange, writes, acting: None });
        self
    }

    /// The last route exists below `/as/{code}` too; the committee needs this right for it.
    fn or_as(mut self, right: Right) -> Self {
        if let (Some(route), Some(handler)) = (self.routes.last_mut(), self.last.take()) {
            route.acting = Some(right);
            self.acting = self.acting.route(route.path, handler.layer(Extension(OnBehalf(right))));
        }
        self
    }

    /// What is not sent to a path in the way that it is read there is not there: of what is private a stranger learns nothing by it.
    fn without_other_methods(mut self) -> Self {
        let public = |route: &&Route| route.who == Who::Anybody;
        let public: Arc<[&str]> = self.routes.iter().filter(public).map(|route| route.path).collect();
        let other = move |visitor: Visitor, path: MatchedPath| async move {
            if public.contains(&path.as_str()) { Error::NotFound } else { nothing(visitor).await }
        };
        self.router = self.router.method_not_allowed_fallback(other);
        self.acting = self.acting.method_not_allowed_fallback(nothing);
        self
    }
}

#[rustfmt::skip]
fn installation_table() -> Table {
    use Who::{Anybody, Host, Signed};
    use installation as at;
    Table::default()
        .get::<at::Front, _, _>(Anybody, hosting::front)
        .get::<at::SignIn, _, _>(Anybody, sign_in::form)
        .post::<at::SignIn, _, _>(Anybody, sign_in::sign_in.layer(DefaultBodyLimit::max(sign_in::BODY)))
        .post::<at::SignOut, _, _>(Anybody, sign_in::sign_out)
        .get::<at::SetUp, _, _>(Anybody, hosting::set_up::form)
        .post::<at::SetUp, _, _>(Anybody, hosting::set_up::make)
        .get::<at::ResetPassword, _, _>(Anybody, sign_in::reset::form)
        .post::<at::ResetPassword, _, _>(Anybody, sign_in::reset::ask)
        .get::<at::ResetPasswordWith, _, _>(Anybody, sign_in::reset::set_form)
        .post::<at::ResetPasswordWith, _, _>(Anybody, sign_in::reset::set)
        .get::<at::UsePaperCode, _, _>(Anybody, sign_in::paper::form)
        .post::<at::UsePaperCode, _, _>(Anybody, sign_in::paper::enter)
        .post::<at::Preferences, _, _>(Anybody, sign_in::preferences)
        .get::<at::Me, _, _>(Signed, sign_in::me::me)
        .post::<at::Me, _, _>(Signed, sign_in::me::save)
        .get::<at::MyPassword, _, _>(Signed, sign_in::me::password_form)
        .post::<at::MyPassword, _, _>(Signed, sign_in::me::change_password)
        .get::<at::MyEmail, _, _>(Signed, sign_in::email::form)
        .post::<at::MyEmail, _, _>(Signed, sign_in::email::ask)
        .get::<at::MyEmailWith, _, _>(Anybody, sign_in::email::confirm_form)
        .post::<at::MyEmailWith, _, _>(Anybody, sign_in::email::confirm)
        .get::<at::EraseMe, _, _>(Signed, members::erasing::person::form)
        .post::<at::EraseMe, _, _>(Signed, members::erasing::person::erase_me)
        .get::<at::MySessions, _, _>(Signed, sign_in::sessions::list)
        .post::<at::MySessions, _, _>(Signed, sign_in::sessions::end)
        .get::<at::MyNotices, _, _>(Signed, notices::inbox::page)
        .post::<at::MyNotices, _, _>(Signed, notices::inbox::read)
        .post::<at::MyNoticeMails, _, _>(Signed, notices::inbox::mails)
        .get::<at::StopNotices, _, _>(Anybody, notices::stop::ask)
        .post::<at::StopNotices, _, _>(Anybody, notices::stop::stop)
        .get::<at::Livez, _, _>(Anybody, livez)
        .get::<at::Readyz, _, _>(Anybody, readyz)
        .get::<at::Asset, _, _>(Anybody, assets::asset)
        .get::<at::Style, _, _>(Anybody, hosting::style)
        .get::<at::Favicon, _, _>(Anybody, assets::favicon)
        .get::<at::Robots, _, _>(Anybody, assets::robots)
        .get::<at::Manifest, _, _>(Anybody, assets::manifest)
        .get::<at::Help, _, _>(Anybody, help::of_installation)
        .get::<at::Ask, _, _>(Anybody, hosting::asking::form)
        .post::<at::Ask, _, _>(Anybody, hosting::asking::ask)
        .get::<at::ConfirmAsk, _, _>(Anybody, hosting::asking::confirm_form)
        .post::<at::ConfirmAsk, _, _>(Anybody, hosting::asking::confirm)
        .get::<at::HostAsk, _, _>(Host, hosting::asking::page)
        .post::<at::HostAsk, _, _>(Host, hosting::asking::decline)
        .get::<at::Host, _, _>(Host, hosting::host::page)
        .get::<at::NewExchange, _, _>(Host, hosting::opening::form)
        .post::<at::NewExchange, _, _>(Host, hosting::opening::step)
        .get::<at::HostExchange, _, _>(Host, hosting::holding::page)
        .post::<at::HostExchange, _, _>(Host, hosting::holding::act)
        .post::<at::HostQuota, _, _>(Host, hosting::holding::set_quota)
        .get::<at::HostLook, _, _>(Host, hosting::glass::page)
        .post::<at::HostLook, _, _>(Host, hosting::glass::break_it)
        .get::<at::HostChair, _, _>(Host, hosting::chair::page)
        .post::<at::HostChair, _, _>(Host, hosting::chair::publish)
}

#[rustfmt::skip]
fn exchange_table() -> Table {
    use Right::{AddMembers, Agree, KeepSubscriptions, PayForMembers, Reverse, SeeBalances, SetStates};
    use Who::{Anybody, Committee, Member, Unseen};
    use in_exchange as at;
    governing(trading(Table { in_exchange: true, ..Table::default() }))
        .get::<at::Home, _, _>(Anybody, home::home).or_as(SeeBalances)
        .get::<at::Pay, _, _>(Member, payments::form).or_as(PayForMembers)
        .post::<at::Pay, _, _>(Member, payments::check).or_as(PayForMembers)
        .post::<at::Transfers, _, _>(Member, payments::pay).or_as(PayForMembers)
        .get::<at::Transfer, _, _>(Member, payments::receipt).or_as(SeeBalances)
        .get::<at::Statement, _, _>(Member, statements::statement).or_as(SeeBalances)
        .get::<at::StatementCsv, _, _>(Member, statements::csv).or_as(SeeBalances)
        .get::<at::MemberStatement, _, _>(Unseen(SeeBalances), statements::of_member)
        .get::<at::MemberStatementCsv, _, _>(Unseen(SeeBalances), statements::csv_of_member)
        .get::<at::Members, _, _>(Member, members::directory).or_as(SeeBalances)
        .get::<at::MembersCsv, _, _>(Member, members::directory_csv).or_as(SeeBalances)
        .get::<at::Member, _, _>(Member, members::member).or_as(SeeBalances)
        .get::<at::Profile, _, _>(Member, members::profile::form).or_as(AddMembers)
        .post::<at::Profile, _, _>(Member, members::profile::change).or_as(AddMembers)
        .get::<at::Portrait, _, _>(Member, members::portrait::form).or_as(AddMembers)
        .post::<at::Portrait, _, _>(Member, members::portrait::change.layer(Extension(ONE_PHOTO))).or_as(AddMembers)
        .get::<at::Photo, _, _>(Anybody, photos::file)
        .get::<at::Holiday, _, _>(Member, members::states::holiday::form).or_as(SetStates)
        .post::<at::Holiday, _, _>(Member, members::states::holiday::change_holiday).or_as(SetStates)
        .get::<at::Leave, _, _>(Member, members::states::leave::form).or_as(SetStates)
        .post::<at::Leave, _, _>(Member, members::states::leave::ask).or_as(SetStates)
        .get::<at::LeavePlan, _, _>(Member, members::states::leave::plan).or_as(SetStates)
        .get::<at::StillHere, _, _>(Member, members::asleep::form).or_as(SetStates)
        .post::<at::StillHere, _, _>(Member, members::asleep::say).or_as(SetStates)
        .get::<at::Operators, _, _>(Member, members::operators::page)
        .post::<at::Operators, _, _>(Member, members::operators::ask)
        .post::<at::EndOperator, _, _>(Member, members::operators::end)
        .get::<at::ActFor, _, _>(Anybody, members::operators::accept::form)
        .post::<at::ActFor, _, _>(Anybody, members::operators::accept::accept)
        .get::<at::Balances, _, _>(Committee(SeeBalances), home::balances::page)
        .get::<at::BalancesCsv, _, _>(Committee(SeeBalances), home::balances::csv)
        .get::<at::Subscriptions, _, _>(Committee(SeeBalances), subscriptions::page)
        .post::<at::Subscriptions, _, _>(Committee(KeepSubscriptions), subscriptions::keep)
        .get::<at::SubscriptionsCsv, _, _>(Committee(SeeBalances), subscriptions::csv)
        .get::<at::Statistics, _, _>(Member, statistics::page)
        .get::<at::StatisticsCsv, _, _>(Member, statistics::csv)
        .get::<at::Reverse, _, _>(Committee(Reverse), disputes::form)
        .post::<at::Reverse, _, _>(Committee(Reverse), disputes::reverse)
        .get::<at::GiveBack, _, _>(Member, disputes::back::form).or_as(PayForMembers)
        .post::<at::GiveBack, _, _>(Member, disputes::back::give).or_as(PayForMembers)
        .get::<at::Help, _, _>(Anybody, help::page)
        .get::<at::Contact, _, _>(Anybody, messages::form)
        .post::<at::Contact, _, _>(Anybody, messages::send)
        .get::<at::Partners, _, _>(Member, intertrading::partners).or_as(SeeBalances)
        .post::<at::Propose, _, _>(Committee(Agree), intertrading::propose)
        .get::<at::Partner, _, _>(Member, intertrading::partner).or_as(SeeBalances)
        .post::<at::Answer, _, _>(Committee(Agree), intertrading::answer)
        .get::<at::EndAgreement, _, _>(Committee(Agree), intertrading::ending::form)
        .post::<at::EndAgreement, _, _>(Committee(Agree), intertrading::ending::end)
}

/// Offers and wants.
#[rustfmt::skip]
fn trading(table: Table) -> Table {
    use Right::{KeepMarket, PayForMembers, SeeBalances};
    use Who::{Anybody, Committee, Member};
    use in_exchange as at;
    table
        .get::<at::Market, _, _>(Anybody, marketplace::searching::market).or_as(SeeBalances)
        .get::<at::Listings, _, _>(Member, marketplace::own).or_as(SeeBalances)
        .get::<at::NewListing, _, _>(Member, marketplace::writing::form).or_as(PayForMembers)
        .post::<at::NewListing, _, _>(Member, marketplace::writing::write).or_as(PayForMembers)
        .get::<at::Listing, _, _>(Anybody, marketplace::one).or_as(SeeBalances)
        .post::<at::Listing, _, _>(Member, marketplace::acts::act).or_as(PayForMembers)
        .get::<at::EditListing, _, _>(Member, marketplace::writing::edit).or_as(PayForMembers)
        .post::<at::EditListing, _, _>(Member, marketplace::writing::change).or_as(PayForMembers)
        .get::<at::ReportListing, _, _>(Member, marketplace::moderating::report_form)
        .post::<at::ReportListing, _, _>(Member, marketplace::moderating::tell)
        .get::<at::ModerateListing, _, _>(Committee(KeepMarket), marketplace::moderating::form)
        .post::<at::ModerateListing, _, _>(Committee(KeepMarket), marketplace::moderating::decide)
        .get::<at::RenewListing, _, _>(Anybody, marketplace::renewing::form)
        .post::<at::RenewListing, _, _>(Anybody, marketplace::renewing::renew)
        .get::<at::Categories, _, _>(Committee(KeepMarket), marketplace::categories::form)
        .post::<at::Categories, _, _>(Committee(KeepMarket), marketplace::categories::save)
}

/// Rules and decisions, who comes and who goes, and what is decided about one member.
#[rustfmt::skip]
fn governing(table: Table) -> Table {
    use Right::{AddMembers, Enrol, MoveRemainders, SeeWork, SetLimits, SetOffices, SetRules, SetStates};
    use Who::{Anybody, Committee, Member, Signed, Unseen};
    use in_exchange as at;
    table
        .get::<at::MemberState, _, _>(Committee(SetStates), members::states::form)
        .post::<at::MemberState, _, _>(Committee(SetStates), members::states::decide)
        .get::<at::Erase, _, _>(Committee(SetStates), members::erasing::form)
        .post::<at::Erase, _, _>(Committee(SetStates), members::erasing::decide)
        .get::<at::MemberChecks, _, _>(Unseen(AddMembers), members::checks::form)
        .post::<at::MemberChecks, _, _>(Unseen(AddMembers), members::checks::save)
        .get::<at::PaperCode, _, _>(Committee(Enrol), members::paper::form)
        .post::<at::PaperCode, _, _>(Committee(Enrol), members::paper::make)
        .get::<at::Remainder, _, _>(Committee(MoveRemainders), rules::remainders::form)
        .post::<at::Remainder, _, _>(Committee(MoveRemainders), rules::remainders::decide)
        .get::<at::Work, _, _>(Committee(SeeWork), home::work::page)
        .post::<at::Work, _, _>(Committee(AddMembers), home::work::admit_chosen)
        .get::<at::Vouch, _, _>(Member, joining::vouching::page)
        .post::<at::Vouch, _, _>(Member, joining::vouching::vouch)
        .get::<at::Invitations, _, _>(Committee(AddMembers), joining::invitations::list)
        .post::<at::Invitations, _, _>(Committee(AddMembers), joining::invitations::invite)
        .get::<at::Invitation, _, _>(Committee(AddMembers), joining::invitations::one)
        .post::<at::Invitation, _, _>(Committee(AddMembers), joining::invitations::end)
        .get::<at::Application, _, _>(Unseen(AddMembers), joining::page)
        .post::<at::Application, _, _>(Unseen(AddMembers), joining::decide)
        .post::<at::ApplicationChecks, _, _>(Unseen(AddMembers), joining::save_checks)
        .get::<at::Limits, _, _>(Committee(SetLimits), limits::form)
        .post::<at::Limits, _, _>(Committee(SetLimits), limits::set)
        .get::<at::MemberClasses, _, _>(Member, limits::classes::list)
        .get::<at::MemberClass, _, _>(Committee(SetLimits), limits::classes::form)
        .post::<at::MemberClass, _, _>(Committee(SetLimits), limits::classes::decide)
        .get::<at::Settings, _, _>(Member, rules::settings)
        .get::<at::RulesOn, _, _>(Member, rules::on_day::page)
        .get::<at::Proposal, _, _>(Member, rules::proposals::page)
        .post::<at::Proposal, _, _>(Member, rules::proposals::say)
        .get::<at::Officers, _, _>(Member, rules::offices::page)
        .get::<at::GiveOffice, _, _>(Committee(SetOffices), rules::offices::give_form)
        .post::<at::GiveOffice, _, _>(Committee(SetOffices), rules::offices::give)
        .get::<at::EndOffice, _, _>(Committee(SetOffices), rules::offices::end_form)
        .post::<at::EndOffice, _, _>(Committee(SetOffices), rules::offices::end)
        .get::<at::HelpText, _, _>(Committee(SetRules), help::form)
        .post::<at::HelpText, _, _>(Committee(SetRules), help::decide)
        .get::<at::AgreementText, _, _>(Committee(SetRules), help::agreement_form)
        .post::<at::AgreementText, _, _>(Committee(SetRules), help::decide_agreement)
        .get::<at::Decisions, _, _>(Member, rules::decisions::page)
        .get::<at::DecisionsCsv, _, _>(Member, rules::decisions::csv)
        .get::<at::AddMember, _, _>(Committee(Enrol), joining::enrol::form)
        .post::<at::AddMember, _, _>(Committee(Enrol), joining::enrol::add)
        .get::<at::ImportMembers, _, _>(Committee(SetRules), sheet::form)
        .post::<at::ImportMembers, _, _>(Committee(SetRules), sheet::take.layer(DefaultBodyLimit::max(LARGEST)))
        .get::<at::SettingsOf, _, _>(Committee(SetRules), rules::deciding::form)
        .post::<at::SettingsOf, _, _>(Committee(SetRules), rules::deciding::decide)
        .get::<at::Join, _, _>(Anybody, joining::form)
        .post::<at::Join, _, _>(Anybody, joining::apply)
        .get::<at::ConfirmJoin, _, _>(Anybody, joining::confirm_form)
        .post::<at::ConfirmJoin, _, _>(Anybody, joining::confirm)
        .get::<at::ConfirmJoinWith, _, _>(Anybody, joining::link_form)
        .post::<at::ConfirmJoinWith, _, _>(Anybody, joining::confirm_link)
        .post::<at::JoinAgain, _, _>(Anybody, joining::again)
        .get::<at::JoinOffers, _, _>(Signed, joining::offers_form)
        .post::<at::JoinOffers, _, _>(Signed, joining::offers)
        .post::<at::WithdrawJoin, _, _>(Signed, joining::withdraw)
        .get::<at::OwnOffice, _, _>(Member, rules::offices::own_form)
        .post::<at::OwnOffice, _, _>(Member, rules::offices::leave)
        .get::<at::AskChair, _, _>(Member, rules::offices::interim::form)
        .post::<at::AskChair, _, _>(Member, rules::offices::interim::ask)
}

/// The whole table, for the tests that hold it to what it says.
pub fn table() -> Vec<Route> {
    installation_table().routes.into_iter().chain(exchange_table().routes).collect()
}

/// The whole application.
///
/// # Errors
/// When the public URL is no origin.
pub fn app(site: Site) -> Result<Router, String> {
    let below = |router: Router<Site>| router.fallback(nothing).with_state(site.clone());
    let Table { router, acting, routes, .. } = exchange_table().without_other_methods();
    let public = routes.iter().filter(|route| route.who == Who::Anybody).map(|route| route.path).collect();
    let rooms = ExchangeRooms { exchanges: below(router), acting: below(acting), public };
    let dispatch = {
        let site = site.clone();
        move |request: Request| to_exchange(site.clone(), rooms.clone(), request)
    };
    let csrf = CsrfLayer::new().add_trusted_origin(&site.config.public_url).map_err(|error| error.to_string())?;
    let csrf = csrf.with_rejection_response(|_| answer(StatusCode::FORBIDDEN, Problem::Forbidden));
    let router = installation_table().without_other_methods().router.fallback(dispatch).with_state(site.clone());
    Ok(router
        .layer(session::layer(&site))
        .layer(from_fn_with_state(site.clone(), sign_in::signed_out::keep))
        .layer(DefaultBodyLimit::max(64 * 1024))
        .layer(from_fn_with_state(site.clone(), refuse_nameless_writes))
        .layer(csrf)
        .layer(map_request(without_empty_names))
        .layer(CatchPanicLayer::custom(|_| Error::Fault("a handler panicked".into()).into_response()))
        .layer(from_fn_with_state(site.clone(), problem_pages))
        .layer(from_fn_with_state(site.clone(), about_itself))
        .layer(CompressionLayer::new()))
}

/// What is not there: sign in first, whoever you are not; then the one 404.
async fn nothing(visitor: Visitor) -> Error {
    if visitor.person.is_none() { Error::SignIn(visitor.chrome.here) } else { Error::NotFound }
}
