// Package httpapi answers the shop's requests.
package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"example.org/shop/internal/order"
)

type orders interface {
	Get(ctx context.Context, id int64) (order.Order, error)
	Place(ctx context.Context, o order.Order) (order.Order, error)
	Search(ctx context.Context, customer, sort string) ([]order.Order, error)
}

type confirmer interface {
	Confirm(customer string, id int64) error
}

type handler struct {
	orders orders
	mailer confirmer
	logger *slog.Logger
}

// NewHandler wires the routes.
func NewHandler(o orders, m confirmer, tokenKey string, logger *slog.Logger) http.Handler {
	h := &handler{orders: o, mailer: m, logger: logger}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.Handle("GET /orders/{id}", authenticated(tokenKey, http.HandlerFunc(h.get)))
	mux.Handle("GET /orders", authenticated(tokenKey, http.HandlerFunc(h.search)))
	mux.Handle("POST /orders", authenticated(tokenKey, http.HandlerFunc(h.place)))
	return mux
}

func (h *handler) get(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		h.fail(w, http.StatusBadRequest, err)
		return
	}
	o, err := h.orders.Get(r.Context(), id)
	switch {
	case errors.Is(err, order.ErrNotFound):
		h.fail(w, http.StatusNotFound, err)
	case err != nil:
		h.fail(w, http.StatusInternalServerError, err)
	default:
		respond(w, http.StatusOK, o)
	}
}

func (h *handler) search(w http.ResponseWriter, r *http.Request) {
	found, err := h.orders.Search(r.Context(), r.FormValue("customer"), r.FormValue("sort"))
	if err != nil {
		h.fail(w, http.StatusInternalServerError, err)
		return
	}
	respond(w, http.StatusOK, found)
}

func (h *handler) place(w http.ResponseWriter, r *http.Request) {
	var o order.Order
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
		h.fail(w, http.StatusBadRequest, err)
		return
	}
	placed, err := h.orders.Place(r.Context(), o)
	if err != nil {
		h.fail(w, http.StatusInternalServerError, err)
		return
	}
	go func() { _ = h.mailer.Confirm(placed.Customer, placed.ID) }()
	respond(w, http.StatusCreated, placed)
}

func (h *handler) fail(w http.ResponseWriter, status int, err error) {
	h.logger.Error("request failed", "status", status, "error", err)
	respond(w, status, map[string]string{"error": http.StatusText(status)})
}

func respond(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
