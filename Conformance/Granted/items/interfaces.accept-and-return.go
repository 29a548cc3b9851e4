package example

type Scheduler struct{ clock clock }
