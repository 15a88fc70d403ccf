import os
import signal
import socket
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.demo import accounts, loader

WORKERS = 2
"""One may be busy with an issue of the magazine while the other sends mails."""


class Command(BaseCommand):
    help = "Loads the demo newsroom and serves it. Run again: keeps what was edited and starts in seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--load-only", action="store_true", help="load, but do not serve")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "The demo makes accounts whose password everybody knows; set NEWSROOM_DEMO=1 if this is one."
            )
        port = options["port"]
        if not options["load_only"]:
            self._check_port(port)
        self._say("Preparing the database …")
        call_command("migrate", verbosity=0)
        self._load()
        if options["load_only"]:
            return
        self._say("Collecting static files …")
        call_command("collectstatic", interactive=False, verbosity=0)
        self._serve(port)

    def _load(self) -> None:
        accounts.make_accounts()
        last = None
        for what, done, total in loader.load():
            if self.stdout.isatty():
                self.stdout.write(f"\r{what}: {done} of {total}   ", ending="\n" if done == total else "")
                self.stdout.flush()
            elif done == total or what != last:
                self._say(f"{what}: {done} of {total}")
            last = what

    def _check_port(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise CommandError(
                    f"Port {port} is in use by another program. Choose another: PORT={port + 1} make demo"
                ) from None
            except OverflowError:
                raise CommandError(f"{port} is not a port; choose one from 1024 to 65535.") from None

    def _serve(self, port: int) -> None:
        address = f"http://127.0.0.1:{port}"
        names = "\n".join(f"    {name:<12} {rights}" for name, rights in accounts.ACCOUNTS.items())
        self._say(
            f"\n  The site    {address}/\n  The admin   {address}/admin/\n\n"
            f"  Accounts, all with the password ‘{accounts.PASSWORD}’:\n{names}\n\n  Ctrl-C stops it.\n"
        )
        environment = os.environ | {"SITE_URL": os.environ.get("SITE_URL", address)}
        server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
        server += ["--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
        worker = [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"]
        commands = [[*server, "newsroom.wsgi:application"], *[worker] * WORKERS]
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        quiet = environment | {"LOG_LEVEL": environment.get("LOG_LEVEL", "WARNING")}
        processes = [subprocess.Popen(command, env=quiet) for command in commands]  # noqa: S603
        try:
            processes[0].wait()
        except KeyboardInterrupt:
            pass
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait()

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
