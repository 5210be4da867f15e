//! Whom an event is for: names of VENs, groups, resources and parties, against those that this VEN answers to.

/// Names besides the venID that this VEN answers to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Groups that it belongs to, by groupID or groupName.
    pub groups: Vec<String>,
    /// Resources that are its own, by resourceID: what the configuration names, and the assets of the site.
    pub resources: Vec<String>,
    /// Parties that it acts for, by partyID.
    pub parties: Vec<String>,
}

/// The names in an event's eiTarget. Targets of any other kind (places, nodes of the grid) are not judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Targets {
    pub(super) vens: Vec<String>,
    pub(super) groups: Vec<String>,
    pub(super) resources: Vec<String>,
    pub(super) parties: Vec<String>,
}

impl Targets {
    /// Whether anybody is named, and this VEN is not. One name of ours is enough, whatever else is named
    /// [OADR2b 462].
    pub(super) fn leave_out(&self, ven_id: &str, ours: &Names) -> bool {
        let ven = [ven_id.to_owned()];
        let kinds: [(&[String], &[String]); 4] = [
            (&self.vens, &ven),
            (&self.groups, &ours.groups),
            (&self.resources, &ours.resources),
            (&self.parties, &ours.parties),
        ];
        let any = kinds.iter().any(|(named, _)| !named.is_empty());
        any && !kinds.iter().any(|(named, ours)| named.iter().any(|name| ours.contains(name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn ours() -> Names {
        Names { groups: list(&["north"]), resources: list(&["battery"]), parties: list(&["owner"]) }
    }

    /// [OADR2b 462]
    #[test]
    fn an_event_is_ours_when_nobody_is_named_or_one_of_our_names_is() {
        let none = Targets::default();
        let cases = [
            (none.clone(), false),
            (Targets { vens: list(&["ven-2"]), ..none.clone() }, true),
            (Targets { vens: list(&["ven-2", "ven-1"]), ..none.clone() }, false),
            (Targets { groups: list(&["south"]), ..none.clone() }, true),
            (Targets { groups: list(&["south", "north"]), ..none.clone() }, false),
            (Targets { resources: list(&["heat-pump"]), ..none.clone() }, true),
            (Targets { resources: list(&["battery"]), ..none.clone() }, false),
            (Targets { parties: list(&["somebody"]), ..none.clone() }, true),
            (Targets { parties: list(&["owner"]), ..none.clone() }, false),
            // Names of one kind are not names of another.
            (Targets { groups: list(&["battery"]), ..none.clone() }, true),
            (Targets { groups: list(&["south"]), resources: list(&["battery"]), ..none }, false),
        ];
        for (targets, left_out) in cases {
            assert_eq!(targets.leave_out("ven-1", &ours()), left_out, "{targets:?}");
        }
    }
}
