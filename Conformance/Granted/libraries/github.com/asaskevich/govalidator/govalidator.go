package govalidator

func ValidateStruct(s any) (bool, error) { return false, nil }
