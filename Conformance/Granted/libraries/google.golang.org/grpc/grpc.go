package grpc

import "context"

type Server struct{}

type ServerStream interface {
	RecvMsg(m any) error
}

type ServerOption interface{ apply() }

type UnaryServerInfo struct {
	Server     any
	FullMethod string
}

type UnaryHandler func(ctx context.Context, req any) (any, error)

type UnaryServerInterceptor func(ctx context.Context, req any, info *UnaryServerInfo, handler UnaryHandler) (resp any, err error)

func NewServer(opt ...ServerOption) *Server { return nil }

func UnaryInterceptor(i UnaryServerInterceptor) ServerOption { return nil }
