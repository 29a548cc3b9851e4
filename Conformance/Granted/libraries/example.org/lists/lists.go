package lists

type List interface{ Append(n int) }
