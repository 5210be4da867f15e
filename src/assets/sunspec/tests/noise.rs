//! Whatever a device answers, the driver neither panics nor asks beyond Modbus's bounds nor stops asking.

use super::super::*;
use super::bench::{Bench, Fault, blank, inverter_7xx};
use proptest::prelude::*;
use tieline_core::model::{AssetCommand, Vars};

#[derive(Debug, Clone)]
enum Trouble {
    Register(usize, u16),
    Fault(Fault),
    Command(i64),
    Pass(u64),
    Strange(Result<ModbusReply, ModbusFault>),
}

fn trouble() -> impl Strategy<Value = Trouble> {
    let strange = prop_oneof![
        proptest::collection::vec(any::<u16>(), 0..130).prop_map(|registers| Ok(ModbusReply::Registers(registers))),
        Just(Ok(ModbusReply::Written)),
        any::<u8>().prop_map(|code| Err(ModbusFault::Exception(code))),
        Just(Err(ModbusFault::Disconnected("gone".to_owned()))),
    ];
    prop_oneof![
        4 => (0..500_usize, any::<u16>()).prop_map(|(at, value)| Trouble::Register(at, value)),
        1 => prop_oneof![Just(Fault::None), Just(Fault::Stall), Just(Fault::Lie), any::<u8>().prop_map(Fault::Refuse)]
            .prop_map(Trouble::Fault),
        2 => any::<i64>().prop_map(Trouble::Command),
        2 => (0..40_000_u64).prop_map(Trouble::Pass),
        1 => strange.prop_map(Trouble::Strange),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_trouble_is_survived_and_a_sane_device_served_again(troubles in proptest::collection::vec(trouble(), 1..40)) {
        let mut models = inverter_7xx();
        models.push(blank(705, &[("NPt", 4), ("NCrv", 3)]));
        let mut bench = Bench::new(AssetKind::Pv, models);
        let (sane, mut id) = (bench.registers.clone(), 0);
        for trouble in troubles {
            match trouble {
                Trouble::Register(at, value) => {
                    let at = at % bench.registers.len();
                    bench.registers[at] = value;
                }
                Trouble::Fault(fault) => bench.fault = fault,
                Trouble::Command(w) => {
                    let power = Some(Watts(w));
                    bench.send(AssetCommand { limit_w: power, set_w: power, set_var: Some(Vars(w)), ..AssetCommand::default() });
                }
                Trouble::Pass(ms) => bench.pass(ms),
                Trouble::Strange(result) => {
                    id += 1;
                    bench.feed(Input::Reply { id, result });
                }
            }
        }
        (bench.fault, bench.registers) = (Fault::None, sane);
        bench.pass(120_000);
        prop_assert!(bench.last_state().online);
        prop_assert_eq!(bench.last_reading().w, Watts(4_000));
    }

    #[test]
    fn any_replies_from_the_start_are_survived(replies in proptest::collection::vec(proptest::collection::vec(any::<u16>(), 0..130), 0..60)) {
        let mut driver = Driver::new(super::bench::settings(AssetKind::Pv));
        let (mut out, mut now) = (Vec::new(), tieline_core::model::Now::default());
        tieline_core::model::Machine::step(&mut driver, now, Input::Start, &mut out);
        for registers in replies {
            let asked = out.drain(..).find_map(|output| match output {
                Output::Read { id, count, .. } => Some((id, count)),
                _ => None,
            });
            now.mono = now.mono.plus_ms(1_000);
            let input = match asked {
                Some((id, count)) => {
                    let mut registers = registers;
                    registers.resize(usize::from(count), 0x5375);
                    if count == 2 && id < 2 { registers = tieline_schemas::sunspec::MARK.to_vec(); }
                    Input::Reply { id, result: Ok(ModbusReply::Registers(registers)) }
                }
                None => Input::Timer,
            };
            tieline_core::model::Machine::step(&mut driver, now, input, &mut out);
        }
    }
}
