"""The command ``zigetong``: chat, run, and the machine interface.

Every command sets itself up from the environment, says in a sentence what is missing, and ends with 0, or 1 where it
could not do what was asked, or 2 where the call's own words were off.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType

from bot import clock
from bot.assembly import Parts, assemble
from bot.linking import add_link
from bot.machine import Ask, Row, stream
from bot.operating import add_commands
from bot.settings import from_environment
from bot.terminal import Terminal
from knowledge.errors import ZigetongError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    options = parser().parse_args(arguments)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        status: int = options.command(options)
    except ZigetongError as error:
        print(f"zigetong：{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
        return 0
    return status


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    whole = argparse.ArgumentParser(
        prog="zigetong", description="資格通：問教育計畫的資格、期限、金額、表件與聯絡方式"
    )
    commands = whole.add_subparsers(required=True, metavar="指令")

    def command(name: str, run: Callable[[argparse.Namespace], int], help: str) -> argparse.ArgumentParser:
        found = commands.add_parser(name, help=help, description=help)
        found.set_defaults(command=run)
        return found

    chat = command("chat", run_chat, "在終端機對話")
    chat.add_argument(
        "--at", type=when, metavar="日期", help="假裝現在是這一天（2021-12-20）或這一刻（2021-12-20T10:00）"
    )
    command("run", run_telegram, "啟動 Telegram 機器人")
    for name, run, help in (
        ("ask", run_ask, "回答問題：標準輸入一行一個 JSON，逐行回答"),
        ("check", run_check, "檢核資格：標準輸入一行一個 JSON，逐行回答"),
        ("dates", run_dates, "讀日期：標準輸入一行一個 JSON，逐行回答"),
    ):
        command(name, run, help).add_argument("--jsonl", action="store_true", required=True)
    search = command("search", run_search, "搜尋段落：標準輸入一行一個 JSON，逐行回答")
    search.add_argument("--corpus", type=Path, required=True, metavar="檔案", help="段落，一行一個 JSON")
    search.add_argument("--jsonl", action="store_true", required=True)
    add_documents(command("documents", run_list, "匯入、列出或移除公文原文"))
    command("misses", run_misses, "印出聽不懂的問題（已遮去個資），說法相近的放在一起")
    add_commands(command)
    add_link(command)
    verify = command("verify", run_verify, "逐則核對知識資料和公文原文")
    verify.add_argument("folder", type=Path, metavar="公文資料夾")
    return whole


def add_documents(documents: argparse.ArgumentParser) -> None:
    """``documents add|list|remove``."""
    actions = documents.add_subparsers(required=True, metavar="動作")
    add = actions.add_parser("add", help="匯入公文（純文字檔）")
    add.add_argument("files", type=Path, nargs="+", metavar="檔案")
    add.set_defaults(command=lambda options: papers().add(from_environment(), options.files))
    actions.add_parser("list", help="列出已匯入的公文").set_defaults(command=run_list)
    remove = actions.add_parser("remove", help="移除一份公文")
    remove.add_argument("document", metavar="代號", help="list 列出的第一欄")
    remove.add_argument("--edition", metavar="版本", help="只移除這一版；不寫就全部移除")
    remove.set_defaults(
        command=lambda options: papers().remove(from_environment(), options.document, options.edition)
    )


def when(text: str) -> datetime:
    """A pretended present, for argparse."""
    try:
        return clock.moment(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"「{text}」不是日期；請寫成 2021-12-20 或 2021-12-20T10:00"
        ) from None


def parts() -> Parts:
    return assemble(from_environment())


def run_chat(options: argparse.Namespace) -> int:
    """Talk in the terminal."""
    pretended: datetime | None = options.at
    Terminal(parts().desk, (lambda: pretended) if pretended else clock.now).run(typed_lines())
    return 0


def typed_lines() -> Iterator[str]:
    """Lines from the keyboard until it ends; the prompt only where somebody types."""
    if sys.stdin.isatty():
        import readline  # noqa: F401  (makes input() editable)
    while True:
        try:
            yield input("\n> " if sys.stdin.isatty() else "")
        except EOFError:
            return
        except UnicodeDecodeError:
            print("這一行的編碼讀不懂，請用 UTF-8 再打一次。")


def run_ask(_: argparse.Namespace) -> int:
    """Answer questions from standard input."""
    return answer_lines(Ask(parts().assistant, clock.now))


def run_check(_: argparse.Namespace) -> int:
    """Judge applicants from standard input."""
    from knowledge.checks import answer_line, load_checks

    checks = load_checks(from_environment().knowledge)
    return answer_lines(lambda row: answer_line(row, clock.now(), checks))


def run_dates(_: argparse.Namespace) -> int:
    """Read dates from standard input."""
    from knowledge.dates.machine import answer_line

    return answer_lines(lambda row: answer_line({"reference": clock.now().isoformat(), **row}))


def run_search(options: argparse.Namespace) -> int:
    """Find passages for questions from standard input."""
    from bot.searching import Search, open_corpus

    return answer_lines(Search(open_corpus(options.corpus)))


def papers() -> ModuleType:
    """The commands over documents, loaded when one is called."""
    return import_module("bot.papers")


def run_list(_: argparse.Namespace) -> int:
    """List the imported documents."""
    status: int = papers().show(from_environment())
    return status


def answer_lines(answer: Callable[[Row], Row]) -> int:
    """Standard input, line by line, to standard output, in UTF-8 whatever the locale."""
    source = open(sys.stdin.fileno(), encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    for line in stream(source, answer):
        sys.stdout.buffer.write(line.encode() + b"\n")
        sys.stdout.buffer.flush()
    return 0


def run_verify(options: argparse.Namespace) -> int:
    """Prove every fact against the documents in a folder."""
    from knowledge.documents.proof import main as prove

    return prove(options.folder)


def run_misses(_: argparse.Namespace) -> int:
    """Print what was not understood."""
    from bot.misses import Misses, told

    for line in told(Misses(from_environment().misses).all()):
        print(line)
    return 0


def run_telegram(_: argparse.Namespace) -> int:
    """Run the Telegram bot until it is told to stop."""
    from bot.running import run

    return run(from_environment())


if __name__ == "__main__":
    sys.exit(main())
