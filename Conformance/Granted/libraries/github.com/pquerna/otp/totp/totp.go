package totp

func Validate(passcode string, secret string) bool { return false }
