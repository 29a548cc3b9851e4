package validator

import "google.golang.org/grpc"

type Option func()

func UnaryServerInterceptor(opts ...Option) grpc.UnaryServerInterceptor { return nil }
