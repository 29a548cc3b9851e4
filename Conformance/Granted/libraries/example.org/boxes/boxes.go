package boxes

type Box interface{}

type Store interface {
	Find(name string) Box
	OpenBox(name string) Box
}
