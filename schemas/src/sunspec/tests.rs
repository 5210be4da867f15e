//! Hand-worked registers of either sign, not-available values, layouts, and round trips at random.

use super::table::{Kind, MODELS, Model, Point, Scale};
use super::*;
use proptest::prelude::*;

fn model(id: u16) -> &'static Model {
    Model::find(id).expect("in the table")
}

fn blank(id: u16, counts: &[(&str, u16)]) -> Image {
    Image::blank(model(id), counts).expect("lays out")
}

#[test]
fn models_rise_and_points_have_their_types_sizes() {
    assert!(MODELS.windows(2).all(|pair| pair[0].id < pair[1].id));
    for point in MODELS.iter().flat_map(|model| model.points) {
        let fits = point.kind == Kind::String || not_available(point).len() == usize::from(point.size);
        assert!(fits, "{}", point.name);
    }
}

#[test]
fn offsets_of_704_are_those_of_the_standard() {
    let image = blank(704, &[]);
    assert_eq!(image.layout().length(), 65);
    for (path, offset) in [
        ("WMaxLimPctEna", 14),
        ("WMaxLimPct", 15),
        ("WMaxLimPctRvrtTms", 18),
        ("WSet", 24),
        ("WSetRvrtTms", 31),
        ("VarSetPct", 42),
        ("WMaxLimPct_SF", 54),
        ("PFWInj.PF", 59),
        ("PFWInj.Ext", 60),
        ("PFWAbsRvrt.Ext", 66),
    ] {
        assert_eq!(image.layout().place(path).map(|place| place.offset), Ok(offset), "{path}");
    }
    assert_eq!(image.layout().place("PFWAbs.Ext").map(|place| place.sync.clone()), Ok(63..65));
}

#[test]
fn nested_groups_unroll_by_their_counts() {
    let image = blank(705, &[("NPt", 4), ("NCrv", 3)]);
    let place = |path| image.layout().place(path).map(|place| place.offset).ok();
    let first = place("Crv[1].ActPt").expect("there");
    let second = place("Crv[2].ActPt").expect("there");
    assert_eq!(place("Crv[1].Pt[2].V"), place("Crv[1].Pt[1].V").map(|at| at + 2));
    assert_eq!(place("Crv[3].ActPt"), Some(second + (second - first)));
    assert_eq!(place("Crv[4].ActPt"), None);
    assert_eq!(place("Crv[3].Pt[5].V"), None);
    let trip = blank(707, &[("NPt", 2), ("NCrvSet", 2)]);
    assert!(trip.layout().place("Crv[2].MomCess.Pt[2].Tms").is_ok());
}

#[test]
fn counts_that_do_not_fit_are_refused() {
    let mut registers = blank(705, &[("NPt", 4), ("NCrv", 3)]).registers().to_vec();
    let at = usize::from(blank(705, &[]).layout().place("NCrv").expect("there").offset);
    registers[at] = 60_000;
    let length = registers[1];
    assert_eq!(Image::new(model(705), registers), Err(Error::Overrun { model: 705, length }));
}

#[test]
fn a_group_without_a_count_fills_the_model() {
    let image = blank(160, &[("*", 3)]);
    assert!(image.layout().place("module[3].DCW").is_ok());
    assert!(image.layout().place("module[4].DCW").is_err());
    assert_eq!(image.layout().length(), 8 + 3 * 20);
}

#[test]
fn an_older_shorter_model_lacks_its_last_points() {
    let mut registers = blank(1, &[]).registers().to_vec();
    registers[1] = 65;
    let image = Image::new(model(1), registers).expect("lays out");
    assert!(image.text("SN").is_ok());
    assert!(image.raw("Pad").is_err());
}

#[test]
fn watts_of_either_sign_from_registers() {
    let mut image = blank(103, &[]);
    let (w, sf) = (14, 15);
    image.put(w, &[0xFF9C]);
    assert_eq!(image.decimal("W"), Err(Error::NoScaleFactor("W".to_owned())));
    image.put(sf, &[0xFFFF]);
    assert_eq!(image.decimal("W"), Ok(Some(Decimal { raw: -100, sf: -1 })));
    assert_eq!(image.decimal("W").map(|w| w.and_then(|w| w.units(Round::Nearest))), Ok(Some(-10)));
    image.put(w, &[0x0064, 0x0002]);
    assert_eq!(image.decimal("W").map(|w| w.and_then(|w| w.units(Round::Nearest))), Ok(Some(10_000)));
    image.put(w, &[0x8000]);
    assert_eq!(image.decimal("W"), Ok(None));
    image.put(w, &[5, 11]);
    assert_eq!(image.decimal("W"), Err(Error::BadScaleFactor { path: "W".to_owned(), found: 11 }));
}

#[test]
fn not_available_values_are_none_in_every_type() {
    for model in MODELS {
        for point in model.points.iter().filter(|point| point.size <= 4 && point.kind != Kind::String) {
            let none = !matches!(point.kind, Kind::Raw16 | Kind::Ipaddr);
            let decoded = decode_number(point, &not_available(point)).expect("decodes");
            assert_eq!(decoded.is_none(), none, "{} {}", model.id, point.name);
        }
    }
}

#[test]
fn floats_come_in_thousandths() {
    let point = model(113).points.iter().find(|point| point.name == "W").expect("there");
    let decode = |bits: u32| decode_number(point, &[(bits >> 16) as u16, bits as u16]);
    assert_eq!(decode(0x4148_0000), Ok(Some(Decimal::milli(12_500))));
    assert_eq!(decode(0xC148_0000), Ok(Some(Decimal::milli(-12_500))));
    assert_eq!(decode(0x0000_0001), Ok(Some(Decimal::milli(0))));
    assert_eq!(decode(0x7FC0_0000), Ok(None));
    assert!(decode(0x7F80_0000).is_err());
    assert!(decode(0x7F7F_FFFF).is_err());
}

#[test]
fn text_ends_at_its_first_nul() {
    let mut image = blank(1, &[]);
    assert_eq!(image.text("Mn"), Ok(None));
    image.set_text("Mn", "Tieline").expect("fits");
    assert_eq!(image.text("Mn"), Ok(Some("Tieline".to_owned())));
    assert!(image.set_text("Mn", &"x".repeat(33)).is_err());
    assert!(image.raw("Mn").is_err());
}

#[test]
fn a_value_beyond_the_type_is_refused() {
    let mut image = blank(704, &[]);
    image.set_raw("WMaxLimPct_SF", Some(-2)).expect("fits");
    assert_eq!(image.encode("WMaxLimPct", Decimal::whole(50), Round::Down), Ok(vec![5_000]));
    assert!(image.encode("WMaxLimPct", Decimal::whole(656), Round::Down).is_err());
    assert!(image.set_raw("WMaxLimPct", Some(0xFFFF)).is_err());
    assert!(image.set_raw("WMaxLimPct", Some(-1)).is_err());
}

#[test]
fn reads_cover_every_point_whole() {
    for (id, counts) in [(701, &[][..]), (705, &[("NPt", 10), ("NCrv", 9)]), (1, &[])] {
        let image = blank(id, counts);
        let reads = image.layout().reads();
        assert!(reads.iter().all(|read| read.end - read.start <= READ_REGISTERS_MAX));
        for place in image.layout().places() {
            let range = place.range();
            assert!(reads.iter().any(|read| read.start <= range.start && range.end <= read.end), "{}", place.path);
        }
    }
}

#[test]
fn a_chain_begins_with_the_mark_and_ends_with_the_end_model() {
    let map = chain([&blank(1, &[]), &blank(704, &[])]);
    assert_eq!(map[..4], [0x5375, 0x6E53, 1, 66]);
    assert_eq!(map[70..72], [704, 65]);
    assert_eq!(map[map.len() - 2..], [0xFFFF, 0]);
}

fn any_point() -> impl Strategy<Value = &'static Point> {
    let numbers = |point: &&'static Point| point.size <= 4 && point.kind != Kind::String && !point.is_float();
    let points: Vec<_> = MODELS.iter().flat_map(|model| model.points).filter(numbers).collect();
    proptest::sample::select(points)
}

proptest! {
    #[test]
    fn a_number_reads_back_as_written(point in any_point(), raw in any::<i64>(), shift in 0..56_u32) {
        let raw = raw >> shift;
        if let Ok(registers) = encode_number(point, Some(Decimal::whole(raw))) {
            let back = decode_number(point, &registers).expect("decodes");
            let zero_acc = raw == 0 && matches!(point.kind, Kind::Acc16 | Kind::Acc32 | Kind::Acc64);
            prop_assert_eq!(back, (!zero_acc).then_some(Decimal::whole(raw)));
        }
    }

    #[test]
    fn registers_write_back_as_read(point in any_point(), bits in any::<u64>()) {
        let registers: Vec<u16> = (0..point.size).map(|i| (bits >> (16 * i)) as u16).collect();
        if let Ok(Some(number)) = decode_number(point, &registers) {
            prop_assert_eq!(encode_number(point, Some(number)), Ok(registers));
        }
    }

    #[test]
    fn a_scaled_value_is_off_by_less_than_one_digit(raw in -2_000_000_000_i64..2_000_000_000, sf in -10_i8..=3) {
        let value = Decimal::milli(raw);
        let down = value.raw_at(sf, Round::Down).expect("fits");
        let up = value.raw_at(sf, Round::Up).expect("fits");
        prop_assert!(up - down <= 1);
        let exact = Decimal { raw: down, sf }.millis(Round::Down).expect("fits");
        prop_assert!(exact <= raw);
    }

    #[test]
    fn any_registers_lay_out_or_are_refused(id in 0..MODELS.len(), registers in proptest::collection::vec(any::<u16>(), 0..400)) {
        if let Ok(image) = Image::new(&MODELS[id], registers) {
            for place in image.layout().places() {
                let _ = (image.decimal(&place.path), image.text(&place.path));
            }
        }
    }
}

#[test]
fn every_scale_factor_of_the_table_is_found() {
    for model in MODELS {
        let counts =
            [("NPt", 1), ("NCrv", 1), ("NCrvSet", 1), ("NCtl", 1), ("NPrt", 1), ("NStr", 1), ("NMod", 1), ("*", 1)];
        let known: Vec<_> =
            counts.into_iter().filter(|(n, _)| *n == "*" || model.points.iter().any(|p| p.name == *n)).collect();
        let image = Image::blank(model, &known).expect("lays out");
        for place in image.layout().places() {
            let wanted = matches!(place.point.scale, Scale::Point(_));
            assert_eq!(wanted, place.scale_at.is_some(), "{} {}", model.id, place.path);
        }
    }
}
