package redis

import "context"

type Options struct{ Addr string }

type StatusCmd struct{}

func (cmd *StatusCmd) Err() error { return nil }

type Client struct{}

func NewClient(opt *Options) *Client { return nil }

func (c *Client) Close() error { return nil }

func (c *Client) Ping(ctx context.Context) *StatusCmd { return nil }

type Scripter interface{ Close() error }

type Script struct{}

func NewScript(src string) *Script { return nil }

func (s *Script) Run(ctx context.Context, c Scripter, keys []string, args ...any) *StatusCmd { return nil }
