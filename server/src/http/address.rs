//! Who is on the other end: the connection's address, or what a trusted proxy says of it.
//!
//! Always holds: what a client wrote into `X-Forwarded-For` itself counts for nothing, since the list is read from its right end
//! and only past proxies that are trusted; an IPv6 network of /64, which one subscriber has as a whole, counts as one address.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::http::answer::Error;
use crate::site::Site;

/// An address as it is counted: IPv4 whole, IPv6 by its /64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Address(IpAddr);

impl Address {
    /// How that address is counted.
    pub fn of(ip: IpAddr) -> Self {
        let ip = ip.to_canonical();
        Self(if ip.is_ipv6() { Network { ip, bits: 64 }.first() } else { ip })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)?;
        f.write_str(if self.0.is_ipv6() { "/64" } else { "" })
    }
}

impl FromRequestParts<Site> for Address {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Error> {
        // Without a connection there is only a test.
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        Ok(Self::of(site.config.trusted_proxies.client(peer, &parts.headers)))
    }
}

/// The proxies of `TRUSTED_PROXIES`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<Network>);

impl TrustedProxies {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether that address is one of them.
    pub fn include(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        self.0.iter().any(|network| network.first() == Network { ip, bits: network.bits }.first())
    }

    /// Who sent a request that came from `peer`: walks through all lines of `X-Forwarded-For` from the right, past trusted proxies. What
    /// is no address ends the walk at the last proxy, which wrote it.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let lines = headers.get_all("x-forwarded-for").iter().map(|line| String::from_utf8_lossy(line.as_bytes()));
        let list = lines.collect::<Vec<_>>().join(",");
        for entry in list.rsplit(',').map(str::trim).filter(|entry| !entry.is_empty()) {
            match forwarded(entry) {
                Some(before) if self.include(client) => client = before,
                _ => break,
            }
        }
        client
    }
}

impl FromStr for TrustedProxies {
    type Err = String;

    fn from_str(list: &str) -> Result<Self, String> {
        let entries = list.split([',', ' ']).map(str::trim).filter(|entry| !entry.is_empty());
        let networks = entries.map(|entry| {
            let sentence = || {
                format!("TRUSTED_PROXIES: {entry} is neither an address (10.0.0.2, ::1) nor a network (10.0.0.0/8, fd00::/8)")
            };
            entry.parse::<Network>().map_err(|NoNetwork| sentence())
        });
        Ok(Self(networks.collect::<Result<_, _>>()?))
    }
}

/// An entry of the list: an address, or one with a port, as some proxies write it.
fn forwarded(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim_matches('"');
    let bare = entry.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(entry);
    let ip = bare.parse().ok().or_else(|| entry.parse::<SocketAddr>().ok().map(|address| address.ip()));
    ip.map(|ip: IpAddr| ip.to_canonical())
}

/// An address and how many of its bits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Network {
    ip: IpAddr,
    bits: u32,
}

/// A text that is no network.
struct NoNetwork;

impl Network {
    /// Its first address.
    fn first(self) -> IpAddr {
        match self.ip {
            IpAddr::V4(ip) => {
                let mask = u32::MAX.checked_shl(32_u32.saturating_sub(self.bits)).unwrap_or(0);
                IpAddr::V4(Ipv4Addr::from_bits(ip.to_bits() & mask))
            }
            IpAddr::V6(ip) => {
                let mask = u128::MAX.checked_shl(128_u32.saturating_sub(self.bits)).unwrap_or(0);
                IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() & mask))
            }
        }
    }
}

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let (ip, bits) = text.split_once('/').map_or((text, None), |(ip, bits)| (ip, Some(bits)));
        let given: IpAddr = ip.parse().map_err(|_| NoNetwork)?;
        let most = if given.is_ipv4() { 32 } else { 128 };
        let bits: u32 = bits.map_or(Ok(most), str::parse).map_err(|_| NoNetwork)?;
        // An IPv4 address in IPv6 clothes has 96 bits before its own.
        let ip = given.to_canonical();
        let before = if ip.is_ipv4() { most.saturating_sub(32) } else { 0 };
        if bits > most || bits < before {
            return Err(NoNetwork);
        }
        Ok(Self { ip, bits: bits.saturating_sub(before) })
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use axum::http::{HeaderMap, HeaderValue};

    use super::{Address, TrustedProxies};

    fn counted(proxies: &str, peer: &str, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", HeaderValue::from_bytes(line.as_bytes()).unwrap());
        }
        let proxies: TrustedProxies = proxies.parse().unwrap();
        Address::of(proxies.client(peer.parse::<IpAddr>().unwrap(), &headers)).to_string()
    }

    #[test]
    fn the_last_address_before_the_trusted_proxies_is_the_clients() {
        const ONE: &str = "10.0.0.2";
        const SOME: &str = "10.0.0.0/8, fd00::/8, 127.0.0.1";
        for (proxies, peer, lines, client) in [
            // Nobody is trusted, or the peer is not: its own address.
            ("", "203.0.113.5", &["198.51.100.1"][..], "203.0.113.5"),
            (ONE, "203.0.113.5", &["198.51.100.1"], "203.0.113.5"),
            (ONE, "10.0.0.3", &["198.51.100.1"], "10.0.0.3"),
            (ONE, "10.0.0.2", &[], "10.0.0.2"),
            (ONE, "10.0.0.2", &["198.51.100.1"], "198.51.100.1"),
            // What the client wrote itself stands further left, in the same line or in one before.
            (ONE, "10.0.0.2", &["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
            (ONE, "10.0.0.2", &["1.1.1.1", "198.51.100.1"], "198.51.100.1"),
            (ONE, "10.0.0.2", &["198.51.100.1", "1.1.1.1"], "1.1.1.1"),
            (ONE, "10.0.0.2", &["1.1.1.1", "2.2.2.2,198.51.100.1"], "198.51.100.1"),
            (ONE, "10.0.0.2", &["10.0.0.2", "198.51.100.1"], "198.51.100.1"),
            // A chain of proxies.
            (SOME, "127.0.0.1", &["1.1.1.1, 198.51.100.1, 10.9.9.9"], "198.51.100.1"),
            (SOME, "127.0.0.1", &["198.51.100.1", "10.9.9.9", "fd00::1"], "198.51.100.1"),
            (SOME, "127.0.0.1", &["10.1.1.1, 10.9.9.9"], "10.1.1.1"),
            (SOME, "10.7.7.7", &["198.51.100.1, 11.0.0.1, 10.9.9.9"], "11.0.0.1"),
            // With ports and brackets.
            (ONE, "10.0.0.2", &["198.51.100.1:4711"], "198.51.100.1"),
            (ONE, "10.0.0.2", &["198.51.100.1:4712"], "198.51.100.1"),
            (ONE, "10.0.0.2", &["[2001:db8:1:2:3:4:5:6]:4711"], "2001:db8:1:2::/64"),
            (ONE, "10.0.0.2", &["[2001:db8:1:2::1]"], "2001:db8:1:2::/64"),
            (ONE, "10.0.0.2", &["\"[2001:db8:1:2::1]:80\""], "2001:db8:1:2::/64"),
            // Each address of a /64 is the same, another /64 is not.
            (ONE, "10.0.0.2", &["2001:db8:1:2:ffff::9"], "2001:db8:1:2::/64"),
            (ONE, "10.0.0.2", &["2001:db8:1:3::9"], "2001:db8:1:3::/64"),
            ("", "2001:db8:1:2:a:b:c:d", &[], "2001:db8:1:2::/64"),
            // IPv4 in IPv6 clothes.
            ("", "::ffff:203.0.113.5", &[], "203.0.113.5"),
            (ONE, "::ffff:10.0.0.2", &["::ffff:198.51.100.1"], "198.51.100.1"),
            (ONE, "::ffff:10.0.0.2", &["[::ffff:198.51.100.1]:1"], "198.51.100.1"),
            ("::ffff:10.0.0.0/104", "10.9.9.9", &["198.51.100.1"], "198.51.100.1"),
            // What is no address ends the walk at whoever wrote it.
            (ONE, "10.0.0.2", &["unknown"], "10.0.0.2"),
            (ONE, "10.0.0.2", &["1.1.1.1, unknown"], "10.0.0.2"),
            (ONE, "10.0.0.2", &["1.1.1.1, _hidden"], "10.0.0.2"),
            (ONE, "10.0.0.2", &["198.51.100.1:port"], "10.0.0.2"),
            (ONE, "10.0.0.2", &["999.1.1.1"], "10.0.0.2"),
            (ONE, "10.0.0.2", &["1.1.1.1", "ä"], "10.0.0.2"),
            (SOME, "127.0.0.1", &["x, 10.9.9.9"], "10.9.9.9"),
            // An empty entry is none.
            (ONE, "10.0.0.2", &["198.51.100.1, ,"], "198.51.100.1"),
            (ONE, "10.0.0.2", &["198.51.100.1", ""], "198.51.100.1"),
            ("0.0.0.0/0", "203.0.113.5", &["198.51.100.1"], "198.51.100.1"),
        ] {
            assert_eq!(counted(proxies, peer, lines), client, "{proxies:?} {peer} {lines:?}");
        }
    }

    #[test]
    fn proxies_are_addresses_or_networks_and_nothing_else() {
        for (list, fine) in [
            ("", true),
            (" 10.0.0.2 , ::1,", true),
            ("10.0.0.2 ::1", true),
            ("10.0.0.0/8,fd00::/8", true),
            ("10.1.2.3/8", true),
            ("0.0.0.0/0", true),
            ("10.0.0.0/33", false),
            ("::/129", false),
            ("::ffff:10.0.0.0/8", false),
            ("10.0.0.0/", false),
            ("10.0.0.0/x", false),
            ("localhost", false),
            ("10.0.0", false),
            ("10.0.0.2:80", false),
        ] {
            let parsed = list.parse::<TrustedProxies>();
            assert_eq!(parsed.is_ok(), fine, "{list:?}: {parsed:?}");
        }
    }
}
