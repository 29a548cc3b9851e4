package forms

import "github.com/go-chi/render"

func Empty(mode string) render.Binder { return nil }
