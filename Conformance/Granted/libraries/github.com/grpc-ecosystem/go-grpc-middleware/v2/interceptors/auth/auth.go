package auth

import "context"

func AuthFromMD(ctx context.Context, expectedScheme string) (string, error) { return "", nil }
