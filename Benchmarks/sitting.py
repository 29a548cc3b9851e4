"""A program in a pseudo-terminal, seen from outside: what it writes and when, its keys, memory, processor time and end.

Linux only: reads /proc. Output is stamped when it is read and looked at afterwards, so looking is in no figure.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[()][0-9A-Z]|\x1b[78=>]")
MODES = re.compile(rb"\x1b\[\?([0-9;]+)([hl])|\x1b([=>])")
KEYS = {
    "<Enter>": "\r", "<Esc>": "\x1b", "<Tab>": "\t", "<Space>": " ", "<PgUp>": "\x1b[5~", "<PgDn>": "\x1b[6~",
    "<^C>": "\x03",
}
# What a terminal is told at the start and must be told to forget at the end: alternate screen, bracketed pastes, the
# mouse; and the cursor, which must be shown again.
SWITCHED_OFF = {b"1049": False, b"2004": False, b"1000": False, b"1006": False, b"1": False, b"25": True}

now = time.monotonic_ns


def milliseconds(begin, end):
    return (end - begin) / 1e6


class Ended(Exception):
    """The program ended, or the time did, before it showed what was waited for."""


class Sitting:
    def __init__(self, command, folder, environment, size=(80, 24), standard_input=None, standard_output=None):
        """`standard_input` and `standard_output` name files that stand in the terminal's place."""
        self.controller, self.line = pty.openpty()
        self.size = size
        self.resize(*size)
        self.modes_before = termios.tcgetattr(self.line)
        self.written = bytearray()
        self.status = None
        self.watched, held = os.pipe()
        stamp, stamping = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self._become(command, folder, environment, standard_input, standard_output, held, stamping)
        os.close(held)
        os.close(stamping)
        self.begin = struct.unpack("q", os.read(stamp, 8))[0]
        os.close(stamp)
        self.poll = select.poll()
        self.poll.register(self.controller, select.POLLIN)

    def _become(self, command, folder, environment, standard_input, standard_output, held, stamping):
        try:
            os.setsid()
            fcntl.ioctl(self.line, termios.TIOCSCTTY, 0)
            for descriptor in (0, 1, 2):
                os.dup2(self.line, descriptor)
            if standard_input:
                os.dup2(os.open(standard_input, os.O_RDONLY), 0)
            if standard_output:
                os.dup2(os.open(standard_output, os.O_WRONLY), 1)
            os.chdir(folder)
            # Held by the program and all it starts: when the last is gone, the other end tells it.
            os.set_inheritable(held, True)
            for descriptor in (self.controller, self.line, self.watched):
                os.close(descriptor)
            for number in (signal.SIGINT, signal.SIGPIPE):
                signal.signal(number, signal.SIG_DFL)
            os.write(stamping, struct.pack("q", now()))
            os.execvpe(command[0], command, environment)
        finally:
            os._exit(127)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.status is None:
            for process in reversed(self.processes()):
                try:
                    os.kill(process, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            self.reap()
        for descriptor in (self.controller, self.line, self.watched):
            if descriptor is not None:
                os.close(descriptor)

    def reap(self):
        if self.status is None:
            _, status = os.waitpid(self.pid, 0)
            self.status = status >> 8 if status & 0x7F == 0 else 128 + (status & 0x7F)
        return self.status

    # What it writes.

    def read(self, patience):
        """The next piece and when it was here; None when nothing came within `patience` milliseconds."""
        if not self.poll.poll(max(0, patience)):
            return None
        try:
            piece = os.read(self.controller, 1 << 16)
        except OSError:
            piece = b""
        stamp = now()
        if not piece:
            raise Ended
        self.written += piece
        return stamp, piece

    def wait_for(self, pattern, since=0, patience=60_000):
        """When the text written since then, without what steers the terminal, held `pattern`."""
        limit = now() + patience * 1_000_000
        wanted = re.compile(pattern.encode(), re.S)
        stamp = now()
        while not wanted.search(ESCAPES.sub(b"", bytes(self.written[since:]))):
            piece = self.read(milliseconds(now(), limit))
            if piece is None:
                raise Ended(pattern)
            stamp = piece[0]
        return stamp

    def settle(self, quiet=60):
        """Reads until nothing comes for `quiet` milliseconds."""
        while self.read(quiet):
            pass

    def send(self, text):
        os.write(self.controller, text.encode())

    def type(self, script):
        """Keys divided by blanks, one after the other, each with time to be answered."""
        for word in script.split():
            self.send(KEYS.get(word, word))
            self.settle()

    def press(self, key, quiet=25, patience=1000):
        """Milliseconds to the first and the last piece of the answer, and its bytes; None when there is none."""
        begin = now()
        self.send(KEYS.get(key, key))
        first = self.read(patience)
        if first is None:
            return None
        last, count = first[0], len(first[1])
        while piece := self.read(quiet):
            last, count = piece[0], count + len(piece[1])
        return milliseconds(begin, first[0]), milliseconds(begin, last), count

    def resize(self, width, height):
        fcntl.ioctl(self.controller, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    # What it takes.

    def processes(self):
        """The program and all below it that are there."""
        found = [self.pid]
        for process in found:
            try:
                for task in os.listdir(f"/proc/{process}/task"):
                    with open(f"/proc/{process}/task/{task}/children") as children:
                        found += map(int, children.read().split())
            except OSError:
                pass
        return found

    def peak(self):
        """The largest resident memory of the program alone so far, in megabytes of 1024 x 1024 bytes."""
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024

    def activity(self):
        """Processor time in milliseconds and how often a thread was woken, over all processes."""
        busy = wakes = 0
        for process in self.processes():
            for task in os.listdir(f"/proc/{process}/task"):
                with open(f"/proc/{process}/task/{task}/schedstat") as statistics:
                    busy += int(statistics.read().split()[0])
                with open(f"/proc/{process}/task/{task}/status") as status:
                    wakes += sum(int(line.split()[1]) for line in status if "ctxt_switches" in line)
        return busy / 1e6, wakes

    # How it ends.

    def wait_for_end(self, patience=10_000):
        """When the program and all it started were gone."""
        poll = select.poll()
        poll.register(self.watched, select.POLLIN)
        if self.controller is not None:
            poll.register(self.controller, select.POLLIN)
        limit = now() + patience * 1_000_000
        while now() < limit:
            ready = [descriptor for descriptor, _ in poll.poll(milliseconds(now(), limit))]
            if self.watched in ready:
                stamp = now()
                self.reap()
                return stamp
            if self.controller in ready:
                try:
                    self.written += os.read(self.controller, 1 << 16)
                except OSError:
                    poll.unregister(self.controller)
        raise Ended("still there")

    def vanish(self):
        """The terminal goes away, as when its window is closed."""
        os.close(self.controller)
        os.close(self.line)
        self.controller = self.line = None

    def take_rest(self):
        """Takes what was written last: a mark behind it takes the same way, so nothing is missing once it is here."""
        os.write(self.line, b"\x05")
        while not self.written.endswith(b"\x05"):
            if self.read(1000) is None:
                break

    def is_restored(self):
        """Whether the line and the terminal are as they were, to be asked after the end."""
        self.take_rest()
        states = {}
        keypad = False
        for numbers, switch, pad in MODES.findall(bytes(self.written)):
            if pad:
                keypad = pad == b"="
            for number in filter(None, numbers.split(b";")):
                states[number] = switch == b"h"
        plain = all(states.get(number, is_on) == is_on for number, is_on in SWITCHED_OFF.items())
        return plain and not keypad and termios.tcgetattr(self.line) == self.modes_before
