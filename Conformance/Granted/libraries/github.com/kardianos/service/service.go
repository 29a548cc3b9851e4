package service

type Service interface {
	Run() error
	Start() error
	Stop() error
	String() string
}
