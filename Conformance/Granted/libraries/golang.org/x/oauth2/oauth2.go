package oauth2

type Token struct{ AccessToken string }
