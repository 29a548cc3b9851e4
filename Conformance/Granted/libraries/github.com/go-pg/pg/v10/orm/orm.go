package orm

type Result interface {
	RowsAffected() int
	RowsReturned() int
}
