package example

import "context"

func userFrom(ctx context.Context) (User, bool) { return User{}, false }
