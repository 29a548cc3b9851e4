package mail

import "context"

type Client struct{}

func (c *Client) Notify(ctx context.Context, user string) error { return nil }
