package admission

type Warnings []string
