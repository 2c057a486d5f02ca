"""The desk: pages of events and articles on this machine, rendered on the server, with no script."""

from __future__ import annotations

import socket
from pathlib import Path

from onrecord.errors import InputError


def run_desk(db: Path, host: str, port: int) -> None:
    """Serve the store at ``db`` until interrupted; port 0 takes a free one.

    Raises StoreError where there is no store, InputError where the address cannot be listened on.
    """
    from onrecord.serve.app import make_app

    app = make_app(db, host)
    listening = _listen(host, port)
    import uvicorn

    shown = f"[{host}]" if ":" in host else host
    print(f"The desk is at http://{shown}:{listening.getsockname()[1]} (Ctrl-C ends it).", flush=True)
    with listening:
        uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens on the address. Raises InputError."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        remedy = "Choose another port with --port (0 takes a free one), or another --host."
        raise InputError(f"cannot listen there: {reason}", where=f"{host}:{port}", remedy=remedy) from None
