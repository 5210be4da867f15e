//! XSD names in Rust spelling.

/// `opModMaxLimW` to `op_mod_max_lim_w`; `mRID`, `lFDI`, `pIN` to one word; `type` to a raw identifier.
pub(crate) fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.iter().skip(1).all(char::is_ascii_uppercase) {
        return name.to_ascii_lowercase();
    }
    let mut out = String::new();
    for (index, &letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|at| letters.get(at)).copied().unwrap_or('_');
        let after = letters.get(index + 1).copied().unwrap_or('_');
        let starts_word = !before.is_ascii_uppercase() || after.is_ascii_lowercase();
        if letter.is_ascii_uppercase() && before != '_' && starts_word {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    if out == "type" { "r#type".to_owned() } else { out }
}

/// `mRIDType` to `MRIDType`: a type name starts with a capital.
pub(crate) fn type_name(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::snake;

    #[test]
    fn names_follow_the_convention() {
        let cases = [
            ("opModMaxLimW", "op_mod_max_lim_w"),
            ("mRID", "mrid"),
            ("lFDI", "lfdi"),
            ("href", "href"),
            ("deviceLFDI", "device_lfdi"),
            ("AssociatedDERProgramListLink", "associated_der_program_list_link"),
            ("opModFixedPFInjectW", "op_mod_fixed_pf_inject_w"),
            ("newResourceURI", "new_resource_uri"),
            ("type", "r#type"),
        ];
        for (xsd, rust) in cases {
            assert_eq!(snake(xsd), rust);
        }
    }
}
