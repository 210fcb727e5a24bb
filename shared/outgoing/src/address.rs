//! Which addresses are everybody's: those that a stranger's URL may lead to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// True when `ip` is an address of the public network: not this machine's, not a private network's, not one that is
/// set aside for something else, and not an IPv6 form that carries such an IPv4 address.
#[must_use]
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => v4_is_public(v4),
        IpAddr::V6(v6) => v6_is_public(v6),
    }
}

/// Ranges of IPv4 that lead to nobody in public, after the registry of special-purpose addresses (RFC 6890 and its
/// successors): first address and length of the prefix.
const V4_SPECIAL: &[([u8; 4], u8)] = &[
    ([0, 0, 0, 0], 8),       // this network
    ([10, 0, 0, 0], 8),      // private
    ([100, 64, 0, 0], 10),   // carrier-grade NAT
    ([127, 0, 0, 0], 8),     // loopback
    ([169, 254, 0, 0], 16),  // link-local, the metadata services of clouds among them
    ([172, 16, 0, 0], 12),   // private
    ([192, 0, 0, 0], 24),    // protocol assignments
    ([192, 0, 2, 0], 24),    // documentation
    ([192, 31, 196, 0], 24), // AS112
    ([192, 52, 193, 0], 24), // AMT
    ([192, 88, 99, 0], 24),  // 6to4 relays, withdrawn
    ([192, 168, 0, 0], 16),  // private
    ([192, 175, 48, 0], 24), // AS112
    ([198, 18, 0, 0], 15),   // benchmarks
    ([198, 51, 100, 0], 24), // documentation
    ([203, 0, 113, 0], 24),  // documentation
    ([224, 0, 0, 0], 4),     // multicast
    ([240, 0, 0, 0], 4),     // reserved, broadcast
];

fn v4_is_public(ip: Ipv4Addr) -> bool {
    let within = |(first, length): &([u8; 4], u8)| {
        let shift = 32 - u32::from(*length);
        u32::from(ip) >> shift == u32::from(Ipv4Addr::from(*first)) >> shift
    };
    !V4_SPECIAL.iter().any(within)
}

/// Ranges of IPv6 inside `2000::/3`, the only part that is given out, that are special all the same.
const V6_SPECIAL: &[([u16; 8], u8)] = &[
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23), // protocol assignments: Teredo, ORCHID, benchmarks
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32), // documentation
    ([0x2002, 0, 0, 0, 0, 0, 0, 0], 16), // 6to4: carries any IPv4 address
    ([0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0], 48), // AS112
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20), // documentation
];

fn v6_is_public(ip: Ipv6Addr) -> bool {
    if let Some(carried) = nat64(ip) {
        return v4_is_public(carried);
    }
    let bits = u128::from(ip);
    let within = |(first, length): &([u16; 8], u8)| {
        let shift = 128 - u32::from(*length);
        bits >> shift == u128::from(Ipv6Addr::from(*first)) >> shift
    };
    // Everything outside 2000::/3 is special: ::, ::1, IPv4-mapped and -compatible, the local NAT64 prefix, discard-only,
    // unique-local, link-local, multicast.
    bits >> 125 == 1 && !V6_SPECIAL.iter().any(within)
}

/// The IPv4 address behind the well-known prefix of NAT64, `64:ff9b::/96`.
fn nat64(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let [0x64, 0xff9b, 0, 0, 0, 0, high, low] = ip.segments() else {
        return None;
    };
    Some(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn public(text: &str) -> bool {
        is_public(text.parse().expect("an address"))
    }

    #[test]
    fn what_leads_inside_is_not_public() {
        for text in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::127.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b::169.254.169.254",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "4000::1",
        ] {
            assert!(!public(text), "{text}");
        }
    }

    #[test]
    fn what_everybody_reaches_is_public() {
        for text in [
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.167.255.255",
            "192.169.0.0",
            "223.255.255.255",
            "2606:4700::1111",
            "2a01:e0a::1",
            "64:ff9b::8.8.8.8",
        ] {
            assert!(public(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_address_the_standard_library_calls_special_is_public(bits: u32) {
            let ip = Ipv4Addr::from(bits);
            let special = ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_broadcast()
                || ip.is_documentation() || ip.is_multicast() || ip.is_unspecified();
            prop_assert!(!(special && v4_is_public(ip)));
        }

        #[test]
        fn an_ipv4_address_is_never_more_public_in_the_clothes_of_ipv6(bits: u32) {
            let ip = Ipv4Addr::from(bits);
            let [a, b, c, d] = ip.octets();
            let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
            prop_assert!(!v6_is_public(ip.to_ipv6_mapped()));
            prop_assert!(!v6_is_public(ip.to_ipv6_compatible()));
            prop_assert!(!v6_is_public(Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1)));
            let nat64 = Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low);
            prop_assert_eq!(v6_is_public(nat64), v4_is_public(ip));
        }

        #[test]
        fn local_ranges_of_ipv6_are_never_public(bits: u128) {
            for prefix in [0xfc00_u128, 0xfdff, 0xfe80, 0xfec0, 0xff00, 0xff0e] {
                let ip = Ipv6Addr::from((prefix << 112) | (bits >> 16));
                prop_assert!(!v6_is_public(ip), "{ip}");
            }
        }
    }
}
