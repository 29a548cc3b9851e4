package bookv1

type Book struct{}

type GetRequest struct{}

func (x *GetRequest) GetIsbn() string { return "" }
