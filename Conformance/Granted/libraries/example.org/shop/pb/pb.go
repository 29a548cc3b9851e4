package pb

type OpenRequest struct{}

type OpenResponse struct{}
