package tracelog

func New() {}
