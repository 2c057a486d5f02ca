"""The desk: pages of events and articles on this machine, rendered on the server, with no script."""

from __future__ import annotations

from pathlib import Path


def run_desk(db: Path, host: str, port: int) -> None:
    """Serve the store at ``db`` until interrupted. Raises StoreError where there is none."""
    import uvicorn

    from onrecord.serve.app import make_app

    uvicorn.run(make_app(db), host=host, port=port, log_level="warning")
