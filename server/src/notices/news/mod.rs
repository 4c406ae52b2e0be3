//! What notices say, and where one sees it: the rows, and what they tell of, read in three errands for any number of notices.

pub mod store;

use std::collections::HashMap;

use app::ids::{AccountId, AgreementId, ExchangeId, ListingId, TransferId};
use app::journal::because::Because;
use app::notices::NoticeKind;
use app::notices::news::{
    AgreementNews, AsleepNews, CorrectedNews, DueNews, EndingNews, GlassNews, LimitsNews, ListingDecidedNews,
    ListingEndsNews, NoticeNews, OfficeNews, RulesNews, StateNews, SubscriptionNews, TransferNews,
};
use app::paths::exchange::{
    Decisions, Home, Listings, Officers, Operators, Partner, Partners, Profile, Proposal, RenewListing, StillHere,
    Transfer as TransferPath,
};
use app::ui::chrome::href_in;
use jiff::civil::Date;
use sqlx::AnyConnection;

use self::store::{ToldAct, ToldAgreement, ToldChange, ToldListing, ToldTransfer};
use super::store::{NoticeKey, NoticePlaceRow};
use crate::db::{DbError, Engine};

/// What a notice tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Object {
    Transfer(TransferId),
    Act(i64),
    Day(Date),
    Agreement(AgreementId),
    Subscription(SubscriptionNews),
    Listing(ListingId),
}

/// What kind a notice is and what it tells of; none of a kind that this program does not know.
fn object(key: &NoticeKey) -> Option<(NoticeKind, Object)> {
    let kind = NoticeKind::of_tag(&key.kind)?;
    let object = match kind {
        NoticeKind::Paid
        | NoticeKind::PaidForYou
        | NoticeKind::Reversed
        | NoticeKind::ReversedThere
        | NoticeKind::GivenBack => Object::Transfer(key.object.parse().ok()?),
        NoticeKind::Limits
        | NoticeKind::Corrected
        | NoticeKind::State
        | NoticeKind::Office
        | NoticeKind::PaperCode
        | NoticeKind::ListingDecided
        | NoticeKind::Operators => Object::Act(key.object.parse().ok()?),
        NoticeKind::Subscription => Object::Subscription(SubscriptionNews::read(&key.object)?),
        NoticeKind::RuleProposed | NoticeKind::RuleAnnounced | NoticeKind::Glass | NoticeKind::Erased => {
            Object::Act(key.object.parse().ok()?)
        }
        NoticeKind::ListingEnds => Object::Listing(key.object.split(' ').next()?.parse().ok()?),
        NoticeKind::OfficeEnds | NoticeKind::Asleep => Object::Day(key.object.parse().ok()?),
        NoticeKind::AgreementProposed
        | NoticeKind::AgreementAccepted
        | NoticeKind::AgreementDeclined
        | NoticeKind::AgreementWithdrawn
        | NoticeKind::AgreementEnded => Object::Agreement(AgreementId(key.object.parse().ok()?)),
    };
    Some((kind, object))
}

/// What was read, by exchange and key.
pub(super) struct News {
    transfers: HashMap<(ExchangeId, TransferId), ToldTransfer>,
    acts: HashMap<(ExchangeId, i64), ToldAct>,
    changes: HashMap<(ExchangeId, i64), ToldChange>,
    agreements: HashMap<AgreementId, ToldAgreement>,
    listings: HashMap<(ExchangeId, ListingId), ToldListing>,
}

impl News {
    /// Reads what these notices tell of.
    pub(super) async fn of<'a>(
        conn: &mut AnyConnection,
        engine: Engine,
        keys: impl Iterator<Item = &'a NoticeKey>,
    ) -> Result<Self, DbError> {
        let (mut transfers, mut acts, mut agreements) = (Vec::new(), Vec::new(), Vec::new());
        let (mut changes, mut listings) = (Vec::new(), Vec::new());
        for key in keys {
            match object(key) {
                Some((_, Object::Transfer(id))) => transfers.push((key.exchange_id, id)),
                Some((kind, Object::Act(id))) => {
                    acts.push((key.exchange_id, id));
                    changes.extend((kind == NoticeKind::Limits).then_some((key.exchange_id, key.account_id, id)));
                }
                Some((_, Object::Agreement(id))) => agreements.push(id),
                Some((_, Object::Listing(id))) => listings.push((key.exchange_id, id)),
                Some((_, Object::Subscription(_) | Object::Day(_))) | None => {}
            }
        }
        transfers.sort_unstable();
        transfers.dedup();
        acts.sort_unstable();
        acts.dedup();
        agreements.sort_unstable();
        agreements.dedup();
        let transfers = store::transfers(conn, engine, &transfers).await?.into_iter();
        let acts = store::acts(conn, &acts).await?.into_iter();
        let acts: HashMap<_, _> = acts.map(|told| ((told.exchange_id, told.act_id), told)).collect();
        changes.retain(|(exchange, _, id)| !acts.contains_key(&(*exchange, *id)));
        let changes = store::changes(conn, &changes).await?.into_iter();
        listings.sort_unstable();
        listings.dedup();
        let listings = store::listings(conn, engine, &listings).await?.into_iter();
        let agreements = store::agreements(conn, &agreements).await?.into_iter();
        Ok(Self {
            transfers: transfers.map(|told| ((told.exchange_id, told.transfer_id), told)).collect(),
            acts,
            changes: changes.map(|told| ((told.exchange_id, told.change_id), told)).collect(),
            agreements: agreements.map(|told| (told.agreement_id, told)).collect(),
            listings: listings.map(|told| ((told.exchange_id, told.listing_id), told)).collect(),
        })
    }

    /// What one notice says; nothing of what is not there, or of a kind that this program does not know.
    pub(super) fn say(&self, key: &NoticeKey, exchange: &str) -> Option<NoticeNews> {
        let (kind, object) = object(key)?;
        Some(match object {
            Object::Transfer(id) => {
                let told = self.transfers.get(&(key.exchange_id, id))?;
                NoticeNews::Transfer(said(told, (kind, key.account_id), exchange))
            }
            Object::Act(id) if self.changes.contains_key(&(key.exchange_id, id)) => {
                NoticeNews::Due(followed(self.changes.get(&(key.exchange_id, id))?)?)
            }
            Object::Act(id) => {
                let ToldAct { clerk, was, becomes, why, .. } = self.acts.get(&(key.exchange_id, id))?.clone();
                match kind {
                    NoticeKind::RuleProposed | NoticeKind::RuleAnnounced => {
                        NoticeNews::Rules(RulesNews { kind, clerk, why })
                    }
                    NoticeKind::Glass => NoticeNews::Glass(GlassNews { why }),
                    NoticeKind::Erased => NoticeNews::Erased(why),
                    NoticeKind::ListingDecided => {
                        NoticeNews::ListingDecided(ListingDecidedNews { clerk, is_seen: becomes == "live", why })
                    }
                    NoticeKind::Office => NoticeNews::Office(OfficeNews { clerk, why }),
                    NoticeKind::PaperCode => NoticeNews::PaperCode(clerk),
                    NoticeKind::Operators => NoticeNews::Operators(clerk),
                    NoticeKind::Corrected => NoticeNews::Corrected(CorrectedNews { clerk, was, becomes }),
                    NoticeKind::State => NoticeNews::State(StateNews { clerk, was, becomes, why }),
                    _ => NoticeNews::Limits(LimitsNews { clerk, was, becomes, why }),
                }
            }
            Object::Subscription(news) => NoticeNews::Subscription(news),
            Object::Listing(id) => {
                let told = self.listings.get(&(key.exchange_id, id))?;
                NoticeNews::ListingEnds(ListingEndsNews { title: told.title.clone(), until: told.until.parse().ok()? })
            }
            Object::Day(since) if kind == NoticeKind::Asleep => NoticeNews::Asleep(AsleepNews { since }),
            Object::Day(day) => NoticeNews::Ending(EndingNews { day }),
            Object::Agreement(id) => {
                let told = self.agreements.get(&id)?;
                let (_, partner) = other_side(told, key.exchange_id);
                NoticeNews::Agreement(AgreementNews { kind, partner: partner.clone(), note: told.note.clone() })
            }
        })
    }

    /// The path of the page where one sees it; none of what is not there.
    pub(super) fn page(&self, key: &NoticeKey, place: &NoticePlaceRow) -> Option<String> {
        let (kind, object) = object(key)?;
        Some(match object {
            Object::Transfer(id) => place.page(&TransferPath { id: id.to_string() }),
            Object::Act(_) if kind == NoticeKind::Corrected => place.page(&Profile),
            Object::Act(_) if kind == NoticeKind::Operators => {
                href_in(&place.slug, &Operators { own: place.code.clone() })
            }
            Object::Act(_) if kind == NoticeKind::ListingDecided => place.page(&Listings),
            Object::Listing(id) => {
                let told = self.listings.get(&(key.exchange_id, id))?;
                href_in(&place.slug, &RenewListing { token: told.renew_key.clone() })
            }
            Object::Day(_) if kind == NoticeKind::Asleep => place.page(&StillHere),
            Object::Day(_) => href_in(&place.slug, &Officers),
            Object::Act(_) if kind == NoticeKind::Office => href_in(&place.slug, &Officers),
            Object::Act(_) if matches!(kind, NoticeKind::Glass | NoticeKind::Erased) => {
                href_in(&place.slug, &Decisions)
            }
            Object::Act(id) if matches!(kind, NoticeKind::RuleProposed | NoticeKind::RuleAnnounced) => {
                href_in(&place.slug, &Proposal { proposal: id.to_string() })
            }
            Object::Act(_) | Object::Subscription(_) => place.page(&Home),
            // As an officer, whichever account they were told on. What was declined or taken back has no page of its own.
            Object::Agreement(id) => {
                let told = self.agreements.get(&id)?;
                let (slug, _) = other_side(told, key.exchange_id);
                match told.state.as_str() {
                    "proposed" | "in_force" => href_in(&place.slug, &Partner { slug: slug.clone() }),
                    _ => href_in(&place.slug, &Partners),
                }
            }
        })
    }

    /// Where it stands in the order of its exchange's books; 0 of what does not stand there.
    pub(super) fn position(&self, key: &NoticeKey) -> i64 {
        match object(key) {
            Some((_, Object::Transfer(id))) => {
                self.transfers.get(&(key.exchange_id, id)).map_or(0, |told| told.position)
            }
            _ => 0,
        }
    }
}

/// Slug and name of the exchange on the other side.
fn other_side(told: &ToldAgreement, ours: ExchangeId) -> (&String, &String) {
    if told.a_id == ours { (&told.b_slug, &told.b_name) } else { (&told.a_slug, &told.a_name) }
}

/// What is said of limits that follow from a rule; nothing of a reason that this program does not know.
fn followed(told: &ToldChange) -> Option<DueNews> {
    Some(DueNews {
        was: [told.was_min, told.was_max, told.was_warn_min, told.was_warn_max],
        becomes: [told.min_balance, told.max_balance, told.warn_min, told.warn_max],
        because: Because::of_tag(&told.reason)?,
    })
}

fn said(told: &ToldTransfer, (kind, reader): (NoticeKind, AccountId), exchange: &str) -> TransferNews {
    let undone = matches!(kind, NoticeKind::Reversed | NoticeKind::ReversedThere | NoticeKind::GivenBack);
    let (mut payer, mut payee) = (told.payer_name.clone(), told.payee_name.clone());
    if told.partner_id.0 != 0 {
        let there = format!("{} ({})", there(told), told.partner);
        // Above zero: the clearing account took it, so the member here paid.
        *(if told.value > 0 { &mut payee } else { &mut payer }) = there;
    }
    if undone {
        std::mem::swap(&mut payer, &mut payee);
    }
    TransferNews {
        kind,
        amount: told.amount,
        balance: if told.payer == reader { told.payer_after } else { told.payee_after },
        payer,
        payee,
        words: told.description.clone(),
        clerk: told.clerk.clone(),
        committee: if kind == NoticeKind::ReversedThere { told.partner.clone() } else { exchange.to_owned() },
    }
}

/// The member of the partner: their name, or once it was erased their code.
fn there(told: &ToldTransfer) -> &str {
    if told.partner_name.is_empty() { &told.partner_code } else { &told.partner_name }
}
