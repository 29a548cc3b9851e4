package viper

func SetDefault(key string, value any) {}
