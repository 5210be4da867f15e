//! The modes of control that the 2023 edition added, as a script says them [X23 DERControlBase].

use super::utility::{ControlScript, FixedVarScript};
use tieline_core::model::{CentiPercent, ControlValue, Millivolts, Mode, Mode2023, Vars, Watts};

impl ControlScript {
    /// Each of them, with what it asks for if it was named.
    pub(super) fn modes_of_2023(&self) -> impl Iterator<Item = (Mode, Option<ControlValue>)> + use<> {
        let watts = |w: Option<i64>| w.map(|w| ControlValue::Watts(Watts(w)));
        let vars = |var: Option<i64>| var.map(|var| ControlValue::Vars(Vars(var)));
        let share = |pct: Option<u16>| pct.map(|pct| ControlValue::Share(CentiPercent(pct.into())));
        let fixed_v = self.opModFixedV.map(|pct| ControlValue::Share(CentiPercent(pct.into())));
        let share_of = |of: Option<FixedVarScript>| of.map(FixedVarScript::to_value);
        let delta_w = self
            .opModDeltaW
            .map(|delta| ControlValue::WattsDelta { by: Watts(delta.value), bidirectional: delta.bidirectional });
        let delta_var = self
            .opModDeltaVar
            .map(|delta| ControlValue::VarsDelta { by: Vars(delta.value), bidirectional: delta.bidirectional });
        let modes = [
            (Mode2023::DeltaVar, delta_var),
            (Mode2023::DeltaW, delta_w),
            (Mode2023::FixedV, fixed_v),
            (Mode2023::GridConnectPermit, self.opModGridConnectPermit.map(ControlValue::Permit)),
            (Mode2023::IslandPermit, self.opModIslandPermit.map(ControlValue::Permit)),
            (Mode2023::MaxLimPctVaAbsorb, share(self.opModMaxLimPctVAAbsorb)),
            (Mode2023::MaxLimPctVaInject, share(self.opModMaxLimPctVAInject)),
            (Mode2023::MaxLimPctVarAbsorb, share_of(self.opModMaxLimPctVarAbsorb)),
            (Mode2023::MaxLimPctVarInject, share_of(self.opModMaxLimPctVarInject)),
            (Mode2023::MaxLimPctWAbsorb, share(self.opModMaxLimPctWAbsorb)),
            (Mode2023::MaxLimVarAbsorb, vars(self.opModMaxLimVarAbsorb)),
            (Mode2023::MaxLimVarInject, vars(self.opModMaxLimVarInject)),
            (Mode2023::MaxLimWAbsorb, watts(self.opModMaxLimWAbsorb)),
            (Mode2023::MaxLimWInject, watts(self.opModMaxLimWInject)),
            (Mode2023::TargetV, self.opModTargetV.map(|mv| ControlValue::Volts(Millivolts(mv)))),
        ];
        modes.into_iter().map(|(mode, value)| (Mode::Of2023(mode), value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mode_is_named_by_its_field() {
        let delta = serde_json::json!({ "value": -5, "bidirectional": 1 });
        let of_vars = serde_json::json!({ "refType": 2, "value": 4_400 });
        for mode in Mode2023::ALL {
            let value = match mode {
                Mode2023::DeltaVar | Mode2023::DeltaW => delta.clone(),
                Mode2023::GridConnectPermit | Mode2023::IslandPermit => true.into(),
                Mode2023::MaxLimPctVarAbsorb | Mode2023::MaxLimPctVarInject => of_vars.clone(),
                _ => 1_000.into(),
            };
            let script: ControlScript =
                serde_json::from_value(serde_json::json!({ mode.field(): value })).expect("reads");
            let asked: Vec<Mode> = script.to_control(&[]).modes.into_keys().collect();
            assert_eq!(asked, [Mode::Of2023(mode)]);
        }
    }
}
