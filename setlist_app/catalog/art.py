"""Generated artwork: a poster for every artist who has no picture, drawn from nothing but the name.

Pure functions. The same name gives the same poster, byte for byte, in every process and on every day. Shapes and grain
only: no text, no script, no link, no id that could clash with another poster on the same page.

A poster is one of eight compositions in a palette built around the artist's own hue, the stage's black, the sheet's
paper and the tape's yellow (the product's tokens).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from random import Random

STAGE, PAPER, TAPE = "#0d0c11", "#f4efe4", "#ffd23f"
SIZE = 600
"""Units of the square in which every poster is drawn; it scales without loss."""


@dataclass(frozen=True)
class Palette:
    ground: str
    deep: str
    main: str
    bright: str
    accent: str


def poster_svg(seed_text: str, *, size: int = SIZE) -> str:
    """A square SVG document for a name; `size` is only its natural width in CSS pixels."""
    dice = Random(int.from_bytes(blake2b(seed_text.encode(), digest_size=16).digest()))
    colours = _palette(dice)
    draw = COMPOSITIONS[dice.randrange(len(COMPOSITIONS))]
    shapes = "".join(draw(dice, colours))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{size}" height="{size}">'
        f'<rect width="{SIZE}" height="{SIZE}" fill="{colours.ground}"/>{shapes}</svg>'
    )


def artist_hue(seed_text: str) -> int:
    """The hue (0-359) of the name's poster, for tinting what stands around it."""
    return _hue(Random(int.from_bytes(blake2b(seed_text.encode(), digest_size=16).digest())))


def _hue(dice: Random) -> int:
    return dice.randrange(360)


def _palette(dice: Random) -> Palette:
    hue = _hue(dice)
    # A neighbour on the colour circle most of the time; now and then the opposite, paler so that it does not shout.
    away = dice.choice((34, -34, 52, -52, 180))
    bright_saturation = 70 if abs(away) < 90 else 52
    other = (hue + away) % 360
    is_night = dice.random() < 0.62
    accent = TAPE if dice.random() < 0.55 else PAPER
    if is_night:
        return Palette(
            _tone(hue, 36, 10), _tone(hue, 42, 22), _tone(hue, 58, 48), _tone(other, bright_saturation, 67), accent
        )
    return Palette(PAPER, _tone(hue, 42, 20), _tone(hue, 56, 45), _tone(other, bright_saturation, 60), STAGE)


def _tone(hue: float, saturation: float, lightness: float) -> str:
    # Yellows and greens look brighter than blues at the same lightness; even that out.
    weight = 1 - 0.16 * math.cos(math.radians(hue - 90)) if lightness > 30 else 1
    return f"hsl({hue:.0f} {saturation:.0f}% {lightness * weight:.0f}%)"


# --- Primitives. Coordinates are units of the square.


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _circle(x: float, y: float, radius: float, fill: str) -> str:
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}"/>'


def _ring(x: float, y: float, radius: float, stroke: str, width: float) -> str:
    place = f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"'
    return f'<circle {place} fill="none" stroke="{stroke}" stroke-width="{_n(width)}"/>'


def _box(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{fill}"/>'


def _shape(points: list[tuple[float, float]], fill: str) -> str:
    return f'<path d="M{"L".join(f"{_n(x)} {_n(y)}" for x, y in points)}Z" fill="{fill}"/>'


def _tape(dice: Random, x: float, y: float, length: float, fill: str) -> str:
    """A strip of gaffer tape, torn at both ends."""
    height, turn = 30, dice.uniform(-14, 14)
    teeth = 5
    right = [(x + length + (5 if tooth % 2 else 0), y + height * tooth / teeth) for tooth in range(teeth + 1)]
    left = [(x - (5 if tooth % 2 else 0), y + height * tooth / teeth) for tooth in range(teeth, -1, -1)]
    middle = f"{_n(x + length / 2)} {_n(y + height / 2)}"
    return f'<g transform="rotate({_n(turn)} {middle})">{_shape([*right, *left], fill)}</g>'


# --- Compositions. Each takes the dice and the palette and gives the shapes from back to front.


def _record(dice: Random, c: Palette) -> list[str]:
    """Half a record over the edge, with a sun of a label."""
    x, y = dice.choice(((0, 600), (600, 600), (600, 0), (300, 600), (0, 300)))
    reach = dice.uniform(430, 520)
    shapes = [_circle(x, y, reach, c.deep)]
    radius = reach - 26
    while radius > 190:
        shapes.append(_ring(x, y, radius, c.main if dice.random() < 0.8 else c.bright, dice.choice((3, 3, 6, 14))))
        radius -= dice.uniform(18, 34)
    shapes += [_circle(x, y, 158, c.bright), _circle(x, y, 96, c.main), _circle(x, y, 26, c.ground)]
    far_x, far_y = 600 - x if x != 300 else dice.choice((130, 470)), 600 - y if y != 300 else 130
    spot = (min(max(far_x, 130), 470), min(max(far_y, 130), 470))
    return [*shapes, _circle(*spot, dice.uniform(34, 58), c.accent)]


def _beams(dice: Random, c: Palette) -> list[str]:
    """Stage lamps from above, crossing over a riser."""
    shapes = []
    lamps = dice.choice((3, 4, 5))
    for lamp in range(lamps):
        x = 600 * (lamp + 0.5) / lamps
        aim = 300 + (300 - x) * dice.uniform(0.2, 1.1)
        spread = dice.uniform(60, 120)
        fill = (c.main, c.bright, c.deep)[lamp % 3]
        beam = _shape([(x - 9, -10), (x + 9, -10), (aim + spread, 500), (aim - spread, 500)], fill)
        shapes.append(f'<g opacity="0.78">{beam}</g>')
    floor = 500
    shapes += [
        f'<ellipse cx="300" cy="{floor}" rx="250" ry="44" fill="{c.accent}"/>',
        _box(0, floor, 600, 100, c.deep),
        f'<path d="M50 {floor}a250 44 0 0 0 500 0z" fill="{c.accent}" opacity="0.9"/>',
    ]
    rows = [_box(0, floor + 58 + 14 * row, 600, 4, c.main) for row in range(3)]
    return [*shapes, *rows]


def _arches(dice: Random, c: Palette) -> list[str]:
    """Nested arches, like the proscenium of a small theatre."""
    middle = dice.choice((190.0, 300.0, 410.0))
    base, width = 600.0, dice.uniform(400, 520)
    fills = [c.deep, c.main, c.bright, c.ground, c.main, c.accent]
    shapes = []
    for fill in fills:
        radius = width / 2
        top = base - width * 0.62
        arch = f"M{_n(middle - radius)} {_n(base)}V{_n(top)}a{_n(radius)} {_n(radius)} 0 0 1 {_n(width)} 0V{_n(base)}Z"
        shapes.append(f'<path d="{arch}" fill="{fill}"/>')
        width *= dice.uniform(0.7, 0.8)
    sun = (600 - middle if middle != 300 else dice.choice((90, 510)), dice.uniform(80, 130))
    return [_circle(*sun, dice.uniform(40, 64), c.bright), *shapes]


def _tiles(dice: Random, c: Palette) -> list[str]:
    """A grid of quarter circles, dealt like a quilt."""
    across = dice.choice((3, 4))
    side = 600 / across
    fills = [c.deep, c.main, c.bright, c.accent]
    floor, shapes = [], []
    for place in range(across * across):
        x, y = place % across * side, place // across * side
        back, front = dice.sample(fills, 2)
        floor.append(_box(x, y, side + 1, side + 1, back if back != c.accent else c.ground))
        corner_x, corner_y = dice.choice(((0, 0), (1, 0), (0, 1), (1, 1)))
        cx, cy = x + corner_x * side, y + corner_y * side
        to_x, to_y = x + (1 - corner_x) * side, y + (1 - corner_y) * side
        sweep = 1 if corner_x == corner_y else 0
        quarter = f"M{_n(cx)} {_n(cy)}L{_n(to_x)} {_n(cy)}A{_n(side)} {_n(side)} 0 0 {sweep} {_n(cx)} {_n(to_y)}Z"
        kind = dice.random()
        if kind < 0.66:
            # The outline closes the hairline that a browser leaves between two shapes of one colour.
            shapes.append(f'<path d="{quarter}" fill="{front}" stroke="{front}"/>')
        elif kind < 0.9:
            shapes.append(_circle(x + side / 2, y + side / 2, side * 0.3, front))
    return floor + shapes


def _ridges(dice: Random, c: Palette) -> list[str]:
    """A range of sound waves, one behind the other, under a moon."""
    shapes = [_circle(dice.uniform(150, 450), dice.uniform(150, 230), dice.uniform(80, 125), c.accent)]
    phase = dice.uniform(0, 6)
    for layer, fill in enumerate((c.bright, c.main, c.deep, c.ground, c.main, c.deep)):
        base = 270 + layer * 58
        height, length = dice.uniform(26, 58), dice.uniform(90, 190)
        points = [(0.0, 600.0)]
        for step in range(31):
            x = step * 20
            wave = math.sin(x / length * math.pi + phase) + 0.5 * math.sin(x / length * 2.3 * math.pi + layer)
            points.append((x, base - wave * height))
        shapes.append(_shape([*points, (600, 600)], fill))
        phase += dice.uniform(0.7, 1.9)
    return shapes


def _sheet(dice: Random, c: Palette) -> list[str]:
    """A blank setlist taped to a floor of shapes: bars for the songs, none of them readable."""
    is_night = c.ground != PAPER
    big = dice.uniform(190, 250)
    shapes = [_circle(dice.choice((60, 540)), dice.choice((90, 520)), big, c.main if is_night else c.bright)]
    shapes.append(_box(0, dice.uniform(360, 430), 600, 300, c.deep if is_night else c.main))
    turn = dice.uniform(-9, 9)
    paper, ink = (PAPER, STAGE) if is_night else (c.deep, PAPER)
    sheet = [_box(165, 92, 270, 400, paper)]
    lines = dice.choice((5, 6, 7))
    gap = 330 / lines
    marked = dice.randrange(lines)
    for line in range(lines):
        y = 134 + line * gap
        length = dice.uniform(95, 195)
        if line == marked:
            sheet.append(_box(190, y - 7, length + 26, 30, c.bright))
        sheet.append(_box(200, y, length, 16, ink))
    shapes.append(f'<g transform="rotate({_n(turn)} 300 300)">{"".join(sheet)}</g>')
    lean = math.tan(math.radians(turn)) * 190
    return [*shapes, _tape(dice, 240 + lean, 78, 120, TAPE), _tape(dice, 245 - lean, 474, 110, TAPE)]


def _petals(dice: Random, c: Palette) -> list[str]:
    """A flower of overlapping leaves around a bright heart."""
    count = dice.choice((6, 8, 9, 12))
    x, y = dice.choice(((300, 300), (300, 300), (210, 350), (390, 250)))
    long, wide = dice.uniform(230, 300), dice.uniform(70, 118)
    shapes = [_circle(x, y, long * 1.12, c.deep)]
    for ring, (scale, fills) in enumerate(((1.0, (c.main, c.bright)), (0.58, (c.accent, c.main)))):
        for petal in range(count):
            turn = 360 * petal / count + ring * 180 / count
            half, tip = wide * scale, long * scale
            leaf = f"M{_n(x)} {_n(y)}Q{_n(x + half)} {_n(y - tip / 2)} {_n(x)} {_n(y - tip)}"
            leaf += f"Q{_n(x - half)} {_n(y - tip / 2)} {_n(x)} {_n(y)}Z"
            fill = fills[petal % 2] if count % 2 == 0 else fills[0]
            shapes.append(f'<path d="{leaf}" fill="{fill}" transform="rotate({_n(turn)} {_n(x)} {_n(y)})"/>')
    return [*shapes, _circle(x, y, 40, c.ground), _circle(x, y, 22, c.bright)]


def _keys(dice: Random, c: Palette) -> list[str]:
    """Columns of unequal height, a piano seen as a skyline."""
    count = dice.choice((7, 9, 11))
    width = 600 / count
    peak = dice.uniform(0.2, 0.8) * count
    shapes = [_circle(600 * (1 - peak / count), 170, dice.uniform(95, 135), c.bright)]
    for column in range(count):
        rise = 470 - abs(column - peak) * dice.uniform(26, 48) - dice.uniform(0, 70)
        height = max(90.0, rise)
        x = column * width
        fill = (c.main, c.deep)[column % 2]
        shapes.append(_box(x, 600 - height, width + 0.5, height, fill))
        cap = c.accent if column == round(peak) else (c.bright if dice.random() < 0.35 else fill)
        shapes.append(_circle(x + width / 2, 600 - height, width / 2, cap))
    return shapes


COMPOSITIONS: tuple[Callable[[Random, Palette], list[str]], ...] = (
    _record,
    _beams,
    _arches,
    _tiles,
    _ridges,
    _sheet,
    _petals,
    _keys,
)
