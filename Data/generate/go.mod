module assay.invalid/generate

go 1.24
