"""Style sheets speak of start and end, stand in their layers, and can be read by day and by night."""

import math
import re
from pathlib import Path

import pytest

from lamplighter.web.patterns import COMPONENTS

CSS = Path(__file__).resolve().parents[2] / "lamplighter" / "web" / "static" / "css"
SHEETS = sorted(CSS.rglob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.S)
# Left, right, top and bottom, wherever logical properties have a word for them.
PHYSICAL = re.compile(
    r"(?<![\w-])(?:"
    r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:left|right|top|bottom)\s*:"
    r"|(?:min-|max-)?(?:width|height)\s*:(?!\s*\d+\.?\d*\w+\))"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
    r"|translateX?\((?![^)]*--toward-end)"
    r")"
)
# The pairs of words and ground that pages are made of.
READ = [
    ("ink", "paper"),
    ("ink", "sheet"),
    ("ink", "sunk"),
    ("quiet", "paper"),
    ("quiet", "sheet"),
    ("quiet", "sunk"),
    ("ember", "paper"),
    ("ember", "sheet"),
    ("calm", "paper"),
    ("calm", "sheet"),
    ("lamp-ink", "paper"),
    ("lamp-ink", "sheet"),
    ("ink", "lamp-soft"),
    ("ink", "ember-soft"),
    ("ink", "calm-soft"),
    ("link", "sheet"),
    ("paper", "ink"),
    ("on-dark", "dark"),
    ("on-lamp", "lamp"),
]


def text_of(sheet: Path) -> str:
    return COMMENT.sub("", sheet.read_text(encoding="utf-8"))


def physical_in(css: str) -> list[str]:
    return PHYSICAL.findall(COMMENT.sub("", css))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: str(sheet.relative_to(CSS)))
def test_a_sheet_speaks_of_start_and_end(sheet: Path) -> None:
    assert physical_in(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "wrong",
    [
        ".a { margin-left: 1rem }",
        ".a { text-align: right }",
        ".a { left: 0 }",
        ".a { width: 3rem }",
        ".a { border-top-left-radius: 1px }",
        ".a { transform: translateX(1rem) }",
    ],
)
def test_a_sheet_that_speaks_of_left_and_right_is_noticed(wrong: str) -> None:
    assert len(physical_in(wrong)) == 1


def test_queries_of_width_and_logical_words_are_left_alone() -> None:
    fine = "@media (min-width: 46rem) { .a { margin-inline-start: 0; translate: calc(1px * var(--toward-end)) } }"
    assert physical_in(fine) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: str(sheet.relative_to(CSS)))
def test_everything_in_a_sheet_stands_in_the_layer_of_its_folder(sheet: Path) -> None:
    layer = sheet.parent.name if sheet.parent != CSS else sheet.stem
    text = text_of(sheet).strip()

    if layer in {"layers", "fonts"}:
        assert text.startswith(("@layer ", "@font-face"))
    else:
        assert text.startswith(f"@layer {layer} {{")
        assert depth_zero_blocks(text) == 1


def depth_zero_blocks(text: str) -> int:
    depth = blocks = 0
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        blocks += sign == "}" and depth == 0
    return blocks


def test_every_component_has_an_example_on_the_pattern_page() -> None:
    assert sorted(COMPONENTS) == sorted(sheet.stem for sheet in (CSS / "components").glob("*.css"))


def test_no_sheet_reaches_out_of_the_house() -> None:
    assert [sheet.name for sheet in SHEETS if re.search(r"https?://|@import", text_of(sheet))] == []


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize(("words", "ground"), READ)
def test_words_can_be_read_on_their_ground(words: str, ground: str, theme: str) -> None:
    tokens = tokens_of(theme)

    assert contrast(tokens[words], tokens[ground]) >= 4.5


def tokens_of(theme: str) -> dict[str, tuple[float, float, float]]:
    """Colour tokens as linear sRGB, by day or by night."""
    found = {}
    for name, value in re.findall(r"--([\w-]+):\s*([^;]+);", text_of(CSS / "tokens.css")):
        colours = re.findall(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", value)
        if colours:
            lightness, chroma, hue = map(float, colours[-1 if theme == "night" else 0])
            found[name] = linear(lightness / 100, chroma, math.radians(hue))
    return found


def linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Linear sRGB of an OKLCH colour, cut off at its edges. Source: Ottosson, “A perceptual color space” (2020)."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    return tuple(min(1.0, max(0.0, part)) for part in (red, green, blue))  # type: ignore[return-value]


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Contrast ratio of WCAG 2."""
    dark, light = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (one, other))
    return (light + 0.05) / (dark + 0.05)
