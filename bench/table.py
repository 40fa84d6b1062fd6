"""The table on the terminal: the rows as they come, and what they come to."""

from __future__ import annotations

from bench.figures import NEWER, OURS, PUBLISHED, by_size, geometric_mean, ratios
from bench.shown import COLUMNS, shown, title

LOW = 1.2
"""Ratios below are named at the end."""


class Table:
    """Prints each row when it is there, under a heading for its group, and a summary at the end."""

    def __init__(self) -> None:
        self.rows: list[dict] = []

    def heading(self, group: str) -> None:
        self._line(group, list(COLUMNS), '')

    def add(self, row: dict) -> None:
        self.rows.append(row)
        self._line(f'  {title(row)}', *shown(row, '-'))
        for side, why in row['why'].items():
            print(f'    {side} is missing: {why[:150]}', flush=True)

    @staticmethod
    def _line(name: str, cells: list[str], others: str) -> None:
        widths = (10, 10, 10, 8, 7, 8, 7)
        print(f'{name:46}' + ''.join(f'{cell:>{width}}' for cell, width in zip(cells, widths)) + f'  {others}'.rstrip(), flush=True)

    def summary(self) -> None:
        print()
        rows = self.rows
        for group in dict.fromkeys(row['group'] for row in rows):
            print(f'{group}: {self._mean([row for row in rows if row["group"] == group])}')
        for peer in PUBLISHED, NEWER:
            for what, said in ('times', peer), ('bytes', f'{peer}, memory'), ('collected', f'{peer}, collector on'):
                low = [f'{case} {value:.2f}' for case, value in by_size(ratios(rows, peer, what)) if value < LOW]
                if low:
                    print(f'below {LOW} against {said}: {", ".join(low)}')
        for row in rows:
            for side, why in row['why'].items():
                print(f'{row["case"]}: {side} is missing: {why[:150]}')

    def wrong(self) -> int:
        """How many cases ours does not have."""
        return sum(OURS in row['why'] for row in self.rows)

    @staticmethod
    def _mean(rows: list[dict]) -> str:
        parts = []
        for peer in PUBLISHED, NEWER:
            found = {**ratios(rows, peer), **ratios(rows, peer, 'bytes')}
            if found:
                least, value = by_size(found)[0]
                mean = geometric_mean(found.values())
                parts.append(f'geometric mean {mean:.2f} against {peer} over {len(found)}, least {value:.2f} ({least})')
        return '; '.join(parts) or f'nothing to compare, {len(rows)} missing'
