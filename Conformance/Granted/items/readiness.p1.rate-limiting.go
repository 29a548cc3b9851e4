package example

import "net/http"

func login(w http.ResponseWriter, r *http.Request) {}
