"""Whatever happens to a file on its way, it is read or refused with places; nothing else comes of it."""

from hypothesis import given
from hypothesis import strategies as some

from lamplighter.engines.lines.formats import Malformed, Source, curtois_qu, inrc2, solution
from lamplighter.engines.lines.tests.test_curtois_qu import SMALL
from lamplighter.engines.lines.tests.test_inrc2 import HISTORY, SCENARIO, SOLUTION, WEEK

ROSTER = '{"Ada": [null, "N", "E", null, null, null, null, null], "Bo": ["E", "E", "E", "E", "E", "E", "E", "E"]}'
SCRAPS = [
    "",
    "-1",
    "0",
    "9",
    "99999999999999",
    "E",
    "X",
    ",",
    "|",
    "=",
    "(1,",
    "None",
    "# ",
    "\n",
    "\t",
    "²",
    "\x00",
    "SECTION_COVER",
]


@some.composite
def damaged(draw: some.DrawFn, text: str) -> bytes:
    """The text with a few pieces cut out, replaced by scraps, or repeated; now and then with a broken byte."""
    for _ in range(draw(some.integers(1, 3))):
        begin = draw(some.integers(0, len(text)))
        end = draw(some.integers(begin, min(len(text), begin + 30)))
        text = text[:begin] + draw(some.sampled_from([*SCRAPS, text[begin:end] * 2])) + text[end:]
    return text.encode() + draw(some.sampled_from([b"", b"", b"", b"\xff", b"\r\n"]))


def refused_with_places(read, *sources: Source) -> None:
    complaints = ()
    try:
        read(*sources)
    except Malformed as refusal:
        complaints = refusal.complaints or [None]

    lines = {source.name: source.content.count(b"\n") + 1 for source in sources}
    assert all(each.file and each.field for each in complaints)
    assert all(each.line is None or 1 <= each.line <= lines[each.file] for each in complaints)


@given(damaged(SMALL))
def test_a_damaged_file_of_curtois_and_qu(content):
    refused_with_places(curtois_qu.read, Source("a", content))


@given(damaged(SCENARIO), damaged(HISTORY), damaged(WEEK), some.sets(some.sampled_from(range(3))))
def test_damaged_files_of_the_competition(scenario, history, week, which):
    contents = [
        bad if at in which else good.encode()
        for at, (bad, good) in enumerate([(scenario, SCENARIO), (history, HISTORY), (week, WEEK)])
    ]
    files = [Source(name, content) for name, content in zip(("s", "h", "w"), contents, strict=True)]
    refused_with_places(lambda s, h, w: inrc2.read(s, h, [w, w]), *files)


@given(damaged(ROSTER), damaged(SOLUTION.format(week=0)))
def test_a_damaged_roster(roster, weeks):
    grid = curtois_qu.read(Source("a", SMALL.encode()))
    whole = [Source(name, text.encode()) for name, text in (("s", SCENARIO), ("h", HISTORY), ("w", WEEK))]
    nurses = inrc2.read(whole[0], whole[1], [whole[2], whole[2]])

    refused_with_places(lambda source: solution.read(source, grid), Source("b", roster))
    refused_with_places(
        lambda *sources: inrc2.read_solution(sources, nurses),
        Source("c", weeks),
        Source("d", SOLUTION.format(week=1).encode()),
    )
