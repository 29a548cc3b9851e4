package example

type Checkout struct{ notify notifier }
