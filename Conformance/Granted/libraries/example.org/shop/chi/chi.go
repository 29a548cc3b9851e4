package chi

func New() {}
