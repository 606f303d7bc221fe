"""How mails leave: a demonstration keeps them in a folder, an installation without a server has no way."""

from dataclasses import replace

from central.domain.company.identity import signature
from central.domain.demo.marking import DemoState, state
from central.foundation.mail import sending


def mail_way() -> str:
    """`folder` in a demonstration, `server` where one is configured, else `none`."""
    if state() is DemoState.LOADED:
        return "folder"
    return "server" if sending.server_is_set() else "none"


def deliver(mail: sending.OutgoingMail) -> str:
    """Send or keep a mail, signed by the company, whichever this installation does; answers which way."""
    way = mail_way()
    if under := signature():
        mail = replace(mail, text=f"{mail.text}\n\n-- \n{under}")
    if way == "folder":
        sending.keep(mail)
    elif way == "server":
        sending.send(mail)
    return way
