// Command shop serves the orders of a small store over HTTP.
package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"example.org/shop/internal/config"
	"example.org/shop/internal/httpapi"
	"example.org/shop/internal/notify"
	"example.org/shop/internal/order"
)

var version = "dev"

func main() {
	logger := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	if err := run(logger); err != nil {
		logger.Error("shop stopped", "error", err)
		os.Exit(1)
	}
}

func run(logger *slog.Logger) error {
	settings, err := config.Load()
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()

	pool, err := pgxpool.New(ctx, settings.DatabaseURL)
	if err != nil {
		return err
	}
	defer pool.Close()

	orders := order.NewStore(pool)
	mailer := notify.NewMailer(settings.MailURL, logger)
	server := &http.Server{
		Addr:    settings.Addr,
		Handler: httpapi.NewHandler(orders, mailer, settings.TokenKey, logger),
	}
	go func() {
		<-ctx.Done()
		_ = server.Shutdown(context.Background())
	}()
	logger.Info("shop listens", "addr", settings.Addr, "version", version, "started", time.Now())
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
