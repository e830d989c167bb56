"""Four pictures of a release: `analysis.py RELEASE A B [FOLDER]`, A and B two states by ISO 3166 alpha-3. As a notebook (`# %%` begins a cell) it shows them.

Contacts of two states over time, with the weeks that were not read; the gaps between contacts of each channel; who is in contact with whom, quarter by quarter;
what each side says of their contacts. Needs pandas, pyarrow and matplotlib: pip install 'qanat[analysis]'.
"""

# %% The tables. Parquet holds the texts as they are; of CSV take off the apostrophe that keeps a spreadsheet from reading a formula.
import sys
from itertools import combinations, pairwise
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd

given = ["channel-data", "JOR", "NOR"]  # in a notebook: write yours here
if Path(sys.argv[0]).name == "analysis.py":
    given = sys.argv[1:]
    mpl.use("Agg")  # pictures go into files
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

if len(given) not in (3, 4):
    sys.exit(__doc__)
release, a, b, folder = Path(given[0]), given[1], given[2], Path(given[3] if len(given) > 3 else ".")
contacts, parties, reports, statements, coverage = (
    pd.read_parquet(release / "parquet" / f"{name}.parquet") for name in ("contacts", "parties", "reports", "statements", "coverage")
)
QUIET, INK, SIDE, OTHER, WRONG = "#d9d9d9", "#303030", "#1f6f8b", "#b5651d", "#a02c2c"
plt.rcParams.update({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False, "figure.dpi": 150})


# %% A day for each contact: its own where it is told, else that of the first report of it. A month or a year is no day, and is left out.
published = reports.groupby("contact")["published"].min().str[:10]
contacts["day"] = contacts["date"].fillna(contacts["id"].map(published))
contacts = contacts[contacts["day"].str.len() == 10].assign(day=lambda table: pd.to_datetime(table["day"]))
camps = parties.dropna(subset="country").groupby("contact")["country"].agg(lambda some: tuple(sorted(set(some))))
contacts["camps"] = contacts["id"].map(camps)
between = contacts[contacts["camps"].map(lambda some: isinstance(some, tuple) and {a, b} <= set(some))]


# The Mondays of the weeks of which nothing was read: there a missing contact says nothing.
read = pd.to_datetime(coverage["day"]).dt.to_period("W")
unread = [week.start_time for week in pd.period_range(read.min(), read.max(), freq="W").difference(pd.PeriodIndex(read.unique()))]


def shade(axes: Axes) -> None:
    """Grey where nothing was read."""
    for monday in unread:
        axes.axvspan(monday, monday + pd.Timedelta(days=7), color=QUIET, lw=0, zorder=0)


def period(figure: Figure, axes: Axes) -> None:
    """Show all that was read, not only up to the last contact: a silence is seen."""
    days = pd.to_datetime(coverage["day"])
    axes.set_xlim(days.min() - pd.Timedelta(days=7), days.max() + pd.Timedelta(days=7))
    figure.autofmt_xdate()
    figure.tight_layout()


# %% 1. Contacts over time, by what came of them; grey: not read.
figure, axes = plt.subplots(figsize=(8, 2.6))
shade(axes)
rows = ["held", "planned", "proposed", "refused"]
for level, status in enumerate(rows):
    some = between[between["status"] == status]
    axes.scatter(
        some["day"], [level] * len(some), s=38, color=WRONG if status == "refused" else SIDE, alpha=1 if status in ("held", "refused") else 0.5, zorder=2
    )
axes.set_yticks(range(len(rows)), rows)
axes.set_ylim(len(rows) - 0.5, -0.5)
axes.set_title(f"Contacts of {a} and {b}: {len(between)} (grey: weeks that were not read)", loc="left")
period(figure, axes)
figure.savefig(folder / "contacts.png")

# %% 2. The gaps of each channel: days from one held contact to the next, at each level. Gaps over weeks that were not read are hollow: they may be ours.
held = contacts[(contacts["status"] == "held") & contacts["camps"].notna()]
gaps = []
for (level, pair), some in held.explode("level").assign(pair=held["camps"].map(lambda c: list(combinations(c, 2)))).explode("pair").groupby(["level", "pair"]):
    days = some["day"].sort_values().to_list()
    for first, second in pairwise(days):
        blind = any(first < monday < second for monday in unread)
        gaps.append({"channel": f"{pair[0]}–{pair[1]} {level.replace('_', ' ')}", "days": (second - first).days, "blind": blind})
table = pd.DataFrame(gaps, columns=["channel", "days", "blind"])
order = table.groupby("channel")["days"].agg(["count", "median"]).sort_values("count", ascending=False).head(12)
figure, axes = plt.subplots(figsize=(8, 0.6 + 0.34 * max(len(order), 2)))
for row, channel in enumerate(order.index):
    for blind, some in table[table["channel"] == channel].groupby("blind"):
        axes.scatter(some["days"], [row] * len(some), s=34, facecolors="none" if blind else SIDE, edgecolors=SIDE, zorder=2)
    axes.plot([order.loc[channel, "median"]] * 2, [row - 0.3, row + 0.3], color=WRONG)
axes.set_yticks(range(len(order)), order.index)
axes.set_ylim(len(order) - 0.5, -0.5)
axes.set_xlabel("days between two contacts (red: the median; hollow: over a gap in reading)")
figure.tight_layout()
figure.savefig(folder / "gaps.png")

# %% 3. Who is in contact with whom, quarter by quarter: states on a circle, a line for each pair, as thick as it has contacts.
quarters = sorted(held["day"].dt.to_period("Q").unique())[-4:]
pairs = held.assign(pair=held["camps"].map(lambda c: list(combinations(c, 2))), quarter=held["day"].dt.to_period("Q")).explode("pair").dropna(subset="pair")
states = sorted(pairs["pair"].explode().value_counts().head(14).index) or [a, b]
place = {state: (np.cos(turn), np.sin(turn)) for state, turn in zip(states, np.linspace(0, 2 * np.pi, len(states), endpoint=False), strict=True)}
figure, grid = plt.subplots(1, max(len(quarters), 1), figsize=(2.6 * max(len(quarters), 1), 2.9), squeeze=False)
for axes, quarter in zip(grid[0], quarters, strict=False):
    for pair, number in pairs[pairs["quarter"] == quarter]["pair"].value_counts().items():
        if set(pair) <= set(states):
            (x, y), (u, v) = place[pair[0]], place[pair[1]]
            axes.plot([x, u], [y, v], color=SIDE, lw=0.6 + 0.8 * number, alpha=0.7, zorder=1)
    for state, (x, y) in place.items():
        axes.text(x * 1.18, y * 1.18, state, ha="center", va="center", color=INK)
    axes.set(title=str(quarter), xlim=(-1.5, 1.5), ylim=(-1.5, 1.5), aspect="equal")
    axes.axis("off")
figure.tight_layout()
figure.savefig(folder / "network.png")

# %% 4. What each side tells of each contact: statements of one side upwards, of the other downwards. Where one is missing, only half of the story is told.
told = statements.assign(about=statements["about"].str.split("; ")).explode("about")
told = told[told["about"].isin(between["id"]) & told["country"].isin((a, b))]
number = told.groupby(["about", "country"]).size().unstack(fill_value=0).reindex(index=between["id"], columns=[a, b], fill_value=0)
figure, axes = plt.subplots(figsize=(8, 2.6))
shade(axes)
for side, sign, color in ((a, 1, SIDE), (b, -1, OTHER)):
    axes.bar(between["day"], sign * number[side], width=5, color=color, label=side, zorder=2)
axes.axhline(0, color=INK, lw=0.8)
axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
axes.set_title(f"Statements about each contact, by {a} (up) and {b} (down)", loc="left")
period(figure, axes)
figure.savefig(folder / "readouts.png")

# %% How much of each side's account there is: a contact of which one side says nothing is half a readout.
silent = {side: int((~between["id"].isin(told[told["country"] == side]["about"])).sum()) for side in (a, b)}
print(f"{len(between)} contacts of {a} and {b}; nothing is told of {silent[a]} by {a}, of {silent[b]} by {b}")
