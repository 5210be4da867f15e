// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `network`.

use super::prelude::*;

/// `IEEE_802_15_4`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IEEE_802_15_4 {
    /// `capabilityInfo`: HexBinary8, required, both editions.
    pub capability_info: HexBinary8,
    /// `NeighborListLink`: NeighborListLink, optional, both editions.
    pub neighbor_list_link: Option<NeighborListLink>,
    /// `shortAddress`: UInt16, required, both editions.
    pub short_address: u16,
}

impl Node for IEEE_802_15_4 {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("IEEE_802_15_4", "IEEE_802_15_4", false, &[], &[
            el("capabilityInfo", One, B, 0),
            el("NeighborListLink", Maybe, B, 0),
            el("shortAddress", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.capability_info,
            1 => &self.neighbor_list_link,
            2 => &self.short_address,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.capability_info,
            1 => &mut self.neighbor_list_link,
            2 => &mut self.short_address,
            _ => return None,
        })
    }
}

element!(IEEE_802_15_4, "IEEE_802_15_4");

/// `IPAddr`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IPAddr {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `address`: HexBinary128, required, both editions.
    pub address: HexBinary128,
    /// `RPLInstanceListLink`: RPLInstanceListLink, optional, both editions.
    pub rpl_instance_list_link: Option<RPLInstanceListLink>,
}

impl Node for IPAddr {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("IPAddr", "IPAddr", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("address", One, B, 0),
            el("RPLInstanceListLink", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.address,
            2 => &self.rpl_instance_list_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.address,
            2 => &mut self.rpl_instance_list_link,
            _ => return None,
        })
    }
}

element!(IPAddr, "IPAddr");

/// `IPAddrList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IPAddrList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `IPAddr`: IPAddr, any number, both editions.
    pub ip_addr: Vec<IPAddr>,
}

impl Node for IPAddrList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("IPAddrList", "IPAddrList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("IPAddr", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.ip_addr,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.ip_addr,
            _ => return None,
        })
    }
}

element!(IPAddrList, "IPAddrList");

/// `IPInterface`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IPInterface {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `ifDescr`: String192, optional, both editions.
    pub if_descr: Option<String192>,
    /// `ifHighSpeed`: UInt32, optional, both editions.
    pub if_high_speed: Option<u32>,
    /// `ifInBroadcastPkts`: UInt32, optional, both editions.
    pub if_in_broadcast_pkts: Option<u32>,
    /// `ifIndex`: UInt32, optional, both editions.
    pub if_index: Option<u32>,
    /// `ifInDiscards`: UInt32, optional, both editions.
    pub if_in_discards: Option<u32>,
    /// `ifInErrors`: UInt32, optional, both editions.
    pub if_in_errors: Option<u32>,
    /// `ifInMulticastPkts`: UInt32, optional, both editions.
    pub if_in_multicast_pkts: Option<u32>,
    /// `ifInOctets`: UInt32, optional, both editions.
    pub if_in_octets: Option<u32>,
    /// `ifInUcastPkts`: UInt32, optional, both editions.
    pub if_in_ucast_pkts: Option<u32>,
    /// `ifInUnknownProtos`: UInt32, optional, both editions.
    pub if_in_unknown_protos: Option<u32>,
    /// `ifMtu`: UInt32, optional, both editions.
    pub if_mtu: Option<u32>,
    /// `ifName`: String16, optional, both editions.
    pub if_name: Option<String16>,
    /// `ifOperStatus`: UInt8, optional, both editions.
    pub if_oper_status: Option<u8>,
    /// `ifOutBroadcastPkts`: UInt32, optional, both editions.
    pub if_out_broadcast_pkts: Option<u32>,
    /// `ifOutDiscards`: UInt32, optional, both editions.
    pub if_out_discards: Option<u32>,
    /// `ifOutErrors`: UInt32, optional, both editions.
    pub if_out_errors: Option<u32>,
    /// `ifOutMulticastPkts`: UInt32, optional, both editions.
    pub if_out_multicast_pkts: Option<u32>,
    /// `ifOutOctets`: UInt32, optional, both editions.
    pub if_out_octets: Option<u32>,
    /// `ifOutUcastPkts`: UInt32, optional, both editions.
    pub if_out_ucast_pkts: Option<u32>,
    /// `ifPromiscuousMode`: boolean, optional, both editions.
    pub if_promiscuous_mode: Option<bool>,
    /// `ifSpeed`: UInt32, optional, both editions.
    pub if_speed: Option<u32>,
    /// `ifType`: UInt16, optional, both editions.
    pub if_type: Option<u16>,
    /// `IPAddrListLink`: IPAddrListLink, optional, both editions.
    pub ip_addr_list_link: Option<IPAddrListLink>,
    /// `lastResetTime`: Int64, optional, both editions.
    pub last_reset_time: Option<i64>,
    /// `lastUpdatedTime`: Int64, optional, both editions.
    pub last_updated_time: Option<i64>,
    /// `LLInterfaceListLink`: LLInterfaceListLink, optional, both editions.
    pub ll_interface_list_link: Option<LLInterfaceListLink>,
}

impl Node for IPInterface {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("IPInterface", "IPInterface", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("ifDescr", Maybe, B, 192),
            el("ifHighSpeed", Maybe, B, 0),
            el("ifInBroadcastPkts", Maybe, B, 0),
            el("ifIndex", Maybe, B, 0),
            el("ifInDiscards", Maybe, B, 0),
            el("ifInErrors", Maybe, B, 0),
            el("ifInMulticastPkts", Maybe, B, 0),
            el("ifInOctets", Maybe, B, 0),
            el("ifInUcastPkts", Maybe, B, 0),
            el("ifInUnknownProtos", Maybe, B, 0),
            el("ifMtu", Maybe, B, 0),
            el("ifName", Maybe, B, 16),
            el("ifOperStatus", Maybe, B, 0),
            el("ifOutBroadcastPkts", Maybe, B, 0),
            el("ifOutDiscards", Maybe, B, 0),
            el("ifOutErrors", Maybe, B, 0),
            el("ifOutMulticastPkts", Maybe, B, 0),
            el("ifOutOctets", Maybe, B, 0),
            el("ifOutUcastPkts", Maybe, B, 0),
            el("ifPromiscuousMode", Maybe, B, 0),
            el("ifSpeed", Maybe, B, 0),
            el("ifType", Maybe, B, 0),
            el("IPAddrListLink", Maybe, B, 0),
            el("lastResetTime", Maybe, B, 0),
            el("lastUpdatedTime", Maybe, B, 0),
            el("LLInterfaceListLink", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.if_descr,
            2 => &self.if_high_speed,
            3 => &self.if_in_broadcast_pkts,
            4 => &self.if_index,
            5 => &self.if_in_discards,
            6 => &self.if_in_errors,
            7 => &self.if_in_multicast_pkts,
            8 => &self.if_in_octets,
            9 => &self.if_in_ucast_pkts,
            10 => &self.if_in_unknown_protos,
            11 => &self.if_mtu,
            12 => &self.if_name,
            13 => &self.if_oper_status,
            14 => &self.if_out_broadcast_pkts,
            15 => &self.if_out_discards,
            16 => &self.if_out_errors,
            17 => &self.if_out_multicast_pkts,
            18 => &self.if_out_octets,
            19 => &self.if_out_ucast_pkts,
            20 => &self.if_promiscuous_mode,
            21 => &self.if_speed,
            22 => &self.if_type,
            23 => &self.ip_addr_list_link,
            24 => &self.last_reset_time,
            25 => &self.last_updated_time,
            26 => &self.ll_interface_list_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.if_descr,
            2 => &mut self.if_high_speed,
            3 => &mut self.if_in_broadcast_pkts,
            4 => &mut self.if_index,
            5 => &mut self.if_in_discards,
            6 => &mut self.if_in_errors,
            7 => &mut self.if_in_multicast_pkts,
            8 => &mut self.if_in_octets,
            9 => &mut self.if_in_ucast_pkts,
            10 => &mut self.if_in_unknown_protos,
            11 => &mut self.if_mtu,
            12 => &mut self.if_name,
            13 => &mut self.if_oper_status,
            14 => &mut self.if_out_broadcast_pkts,
            15 => &mut self.if_out_discards,
            16 => &mut self.if_out_errors,
            17 => &mut self.if_out_multicast_pkts,
            18 => &mut self.if_out_octets,
            19 => &mut self.if_out_ucast_pkts,
            20 => &mut self.if_promiscuous_mode,
            21 => &mut self.if_speed,
            22 => &mut self.if_type,
            23 => &mut self.ip_addr_list_link,
            24 => &mut self.last_reset_time,
            25 => &mut self.last_updated_time,
            26 => &mut self.ll_interface_list_link,
            _ => return None,
        })
    }
}

element!(IPInterface, "IPInterface");

/// `IPInterfaceList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IPInterfaceList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `IPInterface`: IPInterface, any number, both editions.
    pub ip_interface: Vec<IPInterface>,
}

impl Node for IPInterfaceList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("IPInterfaceList", "IPInterfaceList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("IPInterface", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.poll_rate,
            4 => &self.ip_interface,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.poll_rate,
            4 => &mut self.ip_interface,
            _ => return None,
        })
    }
}

element!(IPInterfaceList, "IPInterfaceList");

/// `LLInterface`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LLInterface {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `CRCerrors`: UInt32, required, both editions.
    pub cr_cerrors: u32,
    /// `EUI64`: HexBinary64, required, both editions.
    pub eui64: HexBinary64,
    /// `IEEE_802_15_4`: IEEE_802_15_4, optional, both editions.
    pub ieee_802_15_4: Option<IEEE_802_15_4>,
    /// `linkLayerType`: UInt8, required, both editions.
    pub link_layer_type: u8,
    /// `LLAckNotRx`: UInt32, optional, both editions.
    pub ll_ack_not_rx: Option<u32>,
    /// `LLCSMAFail`: UInt32, optional, both editions.
    pub llcsma_fail: Option<u32>,
    /// `LLFramesDropRx`: UInt32, optional, both editions.
    pub ll_frames_drop_rx: Option<u32>,
    /// `LLFramesDropTx`: UInt32, optional, both editions.
    pub ll_frames_drop_tx: Option<u32>,
    /// `LLFramesRx`: UInt32, optional, both editions.
    pub ll_frames_rx: Option<u32>,
    /// `LLFramesTx`: UInt32, optional, both editions.
    pub ll_frames_tx: Option<u32>,
    /// `LLMediaAccessFail`: UInt32, optional, both editions.
    pub ll_media_access_fail: Option<u32>,
    /// `LLOctetsRx`: UInt32, optional, both editions.
    pub ll_octets_rx: Option<u32>,
    /// `LLOctetsTx`: UInt32, optional, both editions.
    pub ll_octets_tx: Option<u32>,
    /// `LLRetryCount`: UInt32, optional, both editions.
    pub ll_retry_count: Option<u32>,
    /// `LLSecurityErrorRx`: UInt32, optional, both editions.
    pub ll_security_error_rx: Option<u32>,
    /// `loWPAN`: loWPAN, optional, both editions.
    pub lo_wpan: Option<LoWPAN>,
}

impl Node for LLInterface {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("LLInterface", "LLInterface", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("CRCerrors", One, B, 0),
            el("EUI64", One, B, 0),
            el("IEEE_802_15_4", Maybe, B, 0),
            el("linkLayerType", One, B, 0),
            el("LLAckNotRx", Maybe, B, 0),
            el("LLCSMAFail", Maybe, B, 0),
            el("LLFramesDropRx", Maybe, B, 0),
            el("LLFramesDropTx", Maybe, B, 0),
            el("LLFramesRx", Maybe, B, 0),
            el("LLFramesTx", Maybe, B, 0),
            el("LLMediaAccessFail", Maybe, B, 0),
            el("LLOctetsRx", Maybe, B, 0),
            el("LLOctetsTx", Maybe, B, 0),
            el("LLRetryCount", Maybe, B, 0),
            el("LLSecurityErrorRx", Maybe, B, 0),
            el("loWPAN", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.cr_cerrors,
            2 => &self.eui64,
            3 => &self.ieee_802_15_4,
            4 => &self.link_layer_type,
            5 => &self.ll_ack_not_rx,
            6 => &self.llcsma_fail,
            7 => &self.ll_frames_drop_rx,
            8 => &self.ll_frames_drop_tx,
            9 => &self.ll_frames_rx,
            10 => &self.ll_frames_tx,
            11 => &self.ll_media_access_fail,
            12 => &self.ll_octets_rx,
            13 => &self.ll_octets_tx,
            14 => &self.ll_retry_count,
            15 => &self.ll_security_error_rx,
            16 => &self.lo_wpan,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.cr_cerrors,
            2 => &mut self.eui64,
            3 => &mut self.ieee_802_15_4,
            4 => &mut self.link_layer_type,
            5 => &mut self.ll_ack_not_rx,
            6 => &mut self.llcsma_fail,
            7 => &mut self.ll_frames_drop_rx,
            8 => &mut self.ll_frames_drop_tx,
            9 => &mut self.ll_frames_rx,
            10 => &mut self.ll_frames_tx,
            11 => &mut self.ll_media_access_fail,
            12 => &mut self.ll_octets_rx,
            13 => &mut self.ll_octets_tx,
            14 => &mut self.ll_retry_count,
            15 => &mut self.ll_security_error_rx,
            16 => &mut self.lo_wpan,
            _ => return None,
        })
    }
}

element!(LLInterface, "LLInterface");

/// `LLInterfaceList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LLInterfaceList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `LLInterface`: LLInterface, any number, both editions.
    pub ll_interface: Vec<LLInterface>,
}

impl Node for LLInterfaceList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("LLInterfaceList", "LLInterfaceList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("LLInterface", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.ll_interface,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.ll_interface,
            _ => return None,
        })
    }
}

element!(LLInterfaceList, "LLInterfaceList");

/// `loWPAN`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LoWPAN {
    /// `octetsRx`: UInt32, optional, both editions.
    pub octets_rx: Option<u32>,
    /// `octetsTx`: UInt32, optional, both editions.
    pub octets_tx: Option<u32>,
    /// `packetsRx`: UInt32, required, both editions.
    pub packets_rx: u32,
    /// `packetsTx`: UInt32, required, both editions.
    pub packets_tx: u32,
    /// `rxFragError`: UInt32, required, both editions.
    pub rx_frag_error: u32,
}

impl Node for LoWPAN {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("loWPAN", "loWPAN", false, &[], &[
            el("octetsRx", Maybe, B, 0),
            el("octetsTx", Maybe, B, 0),
            el("packetsRx", One, B, 0),
            el("packetsTx", One, B, 0),
            el("rxFragError", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.octets_rx,
            1 => &self.octets_tx,
            2 => &self.packets_rx,
            3 => &self.packets_tx,
            4 => &self.rx_frag_error,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.octets_rx,
            1 => &mut self.octets_tx,
            2 => &mut self.packets_rx,
            3 => &mut self.packets_tx,
            4 => &mut self.rx_frag_error,
            _ => return None,
        })
    }
}

element!(LoWPAN, "loWPAN");

/// `Neighbor`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Neighbor {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `isChild`: boolean, required, both editions.
    pub is_child: bool,
    /// `linkQuality`: UInt8, required, both editions.
    pub link_quality: u8,
    /// `shortAddress`: UInt16, required, both editions.
    pub short_address: u16,
}

impl Node for Neighbor {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Neighbor", "Neighbor", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("isChild", One, B, 0),
            el("linkQuality", One, B, 0),
            el("shortAddress", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.is_child,
            2 => &self.link_quality,
            3 => &self.short_address,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.is_child,
            2 => &mut self.link_quality,
            3 => &mut self.short_address,
            _ => return None,
        })
    }
}

element!(Neighbor, "Neighbor");

/// `NeighborList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NeighborList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `Neighbor`: Neighbor, any number, both editions.
    pub neighbor: Vec<Neighbor>,
}

impl Node for NeighborList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("NeighborList", "NeighborList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("Neighbor", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.neighbor,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.neighbor,
            _ => return None,
        })
    }
}

element!(NeighborList, "NeighborList");

/// `RPLInstance`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RPLInstance {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `DODAGid`: UInt8, required, both editions.
    pub doda_gid: u8,
    /// `DODAGroot`: boolean, required, both editions.
    pub doda_groot: bool,
    /// `flags`: UInt8, required, both editions.
    pub flags: u8,
    /// `groundedFlag`: boolean, required, both editions.
    pub grounded_flag: bool,
    /// `MOP`: UInt8, required, both editions.
    pub mop: u8,
    /// `PRF`: UInt8, required, both editions.
    pub prf: u8,
    /// `rank`: UInt16, required, both editions.
    pub rank: u16,
    /// `RPLInstanceID`: UInt8, required, both editions.
    pub rpl_instance_id: u8,
    /// `RPLSourceRoutesListLink`: RPLSourceRoutesListLink, optional, both editions.
    pub rpl_source_routes_list_link: Option<RPLSourceRoutesListLink>,
    /// `versionNumber`: UInt8, required, both editions.
    pub version_number: u8,
}

impl Node for RPLInstance {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("RPLInstance", "RPLInstance", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("DODAGid", One, B, 0),
            el("DODAGroot", One, B, 0),
            el("flags", One, B, 0),
            el("groundedFlag", One, B, 0),
            el("MOP", One, B, 0),
            el("PRF", One, B, 0),
            el("rank", One, B, 0),
            el("RPLInstanceID", One, B, 0),
            el("RPLSourceRoutesListLink", Maybe, B, 0),
            el("versionNumber", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.doda_gid,
            2 => &self.doda_groot,
            3 => &self.flags,
            4 => &self.grounded_flag,
            5 => &self.mop,
            6 => &self.prf,
            7 => &self.rank,
            8 => &self.rpl_instance_id,
            9 => &self.rpl_source_routes_list_link,
            10 => &self.version_number,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.doda_gid,
            2 => &mut self.doda_groot,
            3 => &mut self.flags,
            4 => &mut self.grounded_flag,
            5 => &mut self.mop,
            6 => &mut self.prf,
            7 => &mut self.rank,
            8 => &mut self.rpl_instance_id,
            9 => &mut self.rpl_source_routes_list_link,
            10 => &mut self.version_number,
            _ => return None,
        })
    }
}

element!(RPLInstance, "RPLInstance");

/// `RPLInstanceList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RPLInstanceList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `RPLInstance`: RPLInstance, any number, both editions.
    pub rpl_instance: Vec<RPLInstance>,
}

impl Node for RPLInstanceList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("RPLInstanceList", "RPLInstanceList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("RPLInstance", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.rpl_instance,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.rpl_instance,
            _ => return None,
        })
    }
}

element!(RPLInstanceList, "RPLInstanceList");

/// `RPLSourceRoutes`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RPLSourceRoutes {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `DestAddress`: HexBinary128, required, both editions.
    pub dest_address: HexBinary128,
    /// `SourceRoute`: HexBinary128, required, both editions.
    pub source_route: HexBinary128,
}

impl Node for RPLSourceRoutes {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("RPLSourceRoutes", "RPLSourceRoutes", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("DestAddress", One, B, 0),
            el("SourceRoute", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.dest_address,
            2 => &self.source_route,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.dest_address,
            2 => &mut self.source_route,
            _ => return None,
        })
    }
}

element!(RPLSourceRoutes, "RPLSourceRoutes");

/// `RPLSourceRoutesList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RPLSourceRoutesList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `RPLSourceRoutes`: RPLSourceRoutes, any number, both editions.
    pub rpl_source_routes: Vec<RPLSourceRoutes>,
}

impl Node for RPLSourceRoutesList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("RPLSourceRoutesList", "RPLSourceRoutesList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("RPLSourceRoutes", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.rpl_source_routes,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.rpl_source_routes,
            _ => return None,
        })
    }
}

element!(RPLSourceRoutesList, "RPLSourceRoutesList");
