package intercept

import "context"

type Reporter interface{ PostCall(err error) }

type Maker func(ctx context.Context) (Reporter, context.Context)
