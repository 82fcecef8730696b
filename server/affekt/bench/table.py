"""A bench's rows as a table for people."""

from affekt.bench.rows import Report, Row, machine


def show(report: Report) -> None:
    """Print a report."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    here = machine()
    title = f"affekt bench {report.bench}: {here['cpu']}, {here['cores']} cores, Python {here['python']}"
    table = Table(title=title, title_justify="left", expand=False)
    for name in ("", "row", "measure", "value", "bar", "runs"):
        table.add_column(name, justify="right" if name in ("value", "runs") else "left")
    for row in report.rows:
        told = Text(row.measure)
        if row.why:
            told.append(f"\n{row.why}", style="dim")
        table.add_row(_mark(row), row.id, told, _value(row), row.bar, str(row.runs))
    console = Console()
    console.print(table)
    if report.noise_floor:
        p99, late = report.noise_floor["p99_ms"], report.noise_floor["late"]
        console.print(f"noise floor: a clock thread that does nothing was {p99:g} ms late at p99, late {late:g} times")
    console.print(f"{sum(r.ok is True for r in report.rows)} met, {len(report.failed)} missed, "
                  f"{sum(r.ok is None for r in report.rows)} only told or not measured")  # fmt: skip


def _mark(row: Row) -> str:
    if row.ok is None:
        return "[yellow]·[/yellow]"
    return "[green]met[/green]" if row.ok else "[bold red]missed[/bold red]"


def _value(row: Row) -> str:
    if row.value is None:
        return "not measured"
    spread = f"\n({row.spread[0]:g} … {row.spread[1]:g})" if row.spread else ""
    return f"{row.value:g} {row.unit}{spread}".strip()
