//! What the encoder writes to be signed is canonical as it stands, so that it is digested without being read again.

use crate::notary::{NONCE, NOW, Party};
use tieline_certs::xmldsig::{CanonicalMessage, Canonicalization, SignError, canonicalize_id, verify};
use tieline_schemas::oadr2::generator::table::parse;
use tieline_schemas::oadr2::generator::{TABLE, sample};
use tieline_schemas::oadr2::{Limits, Message, OadrPoll, Signable, decode, encode_with_id};

/// Messages of each payload.
const ROUNDS: u64 = 40;
const ID: &str = "oadrSignedObject";

fn by_place(signable: &Signable) -> CanonicalMessage<'_> {
    let Signable { bytes, signed_object, id, .. } = signable;
    CanonicalMessage { bytes, signed_object: signed_object.clone(), id }
}

/// [C14N §2.3; EXC-C14N §3]
#[test]
fn what_the_encoder_writes_is_canonical_but_for_feeds() {
    let table = parse(TABLE).unwrap();
    let (mut canonical, mut foreign) = (0, 0);
    for (payload, seed) in table.payloads().iter().flat_map(|payload| (0..ROUNDS).map(move |seed| (payload, seed))) {
        let text = sample::message(&table, &payload.name, seed);
        let message = decode(text.as_bytes(), &Limits::default()).unwrap().message;
        let signable = encode_with_id(&message, ID);
        let read = decode(&signable.bytes, &Limits::default()).unwrap();
        assert_eq!((&read.message, &read.id), (&message, &Some(ID.to_owned())));
        assert_eq!(read.signed_object, signable.signed_object);
        let form = canonicalize_id(&signable.bytes, ID, &Canonicalization::exclusive()).unwrap();
        let (form, written) = (String::from_utf8(form).unwrap(), &signable.bytes[signable.signed_object.clone()]);
        if signable.canonical {
            assert_eq!(form, String::from_utf8_lossy(written), "{}, seed {seed}", payload.name);
            canonical += 1;
        } else {
            assert!(text.contains("feed"), "{}, seed {seed}: {text}", payload.name);
            foreign += 1;
        }
    }
    println!("figure: {canonical} messages in canonical form, {foreign} with a feed");
    assert!(canonical > 800 && foreign > 0, "{canonical}, {foreign}");
}

/// Texts and attributes with all that is escaped [C14N §2.3].
#[test]
fn every_escape_is_the_canonical_one() {
    let odd = "&<>\"'\r\n\t]]>\u{20AC}\u{1F600} x";
    let message = Message::from(OadrPoll { ven_id: odd.to_owned(), ..OadrPoll::default() });
    let signable = encode_with_id(&message, ID);
    let form = canonicalize_id(&signable.bytes, ID, &Canonicalization::exclusive()).unwrap();
    assert_eq!(form, &signable.bytes[signable.signed_object.clone()]);
    assert_eq!(decode(&signable.bytes, &Limits::default()).unwrap().message, message);
}

/// [XMLDSIG §3.1, §3.2]
#[test]
fn what_is_signed_in_its_place_verifies_and_holds_what_was_written() {
    let party = Party::new("vtn");
    let signer = party.signer();
    let message = Message::from(OadrPoll { ven_id: "ven-1".to_owned(), ..OadrPoll::default() });
    let signable = encode_with_id(&message, ID);
    let signed = signer.sign_canonical(&by_place(&signable), NOW, NONCE).unwrap();
    let verified = verify(&signed, Some(&party.certificate)).unwrap();
    assert_eq!(verified.signed_object, &signable.bytes[signable.signed_object.clone()]);
    assert_eq!(decode(&verified.payload(), &Limits::default()).unwrap().message, message);
    // It is the same as of one who reads it, but for the signature's value, which is another each time.
    let read = signer.sign(&signable.bytes, NOW, NONCE).unwrap();
    let less_value = |signed: &[u8]| {
        let text = String::from_utf8(signed.to_vec()).unwrap();
        let (before, rest) = text.split_once("<ds:SignatureValue>").unwrap();
        [before, rest.split_once("</ds:SignatureValue>").unwrap().1].concat()
    };
    assert_eq!(less_value(&signed), less_value(&read));
}

#[test]
fn a_place_outside_and_an_id_of_the_signature_are_refused() {
    let signer = Party::new("vtn").signer();
    let signable = encode_with_id(&Message::from(OadrPoll::default()), ID);
    let end = signable.bytes.len();
    let outside = CanonicalMessage { signed_object: end..end + 1, ..by_place(&signable) };
    assert!(matches!(signer.sign_canonical(&outside, NOW, NONCE), Err(SignError::NotPayload)));
    for id in ["prop", "sig", "", "a b"] {
        let taken = CanonicalMessage { id, ..by_place(&signable) };
        assert!(matches!(signer.sign_canonical(&taken, NOW, NONCE), Err(SignError::Id(_))), "{id}");
    }
}
