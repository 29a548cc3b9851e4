package lines

type Logger interface{ Log(text string) error }
