CREATE TABLE orders (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer   TEXT NOT NULL,
    cents      BIGINT NOT NULL CHECK (cents > 0),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
