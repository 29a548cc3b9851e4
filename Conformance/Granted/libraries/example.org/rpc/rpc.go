package rpc

type CallRequest struct{}
