//! Suite `oadr2-rules`: the public rules of OpenADR 2.0b and the public set-ups of its harness, black-box, in both roles. Each
//! case also judges something worse, and fails it: so each is seen to prove what it says.

mod deaf;
mod desk;
mod distort;
mod of_ven;
mod of_vtn;
mod verdicts;
mod worse_vtn;
