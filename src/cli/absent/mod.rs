//! Commands that are not built in. A file here stands in for the module of its name where that one's feature is off; the
//! command then says so, with exit status 2.

/// A command that takes any arguments and says which feature brings it.
#[allow(unused_macros, reason = "a build with every feature lacks no command")]
macro_rules! absent {
    ($command:ident, $what:literal, $feature:literal) => {
        /// Not built in.
        #[derive(Debug, clap::Args)]
        #[command(hide = true, disable_help_flag = true)]
        pub struct $command {
            #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
            _any: Vec<std::ffi::OsString>,
        }

        impl $command {
            /// Says how to get it.
            pub fn run(self) -> Result<(), crate::cli::Failure> {
                let says = concat!("this build has no ", $what, "; build with --features ", $feature);
                Err(crate::cli::Failure::usage(says))
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    absent!(Example, "example", "example");

    #[derive(clap::Parser)]
    struct Line {
        #[command(subcommand)]
        command: Command,
    }

    #[derive(clap::Subcommand)]
    enum Command {
        Example(Example),
    }

    #[test]
    fn a_command_that_is_not_built_in_names_its_feature_whatever_is_asked_of_it() {
        for arguments in ["", "serve --config x.toml", "--help", "-x --json events -- y"] {
            let words = ["tieline", "example"].into_iter().chain(arguments.split_whitespace());
            let Command::Example(example) = Line::try_parse_from(words).unwrap().command;
            let said = match example.run() {
                Err(crate::cli::Failure::Usage(lines)) => lines,
                other => panic!("{other:?}"),
            };
            assert_eq!(said, ["this build has no example; build with --features example"]);
        }
    }
}
