//! SunSpec devices over Modbus, table-driven from the model definitions.
