package server

type Options struct{ BindAddress string }
