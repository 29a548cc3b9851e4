package squirrel

type Sqlizer interface {
	ToSql() (string, []any, error)
}

func Expr(sql string, args ...any) Sqlizer { return nil }
