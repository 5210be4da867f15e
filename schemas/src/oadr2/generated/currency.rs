// Generated from tables/oadr2.txt by oadr2::generator (`cargo xtask generate`); do not edit.
//! Namespace `urn:un:unece:uncefact:codelist:standard:5:ISO42173A:2010-04-07`.

use super::prelude::*;

/// `currency:ISO3AlphaCurrencyCodeContentType`, 2.0b: one of 181 values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CurrencyCode {
    /// `AED`.
    #[default]
    Aed,
    /// `AFN`.
    Afn,
    /// `ALL`.
    All,
    /// `AMD`.
    Amd,
    /// `ANG`.
    Ang,
    /// `AOA`.
    Aoa,
    /// `ARS`.
    Ars,
    /// `AUD`.
    Aud,
    /// `AWG`.
    Awg,
    /// `AZN`.
    Azn,
    /// `BAM`.
    Bam,
    /// `BBD`.
    Bbd,
    /// `BDT`.
    Bdt,
    /// `BGN`.
    Bgn,
    /// `BHD`.
    Bhd,
    /// `BIF`.
    Bif,
    /// `BMD`.
    Bmd,
    /// `BND`.
    Bnd,
    /// `BOB`.
    Bob,
    /// `BOV`.
    Bov,
    /// `BRL`.
    Brl,
    /// `BSD`.
    Bsd,
    /// `BTN`.
    Btn,
    /// `BWP`.
    Bwp,
    /// `BYR`.
    Byr,
    /// `BZD`.
    Bzd,
    /// `CAD`.
    Cad,
    /// `CDF`.
    Cdf,
    /// `CHE`.
    Che,
    /// `CHF`.
    Chf,
    /// `CHW`.
    Chw,
    /// `CLF`.
    Clf,
    /// `CLP`.
    Clp,
    /// `CNY`.
    Cny,
    /// `COP`.
    Cop,
    /// `COU`.
    Cou,
    /// `CRC`.
    Crc,
    /// `CUC`.
    Cuc,
    /// `CUP`.
    Cup,
    /// `CVE`.
    Cve,
    /// `CZK`.
    Czk,
    /// `DJF`.
    Djf,
    /// `DKK`.
    Dkk,
    /// `DOP`.
    Dop,
    /// `DZD`.
    Dzd,
    /// `EEK`.
    Eek,
    /// `EGP`.
    Egp,
    /// `ERN`.
    Ern,
    /// `ETB`.
    Etb,
    /// `EUR`.
    Eur,
    /// `FJD`.
    Fjd,
    /// `FKP`.
    Fkp,
    /// `GBP`.
    Gbp,
    /// `GEL`.
    Gel,
    /// `GHS`.
    Ghs,
    /// `GIP`.
    Gip,
    /// `GMD`.
    Gmd,
    /// `GNF`.
    Gnf,
    /// `GTQ`.
    Gtq,
    /// `GWP`.
    Gwp,
    /// `GYD`.
    Gyd,
    /// `HKD`.
    Hkd,
    /// `HNL`.
    Hnl,
    /// `HRK`.
    Hrk,
    /// `HTG`.
    Htg,
    /// `HUF`.
    Huf,
    /// `IDR`.
    Idr,
    /// `ILS`.
    Ils,
    /// `INR`.
    Inr,
    /// `IQD`.
    Iqd,
    /// `IRR`.
    Irr,
    /// `ISK`.
    Isk,
    /// `JMD`.
    Jmd,
    /// `JOD`.
    Jod,
    /// `JPY`.
    Jpy,
    /// `KES`.
    Kes,
    /// `KGS`.
    Kgs,
    /// `KHR`.
    Khr,
    /// `KMF`.
    Kmf,
    /// `KPW`.
    Kpw,
    /// `KRW`.
    Krw,
    /// `KWD`.
    Kwd,
    /// `KYD`.
    Kyd,
    /// `KZT`.
    Kzt,
    /// `LAK`.
    Lak,
    /// `LBP`.
    Lbp,
    /// `LKR`.
    Lkr,
    /// `LRD`.
    Lrd,
    /// `LSL`.
    Lsl,
    /// `LTL`.
    Ltl,
    /// `LVL`.
    Lvl,
    /// `LYD`.
    Lyd,
    /// `MAD`.
    Mad,
    /// `MDL`.
    Mdl,
    /// `MGA`.
    Mga,
    /// `MKD`.
    Mkd,
    /// `MMK`.
    Mmk,
    /// `MNT`.
    Mnt,
    /// `MOP`.
    Mop,
    /// `MRO`.
    Mro,
    /// `MUR`.
    Mur,
    /// `MVR`.
    Mvr,
    /// `MWK`.
    Mwk,
    /// `MXN`.
    Mxn,
    /// `MXV`.
    Mxv,
    /// `MYR`.
    Myr,
    /// `MZN`.
    Mzn,
    /// `NAD`.
    Nad,
    /// `NGN`.
    Ngn,
    /// `NIO`.
    Nio,
    /// `NOK`.
    Nok,
    /// `NPR`.
    Npr,
    /// `NZD`.
    Nzd,
    /// `OMR`.
    Omr,
    /// `PAB`.
    Pab,
    /// `PEN`.
    Pen,
    /// `PGK`.
    Pgk,
    /// `PHP`.
    Php,
    /// `PKR`.
    Pkr,
    /// `PLN`.
    Pln,
    /// `PYG`.
    Pyg,
    /// `QAR`.
    Qar,
    /// `RON`.
    Ron,
    /// `RSD`.
    Rsd,
    /// `RUB`.
    Rub,
    /// `RWF`.
    Rwf,
    /// `SAR`.
    Sar,
    /// `SBD`.
    Sbd,
    /// `SCR`.
    Scr,
    /// `SDG`.
    Sdg,
    /// `SEK`.
    Sek,
    /// `SGD`.
    Sgd,
    /// `SHP`.
    Shp,
    /// `SLL`.
    Sll,
    /// `SOS`.
    Sos,
    /// `SRD`.
    Srd,
    /// `STD`.
    Std,
    /// `SVC`.
    Svc,
    /// `SYP`.
    Syp,
    /// `SZL`.
    Szl,
    /// `THB`.
    Thb,
    /// `TJS`.
    Tjs,
    /// `TMT`.
    Tmt,
    /// `TND`.
    Tnd,
    /// `TOP`.
    Top,
    /// `TRY`.
    Try,
    /// `TTD`.
    Ttd,
    /// `TWD`.
    Twd,
    /// `TZS`.
    Tzs,
    /// `UAH`.
    Uah,
    /// `UGX`.
    Ugx,
    /// `USD`.
    Usd,
    /// `USN`.
    Usn,
    /// `USS`.
    Uss,
    /// `UYI`.
    Uyi,
    /// `UYU`.
    Uyu,
    /// `UZS`.
    Uzs,
    /// `VEF`.
    Vef,
    /// `VND`.
    Vnd,
    /// `VUV`.
    Vuv,
    /// `WST`.
    Wst,
    /// `XAF`.
    Xaf,
    /// `XAG`.
    Xag,
    /// `XAU`.
    Xau,
    /// `XBA`.
    Xba,
    /// `XBB`.
    Xbb,
    /// `XBC`.
    Xbc,
    /// `XBD`.
    Xbd,
    /// `XCD`.
    Xcd,
    /// `XDR`.
    Xdr,
    /// `XFU`.
    Xfu,
    /// `XOF`.
    Xof,
    /// `XPD`.
    Xpd,
    /// `XPF`.
    Xpf,
    /// `XPT`.
    Xpt,
    /// `XTS`.
    Xts,
    /// `XXX`.
    Xxx,
    /// `YER`.
    Yer,
    /// `ZAR`.
    Zar,
    /// `ZMK`.
    Zmk,
    /// `ZWL`.
    Zwl,
}

enumeration!(
    CurrencyCode,
    "currency:ISO3AlphaCurrencyCodeContentType (AED, AFN, ALL, AMD, ANG, AOA, ARS, AUD, AWG, AZN, BAM, BBD, ...)",
    Aed = "AED",
    Afn = "AFN",
    All = "ALL",
    Amd = "AMD",
    Ang = "ANG",
    Aoa = "AOA",
    Ars = "ARS",
    Aud = "AUD",
    Awg = "AWG",
    Azn = "AZN",
    Bam = "BAM",
    Bbd = "BBD",
    Bdt = "BDT",
    Bgn = "BGN",
    Bhd = "BHD",
    Bif = "BIF",
    Bmd = "BMD",
    Bnd = "BND",
    Bob = "BOB",
    Bov = "BOV",
    Brl = "BRL",
    Bsd = "BSD",
    Btn = "BTN",
    Bwp = "BWP",
    Byr = "BYR",
    Bzd = "BZD",
    Cad = "CAD",
    Cdf = "CDF",
    Che = "CHE",
    Chf = "CHF",
    Chw = "CHW",
    Clf = "CLF",
    Clp = "CLP",
    Cny = "CNY",
    Cop = "COP",
    Cou = "COU",
    Crc = "CRC",
    Cuc = "CUC",
    Cup = "CUP",
    Cve = "CVE",
    Czk = "CZK",
    Djf = "DJF",
    Dkk = "DKK",
    Dop = "DOP",
    Dzd = "DZD",
    Eek = "EEK",
    Egp = "EGP",
    Ern = "ERN",
    Etb = "ETB",
    Eur = "EUR",
    Fjd = "FJD",
    Fkp = "FKP",
    Gbp = "GBP",
    Gel = "GEL",
    Ghs = "GHS",
    Gip = "GIP",
    Gmd = "GMD",
    Gnf = "GNF",
    Gtq = "GTQ",
    Gwp = "GWP",
    Gyd = "GYD",
    Hkd = "HKD",
    Hnl = "HNL",
    Hrk = "HRK",
    Htg = "HTG",
    Huf = "HUF",
    Idr = "IDR",
    Ils = "ILS",
    Inr = "INR",
    Iqd = "IQD",
    Irr = "IRR",
    Isk = "ISK",
    Jmd = "JMD",
    Jod = "JOD",
    Jpy = "JPY",
    Kes = "KES",
    Kgs = "KGS",
    Khr = "KHR",
    Kmf = "KMF",
    Kpw = "KPW",
    Krw = "KRW",
    Kwd = "KWD",
    Kyd = "KYD",
    Kzt = "KZT",
    Lak = "LAK",
    Lbp = "LBP",
    Lkr = "LKR",
    Lrd = "LRD",
    Lsl = "LSL",
    Ltl = "LTL",
    Lvl = "LVL",
    Lyd = "LYD",
    Mad = "MAD",
    Mdl = "MDL",
    Mga = "MGA",
    Mkd = "MKD",
    Mmk = "MMK",
    Mnt = "MNT",
    Mop = "MOP",
    Mro = "MRO",
    Mur = "MUR",
    Mvr = "MVR",
    Mwk = "MWK",
    Mxn = "MXN",
    Mxv = "MXV",
    Myr = "MYR",
    Mzn = "MZN",
    Nad = "NAD",
    Ngn = "NGN",
    Nio = "NIO",
    Nok = "NOK",
    Npr = "NPR",
    Nzd = "NZD",
    Omr = "OMR",
    Pab = "PAB",
    Pen = "PEN",
    Pgk = "PGK",
    Php = "PHP",
    Pkr = "PKR",
    Pln = "PLN",
    Pyg = "PYG",
    Qar = "QAR",
    Ron = "RON",
    Rsd = "RSD",
    Rub = "RUB",
    Rwf = "RWF",
    Sar = "SAR",
    Sbd = "SBD",
    Scr = "SCR",
    Sdg = "SDG",
    Sek = "SEK",
    Sgd = "SGD",
    Shp = "SHP",
    Sll = "SLL",
    Sos = "SOS",
    Srd = "SRD",
    Std = "STD",
    Svc = "SVC",
    Syp = "SYP",
    Szl = "SZL",
    Thb = "THB",
    Tjs = "TJS",
    Tmt = "TMT",
    Tnd = "TND",
    Top = "TOP",
    Try = "TRY",
    Ttd = "TTD",
    Twd = "TWD",
    Tzs = "TZS",
    Uah = "UAH",
    Ugx = "UGX",
    Usd = "USD",
    Usn = "USN",
    Uss = "USS",
    Uyi = "UYI",
    Uyu = "UYU",
    Uzs = "UZS",
    Vef = "VEF",
    Vnd = "VND",
    Vuv = "VUV",
    Wst = "WST",
    Xaf = "XAF",
    Xag = "XAG",
    Xau = "XAU",
    Xba = "XBA",
    Xbb = "XBB",
    Xbc = "XBC",
    Xbd = "XBD",
    Xcd = "XCD",
    Xdr = "XDR",
    Xfu = "XFU",
    Xof = "XOF",
    Xpd = "XPD",
    Xpf = "XPF",
    Xpt = "XPT",
    Xts = "XTS",
    Xxx = "XXX",
    Yer = "YER",
    Zar = "ZAR",
    Zmk = "ZMK",
    Zwl = "ZWL",
);
