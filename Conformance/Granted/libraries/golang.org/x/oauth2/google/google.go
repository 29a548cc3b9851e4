package google

import "context"

type Credentials struct{ ProjectID string }

func FindDefaultCredentials(ctx context.Context, scopes ...string) (*Credentials, error) {
	return nil, nil
}
