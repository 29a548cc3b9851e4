package strfmt

type Registry interface{ ContainsName(string) bool }
