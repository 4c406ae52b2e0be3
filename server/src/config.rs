//! Settings: each from a flag, else the environment, else a TOML file, else its default.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

use crate::http::address::TrustedProxies;

/// Payments that one person may send in a minute, unless the host says otherwise: more than anybody enters by hand.
const PAYMENTS: u32 = 30;

/// The settings of one installation.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the books are: `sqlite://…` or `postgres://…`.
    pub database_url: String,
    /// An owner's credentials for migrations, if the server itself runs with fewer rights.
    pub migrate_url: Option<String>,
    /// Address and port to listen on.
    pub listen: String,
    /// What people type to get here, without a slash at the end.
    pub public_url: String,
    /// Where the embedded database and mails without a mail server go.
    pub data_dir: PathBuf,
    /// The mail server; none: mails become files.
    pub smtp_url: Option<String>,
    /// Who mails come from.
    pub mail_from: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: TrustedProxies,
    /// How many payments one person may send in a minute.
    pub payments_a_minute: u32,
    /// Where each setting came from, for `config show`.
    pub sources: Vec<(&'static str, String, &'static str)>,
}

/// Settings given as flags or in the file; all optional.
#[derive(Clone, Debug, Default, Deserialize, clap::Args)]
#[serde(deny_unknown_fields, default)]
pub struct Given {
    /// Where the books are: sqlite://… or postgres://…
    #[arg(long, global = true)]
    pub database_url: Option<String>,
    /// Owner's credentials for migrations
    #[arg(long, global = true)]
    pub migrate_url: Option<String>,
    /// Address and port to listen on
    #[arg(long, global = true)]
    pub listen: Option<String>,
    /// What people type to get here
    #[arg(long, global = true)]
    pub public_url: Option<String>,
    /// Folder of the embedded database
    #[arg(long = "data", alias = "data-dir", global = true)]
    pub data_dir: Option<String>,
    /// Mail server, smtp://user:password@host:port
    #[arg(long, global = true)]
    pub smtp_url: Option<String>,
    /// Sender of mails
    #[arg(long, global = true)]
    pub mail_from: Option<String>,
    /// Proxies whose X-Forwarded-For is believed: addresses or networks, separated by commas
    #[arg(long, global = true)]
    pub trusted_proxies: Option<String>,
    /// Payments that one person may send in a minute
    #[arg(long, global = true)]
    pub payments_a_minute: Option<u32>,
}

impl Given {
    fn by_name(&self) -> BTreeMap<&'static str, String> {
        let all = [
            ("DATABASE_URL", self.database_url.clone()),
            ("MIGRATE_URL", self.migrate_url.clone()),
            ("LISTEN", self.listen.clone()),
            ("PUBLIC_URL", self.public_url.clone()),
            ("DATA_DIR", self.data_dir.clone()),
            ("SMTP_URL", self.smtp_url.clone()),
            ("MAIL_FROM", self.mail_from.clone()),
            ("TRUSTED_PROXIES", self.trusted_proxies.clone()),
            ("PAYMENTS_A_MINUTE", self.payments_a_minute.map(|most| most.to_string())),
        ];
        all.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))).collect()
    }
}

impl Config {
    /// Puts the settings together. `environment` answers for a variable's name.
    ///
    /// # Errors
    /// A sentence for the person who starts the program.
    pub fn new(flags: &Given, file: &Given, environment: &dyn Fn(&str) -> Option<String>) -> Result<Self, String> {
        let (flags, file) = (flags.by_name(), file.by_name());
        let mut sources = Vec::new();
        let mut pick = |name: &'static str, default: Option<String>| {
            let environment = environment(name).filter(|value| !value.is_empty());
            let (value, source) = match (flags.get(name), environment, file.get(name)) {
                (Some(value), _, _) => (Some(value.clone()), "flag"),
                (None, Some(value), _) => (Some(value), "environment"),
                (None, None, Some(value)) => (Some(value.clone()), "file"),
                (None, None, None) => (default, "default"),
            };
            sources.push((name, value.clone().unwrap_or_default(), source));
            value
        };
        let data_dir = PathBuf::from(pick("DATA_DIR", Some("data".into())).unwrap_or_default());
        let embedded = crate::db::Db::embedded_url(&data_dir);
        let listen = pick("LISTEN", Some("127.0.0.1:3000".into())).unwrap_or_default();
        let port = listen.rsplit(':').next().unwrap_or("3000").to_owned();
        let public_url = pick("PUBLIC_URL", Some(format!("http://localhost:{port}"))).unwrap_or_default();
        let config = Self {
            database_url: pick("DATABASE_URL", Some(embedded)).unwrap_or_default(),
            migrate_url: pick("MIGRATE_URL", None),
            smtp_url: pick("SMTP_URL", None),
            mail_from: pick("MAIL_FROM", Some("Manyhands <manyhands@localhost>".into())).unwrap_or_default(),
            trusted_proxies: pick("TRUSTED_PROXIES", None).unwrap_or_default().parse()?,
            payments_a_minute: above_zero("PAYMENTS_A_MINUTE", pick("PAYMENTS_A_MINUTE", Some(PAYMENTS.to_string())))?,
            listen,
            public_url: public_url.trim_end_matches('/').to_owned(),
            data_dir,
            sources,
        };
        config.check()?;
        Ok(config)
    }

    /// Whether people reach it by https.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The name, or the address, of the machine in `PUBLIC_URL`.
    pub fn host(&self) -> &str {
        host_of(self.public_url.split_once("://").map_or("", |(_, rest)| rest))
    }

    /// What is likely a mistake though it can be served: a sentence for the log.
    pub fn doubt(&self) -> Option<&'static str> {
        let alone = self.is_https() && self.trusted_proxies.is_empty();
        alone.then_some(
            "PUBLIC_URL is https, so a proxy stands before this server, but TRUSTED_PROXIES names none: everybody seems to come \
             from the proxy's address, and one stranger's wrong tries lock everybody out. Set TRUSTED_PROXIES to its address",
        )
    }

    /// Plain http is for this machine alone: over a network it would give passwords away.
    fn check(&self) -> Result<(), String> {
        let Some(host) = self.public_url.strip_prefix("http://") else {
            return if self.is_https() {
                Ok(())
            } else {
                Err("PUBLIC_URL must begin with https:// (or http://localhost)".into())
            };
        };
        if matches!(host_of(host), "localhost" | "127.0.0.1" | "::1") {
            return Ok(());
        }
        Err(format!(
            "PUBLIC_URL is http://{host}: plain http is for localhost alone, or passwords travel in the clear. Use https://"
        ))
    }
}

/// A setting that is a number above zero.
fn above_zero(name: &str, value: Option<String>) -> Result<u32, String> {
    let value = value.unwrap_or_default();
    let number = value.trim().parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| format!("{name} is {value:?}: it must be a whole number above zero"))
}

/// The machine of what stands behind `://`, without port and path.
fn host_of(rest: &str) -> &str {
    let authority = rest.split('/').next().unwrap_or(rest);
    match authority.strip_prefix('[') {
        Some(address) => address.split(']').next().unwrap_or(address),
        None => authority.split(':').next().unwrap_or(authority),
    }
}

/// A URL without its password, to be shown.
pub fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(start), Some(at)) if at > start => {
            let user = url.get(start + 3..at).and_then(|login| login.split(':').next()).unwrap_or("");
            format!("{}{user}:…{}", url.get(..start + 3).unwrap_or(""), url.get(at..).unwrap_or(""))
        }
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Config, Given, without_password};

    #[test]
    fn a_flag_wins_over_the_environment_and_that_over_the_file() {
        let flags = Given { listen: Some("127.0.0.1:1".into()), ..Given::default() };
        let file = Given { listen: Some("127.0.0.1:3".into()), mail_from: Some("f@x".into()), ..Given::default() };
        let environment = |name: &str| (name == "LISTEN").then(|| "127.0.0.1:2".to_owned());
        let config = Config::new(&flags, &file, &environment).unwrap();
        assert_eq!((config.listen.as_str(), config.mail_from.as_str()), ("127.0.0.1:1", "f@x"));
        let config = Config::new(&Given::default(), &file, &environment).unwrap();
        assert_eq!((config.listen.as_str(), config.public_url.as_str()), ("127.0.0.1:2", "http://localhost:2"));
    }

    #[test]
    fn a_number_above_zero_is_one() {
        for (given, read) in [
            ("", Some(30)),
            ("1", Some(1)),
            (" 600 ", Some(600)),
            ("0", None),
            ("-1", None),
            ("1e3", None),
            ("many", None),
        ] {
            let environment = |name: &str| (name == "PAYMENTS_A_MINUTE").then(|| given.to_owned());
            let config = Config::new(&Given::default(), &Given::default(), &environment);
            assert_eq!(config.ok().map(|config| config.payments_a_minute), read, "{given:?}");
        }
    }

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        for (url, fine) in [
            ("http://localhost:3000", true),
            ("http://127.0.0.1", true),
            ("http://[::1]:80", true),
            ("https://hub.example", true),
            ("http://hub.example", false),
            ("http://localhost.example", false),
            ("hub.example", false),
        ] {
            let given = Given { public_url: Some(url.into()), ..Given::default() };
            assert_eq!(Config::new(&given, &Given::default(), &|_| None).is_ok(), fine, "{url}");
        }
    }

    #[test]
    fn the_machine_of_a_url_stands_before_port_and_path() {
        for (url, host) in [
            ("https://hub.example", "hub.example"),
            ("https://hub.example/lets", "hub.example"),
            ("https://hub.example:8443/", "hub.example"),
            ("http://localhost:3000", "localhost"),
            ("http://[::1]:80", "::1"),
        ] {
            let given = Given { public_url: Some(url.into()), ..Given::default() };
            assert_eq!(Config::new(&given, &Given::default(), &|_| None).unwrap().host(), host, "{url}");
        }
    }

    #[test]
    fn https_without_a_trusted_proxy_is_doubted() {
        for (url, proxies, doubted) in [
            ("https://hub.example", "", true),
            ("https://hub.example", "10.0.0.2", false),
            ("http://localhost:3000", "", false),
        ] {
            let (public_url, trusted_proxies) = (Some(url.into()), Some(proxies.into()));
            let given = Given { public_url, trusted_proxies, ..Given::default() };
            let config = Config::new(&given, &Given::default(), &|_| None).unwrap();
            assert_eq!(config.doubt().is_some(), doubted, "{url} {proxies:?}");
        }
    }

    #[test]
    fn passwords_in_urls_are_not_shown() {
        assert_eq!(without_password("postgres://me:s3cret@db/x"), "postgres://me:…@db/x");
        assert_eq!(without_password("sqlite://a.sqlite"), "sqlite://a.sqlite");
    }
}
