"""Send one mail to each of many people, nobody twice.

`recipients` reads the list, `server` says where the mails go, `connection` has one conversation
with that server, `ledger` remembers on the disk what went to whom, and `run` goes through the list.
What the mails say is none of its business.
"""

from papershelf.sending.connection import Connection, Lost, Refused, Stage, Unreachable, connect
from papershelf.sending.ledger import Ledger, State, States, open_ledger, read_states
from papershelf.sending.recipients import Recipient, Recipients, read_list, read_recipients
from papershelf.sending.run import Failure, Mailing, Outcome, due, send
from papershelf.sending.server import Server, read_server

__all__ = [
    "Connection",
    "Failure",
    "Ledger",
    "Lost",
    "Mailing",
    "Outcome",
    "Recipient",
    "Recipients",
    "Refused",
    "Server",
    "Stage",
    "State",
    "States",
    "Unreachable",
    "connect",
    "due",
    "open_ledger",
    "read_list",
    "read_recipients",
    "read_server",
    "read_states",
    "send",
]
