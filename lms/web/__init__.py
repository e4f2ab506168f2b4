"""What every page stands on: access marks, language, menu, slots, errors, filters. It knows no person."""
