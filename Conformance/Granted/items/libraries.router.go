package example

import "net/http"

type Orders struct{}

func (o *Orders) show(w http.ResponseWriter, r *http.Request) {}

func (o *Orders) place(w http.ResponseWriter, r *http.Request) {}
