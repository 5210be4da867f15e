//! TOML in, validated settings out; each error names file, key and remedy.
