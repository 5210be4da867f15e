//! The command line's entry, nothing else.

fn main() -> std::process::ExitCode {
    tieline::cli::main()
}
