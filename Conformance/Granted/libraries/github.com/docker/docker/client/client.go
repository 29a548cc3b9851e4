package client

type Client struct{}
