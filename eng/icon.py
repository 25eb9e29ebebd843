#!/usr/bin/env python3
"""Draws eng/icon.png, the packages' icon: a matrix of utilities, and the candidate with the best expected one.

  python3 eng/icon.py
"""
import pathlib
import struct
import zlib

SIZE, MARGIN, GAP, CELLS, SCALE = 128, 16, 4, 4, 4
BACKGROUND, LOW, HIGH, BEST = (15, 23, 42), (30, 58, 95), (125, 211, 252), (251, 191, 36)
UTILITIES = [[9, 5, 3, 1], [5, 9, 6, 4], [3, 6, 9, 2], [1, 4, 2, 9]]  # the second row has the largest sum


def colour(x, y):
    """The colour at a point, or none outside the rounded square."""
    radius = 22
    dx = max(radius - x, x - (SIZE - radius), 0)
    dy = max(radius - y, y - (SIZE - radius), 0)
    if dx * dx + dy * dy > radius * radius:
        return None
    step = (SIZE - 2 * MARGIN + GAP) / CELLS
    column, row = (int((v - MARGIN) // step) for v in (x, y))
    inside = all(0 <= i < CELLS and (v - MARGIN) - i * step < step - GAP for i, v in ((column, x), (row, y)))
    if not inside:
        return BACKGROUND
    share = UTILITIES[row][column] / 9
    top = BEST if row == 1 else HIGH
    return tuple(round(a + (b - a) * share) for a, b in zip(LOW, top))


def pixel(column, row):
    """The mean of SCALE x SCALE points, so that edges are smooth."""
    points = [colour(column + (i + 0.5) / SCALE, row + (j + 0.5) / SCALE) for i in range(SCALE) for j in range(SCALE)]
    seen = [point for point in points if point]
    if not seen:
        return bytes(4)
    return bytes([*(sum(part) // len(seen) for part in zip(*seen)), 255 * len(seen) // len(points)])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


lines = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(SIZE)) for y in range(SIZE))
pathlib.Path(__file__).with_name("icon.png").write_bytes(
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(lines, 9))
    + chunk(b"IEND", b""))
