package checkout

import "context"

type Notifier interface {
	Notify(ctx context.Context, user string) error
}
