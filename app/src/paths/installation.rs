//! The installation's own pages, outside every exchange.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

path!(
    /// The exchanges of this installation.
    Front = "/"
);
path!(
    /// Sign in with e-mail and password.
    SignIn = "/sign-in"
);
path!(
    /// End this session.
    SignOut = "/sign-out"
);
path!(
    /// First start: makes the first person, the first exchange and its committee seat.
    SetUp { token } = "/setup/{token}"
);
path!(
    /// Ask for a mail with a link to set a new password.
    ResetPassword = "/reset-password"
);
path!(
    /// Set a new password with the link from the mail.
    ResetPasswordWith { token } = "/reset-password/{token}"
);
path!(
    /// Get in with a code on paper, made by the committee.
    UsePaperCode = "/paper-code"
);
path!(
    /// The signed-in person: name, e-mail, language, exchanges.
    Me = "/me"
);
path!(
    /// Change the password.
    MyPassword = "/me/password"
);
path!(
    /// Change the e-mail address.
    MyEmail = "/me/email"
);
path!(
    /// Confirm the new address with the link from the mail.
    MyEmailWith { token } = "/me/email/{token}"
);
path!(
    /// Erases all about who asks, once all their memberships have ended.
    EraseMe = "/me/erase"
);
path!(
    /// Where one is signed in; end those sessions.
    MySessions = "/me/sessions"
);
path!(
    /// What one was told; marks it as read.
    MyNotices = "/me/notices"
);
path!(
    /// Which kinds of notice one also gets a mail about.
    MyNoticeMails = "/me/notices/mails"
);
path!(
    /// Stops mails of one kind, without signing in, with the link from such a mail.
    StopNotices { token } = "/notices/stop/{token}"
);
path!(
    /// Language and light, for who is not signed in too.
    Preferences = "/preferences"
);
path!(
    /// Is the process alive?
    Livez = "/livez"
);
path!(
    /// Can it serve: is the database reachable and migrated?
    Readyz = "/readyz"
);
path!(
    /// The living style page, in development.
    Style = "/style"
);
path!(
    /// The icon in the browser's tab.
    Favicon = "/favicon.svg"
);
path!(
    /// By which a device can put the installation among its apps.
    Manifest = "/manifest.webmanifest"
);
path!(
    /// How it works, and what to do when something does not.
    Help = "/help"
);
path!(
    /// Ask for an exchange.
    Ask = "/ask"
);
path!(
    /// Send that off with the link from the mail.
    ConfirmAsk { token } = "/ask/{token}"
);
path!(
    /// The host: somebody who asks for an exchange.
    HostAsk { id } = "/host/asks/{id}"
);
path!(
    /// The host: every exchange here, and how it is doing.
    Host = "/host"
);
path!(
    /// The host: opens an exchange, in three steps.
    NewExchange = "/host/new"
);
path!(
    /// The host: one exchange, how it is doing, and what may be done with it.
    HostExchange { slug } = "/host/exchanges/{slug}"
);
path!(
    /// The host: how many members one exchange may have.
    HostQuota { slug } = "/host/exchanges/{slug}/members"
);
path!(
    /// The host: breaking the glass of one exchange.
    HostLook { slug } = "/host/exchanges/{slug}/look"
);
path!(
    /// The host: the interim chair for which an exchange asks.
    HostChair { slug } = "/host/exchanges/{slug}/chair"
);
path!(
    /// What search engines are asked to leave alone.
    Robots = "/robots.txt"
);
path!(
    /// Style, scripts and icons under their content-hashed names.
    Asset { name } = "/assets/{name}"
);
