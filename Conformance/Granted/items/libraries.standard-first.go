package example

import "net/http"

type Shelf struct{}

func (s *Shelf) show(w http.ResponseWriter, isbn string) {}
