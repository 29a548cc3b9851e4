// Package notify tells customers about their orders.
package notify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
)

// Mailer sends messages through a mail gateway.
type Mailer struct {
	url    string
	logger *slog.Logger
}

// NewMailer makes a mailer for the gateway at url.
func NewMailer(url string, logger *slog.Logger) *Mailer { return &Mailer{url: url, logger: logger} }

// Confirm sends the confirmation of an order.
func (m *Mailer) Confirm(customer string, id int64) error {
	body, err := json.Marshal(map[string]any{"to": customer, "order": id})
	if err != nil {
		return fmt.Errorf("encode confirmation: %w", err)
	}
	response, err := http.Post(m.url+"/send", "application/json", bytes.NewReader(body))
	if err != nil {
		m.logger.Error("mail not sent", "error", err)
		return err
	}
	if response.StatusCode != http.StatusAccepted {
		return fmt.Errorf("mail gateway answered %s", response.Status)
	}
	return nil
}
